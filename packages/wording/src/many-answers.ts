import type {
  Comparison,
  ExperimentVerdict,
  HealthCheckName,
  ManyResult,
  Metric,
  NamedTestAnswer,
} from '@dandelion-loop/contract';
import * as numbers from './numbers.ts';
import { firstSentence, listed, type Saying } from './phrases.ts';
import { clarity, primaryMetric, testVerdict, testVerdicts } from './verdicts.ts';

/** The answer over many tests: how many were settled, and which of them stand out. */

export interface JudgedTest {
  test: NamedTestAnswer;
  verdict: ExperimentVerdict;
  metric: Metric | undefined;
  /** The comparison that the verdict rests on, or the clearest one. */
  comparison: Comparison | undefined;
}

export interface ManyAnswers {
  /** What was taken for granted, for all tests and for single ones, each once. */
  notes: string[];
  judged: JudgedTest[];
  counts: Record<ExperimentVerdict, number>;
  /** Tests per check that did not pass. */
  checks: { name: HealthCheckName; invalid: number; warning: number }[];
  /** Tests of a suspect period, how many of them won, and what is suspect. */
  suspect: { tests: number; won: number; message: string } | null;
}

const decisive: Record<ExperimentVerdict, Comparison['verdict'] | null> = {
  won: 'better',
  lost: 'worse',
  'no-difference': null,
  inconclusive: null,
  invalid: null,
};

function judge(test: NamedTestAnswer): JudgedTest {
  const verdict = testVerdict(test);
  const metric = primaryMetric(test);
  const wanted = decisive[verdict];
  const among = (metric?.comparisons ?? []).filter((one) => wanted === null || one.verdict === wanted);
  const comparison = among.toSorted((a, b) => clarity(b) - clarity(a))[0];
  return { test, verdict, metric, comparison };
}

export function judgeMany(many: ManyResult): ManyAnswers {
  const judged = many.tests.map(judge);
  const counts: Record<ExperimentVerdict, number> = {
    won: 0,
    lost: 0,
    'no-difference': 0,
    inconclusive: 0,
    invalid: 0,
  };
  for (const { verdict } of judged) counts[verdict]++;
  const found = new Map<HealthCheckName, { invalid: number; warning: number }>();
  const suspects: string[] = [];
  let won = 0;
  for (const { test, verdict: outcome } of judged) {
    for (const { name, verdict, message } of test.health.checks) {
      if (verdict === 'ok') continue;
      const entry = found.get(name) ?? { invalid: 0, warning: 0 };
      entry[verdict]++;
      found.set(name, entry);
      if (name !== 'suspect-period') continue;
      suspects.push(message);
      if (outcome === 'won') won++;
    }
  }
  const checks = Array.from(found, ([name, entry]) => ({ name, ...entry })).toSorted(
    (a, b) => b.invalid - a.invalid || b.warning - a.warning,
  );
  const suspect =
    suspects[0] === undefined ? null : { tests: suspects.length, won, message: firstSentence(suspects[0]) };
  const notes = [...new Set([...many.notes, ...many.tests.flatMap((test) => test.notes)])];
  return { judged, counts, checks, suspect, notes };
}

export const manyQuestion = 'Which of these tests have a verdict to act on?';

const countWords: Record<ExperimentVerdict, (count: number) => string> = {
  won: (count) => `${numbers.count(count)} had a clear winner`,
  lost: (count) => `${numbers.count(count)} had only a clear loser`,
  'no-difference': (count) => `${numbers.count(count)} ${count === 1 ? 'shows' : 'show'} no difference worth having`,
  inconclusive: (count) => `${numbers.count(count)} cannot be told yet`,
  invalid: (count) => `${numbers.count(count)} ${count === 1 ? 'is' : 'are'} invalid`,
};

/** "Of 4,873 tests, [1,152 had a clear winner], 2,961 cannot be told yet. 747 are invalid: do not read them." */
export function manyAnswer({ judged, counts }: ManyAnswers): Saying {
  if (judged.length === 0) return [{ text: 'There is no test to judge.', role: 'finding' }];
  const valid = testVerdicts.filter((verdict) => verdict !== 'invalid' && (counts[verdict] > 0 || verdict === 'won'));
  const [first, ...others] = valid.map((verdict) => countWords[verdict](counts[verdict]));
  const rest = others.length === 0 ? '.' : `, ${listed(others)}.`;
  const invalid =
    counts.invalid === 0
      ? ''
      : ` ${countWords.invalid(counts.invalid)}: do not read ${counts.invalid === 1 ? 'it' : 'them'}.`;
  return [
    { text: `Of ${numbers.counted(judged.length, 'test')}, ` },
    { text: first ?? '', role: 'finding' },
    { text: `${rest}${invalid}` },
  ];
}

/** How many winners chance alone would bring, which no list of many tests should hide. */
export function chanceWords({ judged, counts }: ManyAnswers): string {
  const first = judged.find(({ comparison }) => comparison !== undefined)?.comparison;
  const level = first?.level ?? 0.95;
  if (first?.inference === 'bayesian') return 'Each test is judged by itself.';
  const valid = judged.length - counts.invalid;
  return `Each test is judged by itself at ${numbers.share(level)}. If none of the ${numbers.count(valid)} valid ones made a difference, up to ${numbers.count(Math.round(valid * (1 - level)))} would still look settled by chance.`;
}

const verdictOrder: Record<ExperimentVerdict, number> = {
  won: 0,
  lost: 0,
  'no-difference': 1,
  inconclusive: 2,
  invalid: 3,
};

/** Settled tests first, the clearest of them on top. */
export function testsByInterest(judged: readonly JudgedTest[]): JudgedTest[] {
  const keyed = judged.map((one) => ({ one, clear: one.comparison === undefined ? 0 : clarity(one.comparison) }));
  return keyed
    .toSorted((a, b) => verdictOrder[a.one.verdict] - verdictOrder[b.one.verdict] || b.clear - a.clear)
    .map(({ one }) => one);
}

/** "1,058 tests are to be read with care, 93 clear winners among them." */
export function suspectWords({ tests, won }: NonNullable<ManyAnswers['suspect']>): string {
  const winners = won === 0 ? '' : `, ${numbers.counted(won, 'clear winner')} among them`;
  return `${numbers.counted(tests, 'test')} ${tests === 1 ? 'is' : 'are'} to be read with care${winners}.`;
}
