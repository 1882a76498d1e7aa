import type { Comparison, Metric, TestAnswer } from '@dandelion-loop/contract';
import { primaryMetric, testVerdict } from '@dandelion-loop/wording';
import { showNames, showText } from '../files/index.ts';

/** What a rule reads of the answer of a test. Pure. */

/** By the names that conditions use; what the test does not have is null. */
export interface TestNumbers {
  value: number | null;
  controlValue: number | null;
  difference: number | null;
  differenceLow: number | null;
  differenceHigh: number | null;
  lift: number | null;
  liftLow: number | null;
  liftHigh: number | null;
  pValue: number | null;
  adjustedPValue: number | null;
  units: number | null;
  /** Of the comparison: better, worse, no-difference, inconclusive or invalid. */
  verdict: string;
}

export interface ReadTest {
  /** won, lost, no-difference, inconclusive or invalid: of the whole test, or of the one comparison that was asked for. */
  verdict: string;
  metric: string;
  variation: string;
  numbers: TestNumbers;
}

interface Asked {
  metric: string | null;
  variation: string | null;
}

const wonOrLost: Record<Comparison['verdict'], string> = {
  ...{ better: 'won', worse: 'lost' },
  ...{ 'no-difference': 'no-difference', inconclusive: 'inconclusive', invalid: 'invalid' },
};

function metricOf(answer: TestAnswer, name: string | null): Metric | string {
  if (name === null) return primaryMetric(answer) ?? 'The test has no metric.';
  const found = answer.metrics.find((one) => one.name === name);
  if (found) return found;
  return `The test has no metric “${showText(name)}”. It has ${showNames(answer.metrics.map((one) => one.name))}.`;
}

function comparisonOf(metric: Metric, name: string | null): Comparison | string {
  const { comparisons } = metric;
  const names = showNames(comparisons.map(({ variation }) => variation));
  if (name === null) {
    if (comparisons.length === 1) return comparisons[0]!;
    return comparisons.length === 0
      ? `Nothing is compared on “${showText(metric.name)}”.`
      : `The test compares several variations, and the assumption does not say which is meant: ${names}.`;
  }
  return (
    comparisons.find(({ variation }) => variation === name) ??
    `The test compares no variation “${showText(name)}” on “${showText(metric.name)}”. It compares ${names}.`
  );
}

function numbersOf(metric: Metric, { variation, control, difference, lift, ...rest }: Comparison): TestNumbers {
  const of = (name: string | null) => metric.variations.find((one) => one.name === name);
  return {
    value: of(variation)?.value ?? null,
    controlValue: of(control)?.value ?? null,
    ...{ difference: difference.value, differenceLow: difference.low, differenceHigh: difference.high },
    ...{ lift: lift.value, liftLow: lift.low, liftHigh: lift.high },
    ...{ pValue: rest.pValue, adjustedPValue: rest.adjustedPValue, verdict: rest.verdict },
    units: of(variation)?.units ?? null,
  };
}

/** The numbers that are meant, or a sentence that says why there are none. */
export function readTest(answer: TestAnswer, { metric: name, variation }: Asked): ReadTest | string {
  const metric = metricOf(answer, name);
  if (typeof metric === 'string') return metric;
  const comparison = comparisonOf(metric, variation);
  if (typeof comparison === 'string') return comparison;
  return {
    verdict: wonOrLost[comparison.verdict],
    ...{ metric: metric.name, variation: comparison.variation },
    numbers: numbersOf(metric, comparison),
  };
}

/** The verdict of the whole test, which several variations may have a part in. */
export const wholeVerdict = (answer: TestAnswer): string => testVerdict(answer);
