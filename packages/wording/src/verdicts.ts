import type {
  Comparison,
  ComparisonVerdict,
  ExperimentVerdict,
  HealthCheckName,
  HealthVerdict,
  Metric,
  TestAnswer,
} from '@dandelion-loop/contract';

/** The words and marks of verdicts. Shape, then word, then colour: a mark never stands without its word. */

export type Tone = 'better' | 'worse' | 'none' | 'uncertain' | 'invalid' | 'ok' | 'warning';

export interface Mark {
  glyph: string;
  ascii: string;
  word: string;
  tone: Tone;
}

export const comparisonMarks: Record<ComparisonVerdict, Mark> = {
  better: { glyph: '▲', ascii: '^', word: 'Better', tone: 'better' },
  worse: { glyph: '▼', ascii: 'v', word: 'Worse', tone: 'worse' },
  'no-difference': { glyph: '=', ascii: '=', word: 'No difference worth having', tone: 'none' },
  inconclusive: { glyph: '○', ascii: 'o', word: 'Inconclusive', tone: 'uncertain' },
  invalid: { glyph: '✕', ascii: 'x', word: 'Invalid', tone: 'invalid' },
};

export const healthMarks: Record<HealthVerdict, Mark> = {
  ok: { glyph: '✓', ascii: 'ok', word: 'Passed', tone: 'ok' },
  warning: { glyph: '△', ascii: '!', word: 'Look here', tone: 'warning' },
  invalid: { glyph: '✕', ascii: 'x', word: 'Failed', tone: 'invalid' },
};

const checkTitles: Record<HealthCheckName, string> = {
  'sample-ratio': 'Split as planned',
  crossovers: 'Nobody in two groups',
  duplicates: 'No duplicates',
  missing: 'Nothing missing',
  'small-counts': 'Enough events',
  outliers: 'No few large values',
  'suspect-period': 'A period to trust',
};

/** The title of a check that did not pass: what passed must not be claimed. */
const failedCheckTitles: Record<HealthCheckName, string> = {
  'sample-ratio': 'The split',
  crossovers: 'Units in two groups',
  duplicates: 'Duplicates',
  missing: 'Missing values',
  'small-counts': 'Few events',
  outliers: 'A few large values',
  'suspect-period': 'A suspect period',
};

export function checkTitle(name: HealthCheckName, verdict: HealthVerdict): string {
  return (verdict === 'ok' ? checkTitles : failedCheckTitles)[name];
}

/** "Better, maybe too little to matter": the verdict's word with what it is worth. */
export function verdictWords(comparison: Comparison): string {
  const { word } = comparisonMarks[comparison.verdict];
  if (comparison.verdict !== 'better' && comparison.verdict !== 'worse') return word;
  if (comparison.worthHaving === 'maybe') return `${word}, maybe too little to matter`;
  if (comparison.worthHaving === 'no') return `${word}, but too little to matter`;
  return word;
}

/** The metric that decides. */
export function primaryMetric(answer: TestAnswer): Metric | undefined {
  return answer.metrics.find((metric) => metric.primary) ?? answer.metrics[0];
}

export const testVerdicts: readonly ExperimentVerdict[] = ['won', 'lost', 'no-difference', 'inconclusive', 'invalid'];

export const testMarks: Record<ExperimentVerdict, Mark> = {
  won: { ...comparisonMarks.better, word: 'Won' },
  lost: { ...comparisonMarks.worse, word: 'Lost' },
  'no-difference': comparisonMarks['no-difference'],
  inconclusive: comparisonMarks.inconclusive,
  invalid: comparisonMarks.invalid,
};

/** The verdict of a whole test, from its health and the comparisons of its primary metric. */
export function testVerdict(answer: TestAnswer): ExperimentVerdict {
  if (answer.health.verdict === 'invalid') return 'invalid';
  const verdicts = (primaryMetric(answer)?.comparisons ?? []).map(({ verdict }) => verdict);
  if (verdicts.includes('better')) return 'won';
  if (verdicts.includes('worse')) return 'lost';
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'no-difference')) return 'no-difference';
  return 'inconclusive';
}

/** How far an estimate stands from zero, in half-widths of its interval: what a reader wants to see first. */
export function clarity(comparison: Comparison): number {
  const { value, low, high } = comparison.difference;
  if (value === null || low === null || high === null || high <= low) return 0;
  return Math.abs(value) / ((high - low) / 2);
}

const settled = (comparison: Comparison): number =>
  comparison.verdict === 'better' || comparison.verdict === 'worse' ? 1 : 0;

/** The `limit` comparisons of most interest; in their given order when all of them fit. */
export function byInterest(comparisons: readonly Comparison[], limit: number): readonly Comparison[] {
  if (comparisons.length <= limit) return comparisons;
  return comparisons.toSorted((a, b) => settled(b) - settled(a) || clarity(b) - clarity(a)).slice(0, limit);
}
