import type { Comparison, Metric, TestAnswer } from '@dandelion-loop/contract';
import { byInterest, decimalsOfMetric, inSentence, numbers, primaryMetric, unitsOf } from '@dandelion-loop/wording';
import { sharedTexts as texts } from '../../texts/share.ts';

/** What a comparison means and how sure it is, for somebody who never had to do with statistics. */

export interface Telling {
  metric: Metric;
  comparison: Comparison;
}

const gain = ({ direction }: Metric, { difference }: Comparison): number =>
  (difference.value ?? 0) * (direction === 'higher-is-better' ? 1 : -1);

/** The comparison that the answer speaks of: the best, else the worst, else the clearest. */
export function tellingOf(answer: TestAnswer): Telling | null {
  const metric = primaryMetric(answer);
  if (metric === undefined) return null;
  const of = (verdict: Comparison['verdict']) => metric.comparisons.filter((one) => one.verdict === verdict);
  const sorted = (some: Comparison[], sign: number) =>
    some.toSorted((a, b) => sign * (gain(metric, b) - gain(metric, a)));
  const comparison =
    sorted(of('better'), 1)[0] ??
    sorted(of('worse'), -1)[0] ??
    [...byInterest(of('inconclusive'), 1), ...byInterest(of('no-difference'), 1)][0];
  return comparison === undefined ? null : { metric, comparison };
}

interface Results {
  own: number;
  other: number;
  otherName: string;
}

function resultsOf({ metric, comparison }: Telling): Results | null {
  const find = (name: string | null) => metric.variations.find((one) => one.name === name)?.value ?? null;
  const own = find(comparison.variation);
  const pooled = own === null || comparison.difference.value === null ? null : own - comparison.difference.value;
  const other = comparison.control === null ? pooled : find(comparison.control);
  if (own === null || other === null) return null;
  return { own, other, otherName: comparison.control === null ? texts.theOthers : inSentence(comparison.control) };
}

/** The smallest of 100, 1,000 ... of which both are whole numbers that differ as the shares do. */
function baseOf({ own, other }: Results): number | null {
  const smallest = Math.min(...[own, other].filter((share) => share > 0));
  const bases = [100, 1000, 10_000, 100_000, 1_000_000];
  return (
    bases.find((base) => {
      const differ = own === other || Math.round(own * base) !== Math.round(other * base);
      return differ && smallest * base >= 1;
    }) ?? null
  );
}

interface Figure {
  value: string;
  label: string;
}

/** "18 of 100" with what was tried, "11 of 100" without; averages for what is no share. Null: nothing can be compared. */
export function figuresOf(telling: Telling): Figure[] | null {
  const results = resultsOf(telling);
  if (results === null) return null;
  const { metric, comparison } = telling;
  const what = inSentence(metric.name);
  const pairs = [
    { value: results.own, name: inSentence(comparison.variation) },
    { value: results.other, name: results.otherName },
  ];
  if (metric.kind !== 'proportion') {
    const decimals = decimalsOfMetric(metric);
    return pairs.map(({ value, name }) => ({
      value: numbers.metricValue(metric, value, decimals),
      label: texts.onAverage(what, name),
    }));
  }
  const base = baseOf(results);
  if (base === null) return null;
  return pairs.map(({ value, name }) => ({
    value: texts.ofBase(numbers.count(Math.round(value * base)), numbers.count(base)),
    label: texts.withName(what, name),
  }));
}

/** How differences are written: of every 100 for a share, in the unit of the metric for anything else. */
function measureOf({ metric, comparison }: Telling, unit: string) {
  const { low, high } = comparison.difference;
  // Fewer places than a table needs.
  const largest = Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0));
  const decimals = Math.min(decimalsOfMetric(metric), numbers.decimalsFor(largest * numbers.scaleOf(metric)));
  if (metric.kind !== 'proportion') {
    const of = metric.kind === 'ratio' ? '' : texts.each(unit);
    return { of, less: texts.less, write: (value: number) => numbers.bareAmount(metric, value, decimals) };
  }
  const results = resultsOf({ metric, comparison });
  const base = (results && baseOf(results)) ?? 100;
  const places = Math.max(0, decimals - Math.log10(base / 100));
  return {
    of: texts.ofEvery(numbers.count(base)),
    less: texts.fewer,
    write: (value: number) => numbers.fixed(Math.abs(value) * base, places),
  };
}

/** "between 6.6 and 8.7 more of every 100"; null where a side is open. */
export function rangeWords(telling: Telling, unit: string): string | null {
  const { low, high } = telling.comparison.difference;
  if (low === null || high === null) return null;
  const { of, less, write } = measureOf(telling, unit);
  if (low < 0 && high > 0) {
    const words = less === texts.fewer ? texts.fromTo : texts.fromToLess;
    return words(write(low), write(high), of).trim();
  }
  const [near, far, direction] = low >= 0 ? [low, high, texts.moreOf] : [high, low, less];
  return texts.between(write(near), write(far), direction, of).trim();
}

/** Whether it is worth acting on is said only where the size is settled as well, and nothing is odd. */
function headOf({ health }: TestAnswer, { verdict, worthHaving }: Comparison): string {
  if (verdict === 'better') {
    if (worthHaving === 'no') return texts.sureTooSmall;
    return worthHaving === 'yes' && health.verdict === 'ok' ? texts.sureToAct : texts.sureBetter;
  }
  if (verdict === 'worse') return texts.sureWorse;
  return verdict === 'no-difference' ? texts.sureNone : texts.sureNot;
}

function truthWords({ level, inference }: Comparison): string {
  const holds = numbers.fixed(level * 100, level * 100 === Math.round(level * 100) ? 0 : 1);
  const misses = numbers.fixed(
    (1 - level) * 100,
    Math.abs((1 - level) * 100 - Math.round((1 - level) * 100)) < 1e-9 ? 0 : 1,
  );
  if (inference === 'bayesian') return texts.truthBayesian(holds);
  return (inference === 'sequential' ? texts.truthSequential : texts.truthFixed)(holds, misses);
}

interface Sureness {
  say: string;
  because: string[];
}

export function surenessOf(answer: TestAnswer, telling: Telling): Sureness {
  const { comparison } = telling;
  const range = rangeWords(telling, unitsOf(answer.source).one);
  const { chanceToWin, worthHaving, verdict } = comparison;
  const chance =
    chanceToWin === null ? [] : [texts.chance(inSentence(comparison.variation), numbers.chance(chanceToWin))];
  const size = worthHaving === 'no' ? [texts.tooSmall] : worthHaving === 'maybe' ? [texts.maybeTooSmall] : [];
  const open = verdict === 'inconclusive' ? [texts.notNothing] : [];
  const first = range === null ? [texts.rangeOpen] : [texts.range(range), ...size, truthWords(comparison)];
  const all = answer.metrics.reduce((sum, { comparisons }) => sum + comparisons.length, 0);
  const several =
    all > 1 && comparison.inference !== 'bayesian' ? [texts.many(numbers.counted(all, 'comparison'))] : [];
  const paragraphs = [[...chance, ...first].join(' '), open.join(' '), several.join(' ')];

  return { say: headOf(answer, comparison), because: paragraphs.filter((text) => text !== '') };
}
