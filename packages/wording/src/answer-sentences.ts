import type { Comparison, Metric, Source, TestAnswer } from '@dandelion-loop/contract';
import * as numbers from './numbers.ts';
import { clause, firstSentence, levelWords, phraseText, type Saying, unitsOf } from './phrases.ts';
import { clarity, primaryMetric } from './verdicts.ts';

/**
 * The answer in one or two plain sentences, the question it answers, and what it rests on.
 * Made from the primary metric's comparisons and the health verdict only; terminal and page say the same.
 */

const theRest = 'the others together';

/** A name inside a sentence; a long one in quotation marks, so that one sees where it ends. */
export function inSentence(name: string): string {
  const clean = phraseText(name, 60);
  return clean.length > 24 || clean.split(' ').length > 3 ? `“${clean}”` : clean;
}

/** What a variation is compared with, as a label. */
export const opponentWords = (control: string | null): string => control ?? theRest;

const controlWords = (control: string | null): string => (control === null ? theRest : inSentence(control));

/** The question of the page when nobody gave one. */
export function questionOf(answer: TestAnswer): string {
  const metric = primaryMetric(answer);
  const first = metric?.comparisons[0];
  if (metric === undefined || first === undefined) return 'What does this test say?';
  const on = `on ${inSentence(metric.name)}`;
  if (metric.comparisons.length === 1)
    return `Did ${inSentence(first.variation)} do better than ${controlWords(first.control)} ${on}?`;
  if (first.control === null) return `Does one variation stand out ${on}?`;
  return `Did a variation do better than ${inSentence(first.control)} ${on}?`;
}

/** The headline answer, its finding marked. */
export function answerOf(answer: TestAnswer): Saying {
  if (answer.health.verdict === 'invalid') return invalidAnswer(answer);
  const metric = primaryMetric(answer);
  if (metric === undefined)
    return [{ text: 'There is nothing to judge.', role: 'finding' }, { text: ' No metric could be read.' }];
  const { comparisons } = metric;
  if (comparisons.length === 0)
    return [
      { text: 'There is nothing to compare.', role: 'finding' },
      { text: ` A comparison on ${inSentence(metric.name)} needs two variations with data.` },
    ];
  const telling: Telling = { metric, source: answer.source, decimals: spokenDecimals(metric, comparisons) };
  const of = (verdict: Comparison['verdict']): Comparison[] => comparisons.filter((one) => one.verdict === verdict);
  if (of('better').length > 0) return betterAnswer(telling, of('better'), of('worse'));
  if (of('worse').length > 0) return worseAnswer(telling, of('worse'), of('inconclusive'));
  if (of('no-difference').length === comparisons.length) return noDifferenceAnswer(telling, comparisons);
  return inconclusiveAnswer(telling, of('inconclusive'));
}

interface Telling {
  metric: Metric;
  source: Source;
  decimals: number;
}

export function decimalsOfMetric(metric: Metric): number {
  return numbers.decimalsOf(
    metric,
    metric.comparisons.map(({ difference }) => difference),
  );
}

/** Fewer places than a table needs: a sentence says 7.7, the table 7.65. */
function spokenDecimals(metric: Metric, comparisons: readonly Comparison[]): number {
  const largest = Math.max(0, ...comparisons.map(({ difference }) => Math.abs(difference.value ?? 0)));
  const enough = numbers.decimalsFor(largest * numbers.scaleOf(metric));
  return Math.min(decimalsOfMetric(metric), enough);
}

function invalidAnswer(answer: TestAnswer): Saying {
  const failed = answer.health.checks.filter(({ verdict }) => verdict === 'invalid');
  // The p-value stands with the check; a headline is for the reason.
  const why =
    failed[0] === undefined
      ? 'A health check failed.'
      : firstSentence(failed[0].message).replace(/ \(p [<=>] [\d.]+\)/, '');
  const more = failed.length > 1 ? ` ${numbers.counted(failed.length - 1, 'other check')} failed as well.` : '';
  return [{ text: 'Do not read this result.', role: 'finding' }, { text: ` ${why}${more}` }];
}

const signOf = (metric: Metric): 1 | -1 => (metric.direction === 'higher-is-better' ? 1 : -1);

