import type { HealthCheck, HealthVerdict, MetricKind } from '@dandelion-loop/contract';
import { equalSharesTest, sampleRatioTest } from '@dandelion-loop/stats';
import { byChoice, type Door, numbers } from '@dandelion-loop/wording';

/** Is the test itself to be believed? Looked at before any result (docs/methods/health.md). */

/** A mismatch at this p-value voids a test (Fabijan et al. 2019 use the same order of magnitude). */
export const sampleRatioLevel = 0.001;
/** Above this share of units in two variations, leaving them out is itself a selection. */
const crossedShareLimit = 0.05;
/** Fewer successes or failures than this in one variation and an interval is rough. */
const fewEvents = 10;
const fewUnits = 30;
/**
 * A thousandth of the units holding a fifth of the sum, or one unit a twentieth, makes a mean jumpy. Of few units the
 * largest holds that much by itself: it must also be ten times the mean.
 */
const topShareLimit = 0.2;
const largestShareLimit = 0.05;
const largestTimesMean = 10;

export interface HealthInput {
  variations: { name: string; units: number; planned: number }[];
  unit: string;
  splitGiven: boolean;
  door: Door;
  /** Null without a unit column: then nobody can be seen twice. */
  crossovers: { crossed: number; units: number } | null;
  /** Null without a unit column. */
  combined: { rows: number; units: number; copies: number } | null;
  withoutVariation: number;
  withoutUnit: number;
  metrics: MetricHealth[];
}

interface MetricHealth {
  name: string;
  kind: MetricKind;
  /** What one value in the file is of: a unit, or a row that holds many. */
  cell: 'unit' | 'row';
  /** `cells` with a value or without one (`missing`); `units` that stand behind the value. */
  arms: { variation: string; units: number; mean: number; cells: number; missing: number }[];
  /** Null where the metric has no large values to look for. */
  outliers: Outliers | null;
}

export interface Outliers {
  /** Units with a value, and those among them with a value other than zero. */
  all: number;
  units: number;
  topUnits: number;
  topShare: number;
  largestShare: number;
}

type Check = HealthCheck;

const noTest = { pValue: 'this check counts, it has no test.' };

const worst = (verdicts: readonly HealthVerdict[]): HealthVerdict =>
  verdicts.includes('invalid') ? 'invalid' : verdicts.includes('warning') ? 'warning' : 'ok';

export const healthOf = (checks: Check[]): { verdict: HealthVerdict; checks: Check[] } => ({
  verdict: worst(checks.map(({ verdict }) => verdict)),
  checks,
});

function sampleRatio({ variations, unit, splitGiven, door }: HealthInput): Check[] {
  if (variations.length < 2) return [];
  const { pValue } = sampleRatioTest(
    variations.map(({ units }) => units),
    variations.map(({ planned }) => planned),
  );
  const shown = variations.slice(0, 6);
  const rest =
    variations.length > shown.length ? ` and ${numbers.counted(variations.length - shown.length, 'more', 'more')}` : '';
  const counts = `${shown.map(({ units }) => numbers.count(units)).join(' / ')}${rest}`;
  const plan = splitGiven ? 'the planned split' : 'an equal split, which was assumed';
  const total = variations.reduce((sum, { units }) => sum + units, 0);
  const off = pValue !== null && pValue < sampleRatioLevel;
  const message = off
    ? `The split is off: ${counts} ${unit} do not fit ${plan} (${numbers.pValue(pValue)}). Something put people into groups unevenly, so the groups may differ in more than the variation.${splitGiven ? '' : ` If another split was meant, name it ${byChoice(door, 'split')}.`}`
    : `${counts} ${unit} fit ${plan}${pValue === null ? '' : ` (${numbers.pValue(pValue)})`}.`;
  const reasons = pValue === null ? { reasons: { pValue: 'there are no units.' } } : {};
  return [{ name: 'sample-ratio', verdict: off ? 'invalid' : 'ok', pValue, count: total, message, ...reasons }];
}

function crossovers({ crossovers: found }: HealthInput): Check[] {
  if (found === null) return [];
  const { crossed, units } = found;
  const crossedShare = units === 0 ? 0 : crossed / units;
  const verdict = crossed === 0 ? 'ok' : crossedShare > crossedShareLimit ? 'invalid' : 'warning';
  const message =
    crossed === 0
      ? `None of ${numbers.counted(units, 'unit')} was in two variations.`
      : `${numbers.counted(crossed, 'unit')} of ${numbers.count(units)} (${numbers.share(crossedShare)}) ${crossed === 1 ? 'was' : 'were'} in two variations and left out.${verdict === 'invalid' ? ' That is too many: those who are left are no longer a random group.' : ''}`;
  return [{ name: 'crossovers', verdict, pValue: null, count: crossed, message, reasons: noTest }];
}