/** By how much better, in the direction that counts as better. */
const gain = (metric: Metric, comparison: Comparison): number => (comparison.difference.value ?? 0) * signOf(metric);

/** "7.7 points", "0.77 per row". */
function size({ metric, source, decimals }: Telling, comparison: Comparison): string {
  const per = metric.kind === 'mean' || metric.kind === 'count' ? ` per ${unitsOf(source).one}` : '';
  return `${numbers.amount(metric, comparison.difference.value, decimals)}${per}`;
}

const moved = (comparison: Comparison): string => ((comparison.difference.value ?? 0) >= 0 ? 'raised' : 'lowered');

/** "Mens E-Mail raised visit by [7.7 points]: 18.3% against 10.6% with No E-Mail." */
function change(telling: Telling, comparison: Comparison): Saying {
  const { metric, decimals } = telling;
  const start = `${inSentence(comparison.variation)} ${moved(comparison)} ${inSentence(metric.name)} by `;
  return [
    { text: start },
    { text: size(telling, comparison), role: 'finding' },
    { text: against(metric, comparison, decimals) },
  ];
}

function against(metric: Metric, comparison: Comparison, decimals: number): string {
  const resultOf = (name: string | null): number | null =>
    metric.variations.find((one) => one.name === name)?.value ?? null;
  const [own, other] = [resultOf(comparison.variation), resultOf(comparison.control)];
  if (comparison.control === null) return ' against the others together.';
  if (own === null || other === null) return ` against ${inSentence(comparison.control)}.`;
  const show = (value: number): string => numbers.metricValue(metric, value, decimals);
  return `: ${show(own)} against ${show(other)} with ${inSentence(comparison.control)}.`;
}

function also(telling: Telling, others: readonly Comparison[], words: string): string {
  if (others.length === 0) return '';
  if (others.length > 2) return ` ${numbers.counted(others.length, 'other variation')} did ${words}.`;
  return others
    .map(
      (one) =>
        ` ${inSentence(one.variation)} ${moved(one)} it by ${numbers.amount(telling.metric, one.difference.value, telling.decimals)}.`,
    )
    .join('');
}

function betterAnswer(telling: Telling, better: readonly Comparison[], worse: readonly Comparison[]): Saying {
  const [best, ...others] = better.toSorted((a, b) => gain(telling.metric, b) - gain(telling.metric, a));
  if (best === undefined) return [];
  const start = best.worthHaving === 'no' ? 'Yes, but too little to matter. ' : 'Yes. ';
  const doubt = best.worthHaving === 'maybe' ? ' That may be too little to matter.' : '';
  const rest = `${doubt}${also(telling, others, 'better too')}${also(telling, worse, 'worse')}`;
  return [{ text: start }, ...change(telling, best), { text: rest }].filter(({ text }) => text !== '');
}

function worseAnswer(telling: Telling, worse: readonly Comparison[], open: readonly Comparison[]): Saying {
  const [worst, ...others] = worse.toSorted((a, b) => gain(telling.metric, a) - gain(telling.metric, b));
  if (worst === undefined) return [];
  const start = worst.control === null ? 'Only for the worse. ' : 'No. ';
  const rest = open.length > 0 ? ` ${numbers.counted(open.length, 'variation')} cannot be told yet.` : '';
  return [{ text: start }, ...change(telling, worst), { text: `${also(telling, others, 'worse too')}${rest}` }].filter(
    ({ text }) => text !== '',
  );
}

/** "between 2.0 points worse and 1.0 better"; null when the interval is open. */
function rangeWords(metric: Metric, comparison: Comparison, decimals: number): string | null {
  const { low, high } = comparison.difference;
  if (low === null || high === null) return null;
  const [least, most] = signOf(metric) === 1 ? [low, high] : [-high, -low];
  const bare = (value: number): string => numbers.bareAmount(metric, value, decimals);
  const full = (value: number): string => numbers.amount(metric, value, decimals);
  if (least < 0 && most > 0) return `between ${full(least)} worse and ${bare(most)} better`;
  if (least >= 0) return `between ${bare(least)} and ${full(most)} better`;
  return `between ${bare(most)} and ${full(least)} worse`;
}

function noDifferenceAnswer({ metric, decimals }: Telling, comparisons: readonly Comparison[]): Saying {
  const widest = comparisons.toSorted((a, b) => clarity(b) - clarity(a))[0];
  const margin = widest?.practicalMargin ?? null;
  const matter = margin === null ? '' : ` Less than ${numbers.margin(metric, margin)} is taken as too small to matter.`;
  const finding: Saying = [{ text: 'No difference worth having.', role: 'finding' }];
  const range = widest === undefined ? null : rangeWords(metric, widest, decimals);
  if (widest === undefined || range === null) return finding;
  const who = comparisons.length === 1 ? inSentence(widest.variation) : `even ${inSentence(widest.variation)}`;
  return [
    ...finding,
    { text: ` On ${inSentence(metric.name)}, ${who} is ${range} than ${controlWords(widest.control)}.${matter}` },
  ];
}

function inconclusiveAnswer({ metric, source, decimals }: Telling, open: readonly Comparison[]): Saying {
  const clearest = open.toSorted((a, b) => clarity(b) - clarity(a))[0];
  const start: Saying = [{ text: 'Cannot tell yet.' }];
  if (clearest === undefined) return start;
  const range = rangeWords(metric, clearest, decimals);
  const name = inSentence(clearest.variation);
  if (range === null) {
    const reason = clearest.reasons.difference;
    return [...start, { text: ` ${reason === undefined ? `The interval of ${name} is open.` : clause(reason)}` }];
  }
  const who = open.length > 1 ? `the clearest, ${name},` : name;
  return [
    ...start,
    { text: ` On ${inSentence(metric.name)}, ${who} is ` },
    { text: range, role: 'finding' },
    { text: ` than ${controlWords(clearest.control)}.${neededWords(clearest, source)}` },
  ];
}

/** "About 12,000 rows in each variation would settle it.", with a leading space, or nothing. */
export function neededWords(comparison: Comparison, source: Source): string {
  const needed = comparison.unitsNeeded;
  if (needed === null || needed <= 0) return '';
  const rounding = 10 ** Math.max(0, Math.floor(Math.log10(needed)) - 1);
  const units = unitsOf(source);
  return ` About ${numbers.count(Math.ceil(needed / rounding) * rounding)} ${units.many} in each variation would settle it.`;
}

/** Sample, interval and date: what the answer rests on. */
export function basisOf(answer: TestAnswer, date?: string | null): Saying {
  const { source } = answer;
  const units = unitsOf(source);
  const basis: Saying = [
    { text: numbers.counted(source.units, units.one, units.many), role: 'strong' },
    { text: `${units.note} in ${numbers.counted(source.variations.length, 'variation')}. ` },
  ];
  const metric = primaryMetric(answer);
  if (metric !== undefined && answer.health.verdict !== 'invalid') basis.push(...gainRange(metric));
  const first = metric?.comparisons[0];
  if (first !== undefined) basis.push({ text: `${levelWords(first)} ` });
  if (date) basis.push({ text: `Judged on ${date}.` });
  return basis;
}

function gainRange(metric: Metric): Saying {
  const best = metric.comparisons
    .filter(({ verdict }) => verdict === 'better')
    .toSorted((a, b) => gain(metric, b) - gain(metric, a))[0];
  if (best === undefined) return [];
  const { low, high } = best.difference;
  if (low === null || high === null) return [];
  const [least, most] = signOf(metric) === 1 ? [low, high] : [-high, -low];
  const spoken = spokenDecimals(metric, metric.comparisons);
  const same = numbers.amount(metric, least, spoken) === numbers.amount(metric, most, spoken);
  // "At least 20 and at most 20" would claim to know it exactly.
  const decimals = same ? decimalsOfMetric(metric) : spoken;
  // A gain can be settled by its test while its interval touches zero: the two use different approximations.
  if (least <= 0) return [];
  return [
    { text: 'The gain is ' },
    { text: `at least ${numbers.bareAmount(metric, least, decimals)}`, role: 'strong' },
    { text: ` and at most ${numbers.amount(metric, most, decimals)}. ` },
  ];
}