function duplicates({ combined, metrics }: HealthInput): Check[] {
  if (combined === null) return [];
  const { rows, units, copies } = combined;
  const extra = rows - units;
  // Whether any row of a unit is a success does not change when one of them is there twice.
  const counts = copies > 0 && metrics.some(({ kind }) => kind !== 'proportion');
  const message =
    extra === 0
      ? 'One row for each unit.'
      : !counts
        ? `${numbers.counted(rows, 'row')} of ${numbers.counted(units, 'unit')} were combined, one value for each unit.`
        : `${numbers.counted(rows, 'row')} of ${numbers.counted(units, 'unit')} were combined. ${numbers.counted(copies, 'row')} ${copies === 1 ? 'is an exact copy' : 'are exact copies'} of another row of the same unit, and sums count each. If the file was exported or joined twice, remove them.`;
  const verdict = counts ? 'warning' : 'ok';
  return [{ name: 'duplicates', verdict, pValue: null, count: extra, message, reasons: noTest }];
}

function missing({ metrics, withoutVariation, withoutUnit }: HealthInput): Check[] {
  const parts: string[] = [];
  let total = withoutVariation + withoutUnit;
  let smallest: number | null = null;
  if (withoutVariation > 0) parts.push(`${numbers.counted(withoutVariation, 'row')} without a variation, left out`);
  if (withoutUnit > 0) parts.push(`${numbers.counted(withoutUnit, 'row')} without a unit, left out`);
  for (const { name, cell, arms } of metrics) {
    const gone = arms.reduce((sum, arm) => sum + arm.missing, 0);
    if (gone === 0) continue;
    total += gone;
    parts.push(`${numbers.counted(gone, cell)} without “${name}”, left out of that metric`);
    const pValue = equalSharesTest(
      arms.map((arm) => arm.missing),
      arms.map((arm) => arm.cells - arm.missing),
    );
    if (pValue !== null && (smallest === null || pValue < smallest)) smallest = pValue;
  }
  const uneven = smallest !== null && smallest < sampleRatioLevel;
  const message =
    total === 0
      ? 'No value is missing.'
      : `Missing: ${parts.join('; ')}.${uneven ? ` More is missing in one variation than in another (${numbers.pValue(smallest)}): those who are left may differ.` : ''}`;
  const reasons =
    smallest === null
      ? { reasons: { pValue: 'no metric is missing in a part of the units, so there is nothing to compare.' } }
      : {};
  return [
    { name: 'missing', verdict: total === 0 ? 'ok' : 'warning', pValue: smallest, count: total, message, ...reasons },
  ];
}

function smallCounts({ metrics }: HealthInput): Check[] {
  const sizes = metrics.flatMap(({ name, kind, arms }) =>
    arms.map(({ variation, units, mean }) => {
      const successes = Math.round(units * mean);
      const rare = successes <= units - successes ? 'with' : 'without';
      return kind === 'proportion'
        ? { name, variation, size: Math.min(successes, units - successes), limit: fewEvents, which: rare }
        : { name, variation, size: units, limit: fewUnits, which: 'with a value of' };
    }),
  );
  if (sizes.length === 0) return [];
  const least = sizes.reduce((a, b) => (b.size / b.limit < a.size / a.limit ? b : a));
  const few = least.size < least.limit;
  const number =
    least.size === 0 ? 'None' : few ? `Only ${numbers.count(least.size)}` : `Fewest: ${numbers.count(least.size)}`;
  const advice = few ? ` With fewer than ${least.limit}, take intervals as rough.` : '';
  const message = `${number} ${least.which} “${least.name}” in “${least.variation}”.${advice}`;
  return [
    {
      name: 'small-counts',
      verdict: few ? 'warning' : 'ok',
      pValue: null,
      count: least.size,
      message,
      reasons: noTest,
    },
  ];
}

function outliers({ metrics }: HealthInput): Check[] {
  const looked = metrics.flatMap(({ name, outliers: found }) => (found === null ? [] : [{ name, ...found }]));
  if (looked.length === 0) return [];
  const one = ({ all, largestShare }: Outliers) =>
    largestShare > largestShareLimit && largestShare * all > largestTimesMean;
  const heavy = looked.filter((found) => found.topShare > topShareLimit || one(found));
  const message =
    heavy.length === 0
      ? 'No few large values decide a mean.'
      : heavy
          .map((found) =>
            one(found)
              ? `One unit holds ${numbers.share(found.largestShare)} of all “${found.name}”.`
              : `The ${numbers.counted(found.topUnits, 'largest unit')} of ${numbers.count(found.units)} with any hold ${numbers.share(found.topShare)} of all “${found.name}”.`,
          )
          .join(' ');
  const units = heavy.reduce((sum, found) => sum + (one(found) ? 1 : found.topUnits), 0);
  return [
    {
      name: 'outliers',
      verdict: heavy.length > 0 ? 'warning' : 'ok',
      pValue: null,
      count: units,
      message,
      reasons: noTest,
    },
  ];
}

/** Every check that applies to this file, in the order in which they are read. */
export function checkHealth(input: HealthInput): { verdict: HealthVerdict; checks: HealthCheck[] } {
  const checks = [sampleRatio, crossovers, duplicates, missing, smallCounts, outliers];
  return healthOf(checks.flatMap((check) => check(input)));
}
