import type { Comparison, ComparisonVerdict, HealthVerdict, Metric } from '@dandelion-loop/contract';

/** Metrics for invented answers. Intervals are simple Wald intervals: plausible to look at, no reference for anything. */

export interface Arm {
  name: string;
  units: number;
  value: number;
  deviation: number;
}

export const rate = (name: string, units: number, successes: number): Arm => {
  const value = successes / units;
  return { name, units, value, deviation: Math.sqrt(value * (1 - value)) };
};

export interface MetricShape {
  name: string;
  kind: Metric['kind'];
  arms: readonly Arm[];
  control: string | null;
  primary?: boolean;
  lowerIsBetter?: boolean;
  margin: number;
  health?: HealthVerdict;
}

function pooled(arms: readonly Arm[], without: string): Arm {
  const others = arms.filter(({ name }) => name !== without);
  const units = others.reduce((sum, arm) => sum + arm.units, 0);
  const value = others.reduce((sum, arm) => sum + arm.units * arm.value, 0) / units;
  return { name: 'the rest', units, value, deviation: Math.max(...others.map(({ deviation }) => deviation)) };
}

function verdictOf(low: number, high: number, shape: MetricShape): ComparisonVerdict {
  if (shape.health === 'invalid') return 'invalid';
  if (low > 0) return shape.lowerIsBetter ? 'worse' : 'better';
  if (high < 0) return shape.lowerIsBetter ? 'better' : 'worse';
  return low >= -shape.margin && high <= shape.margin ? 'no-difference' : 'inconclusive';
}

function worthOf(verdict: ComparisonVerdict, low: number, high: number, margin: number): Comparison['worthHaving'] {
  if (verdict !== 'better' && verdict !== 'worse') return null;
  const near = low > 0 ? low : -high;
  const far = low > 0 ? high : -low;
  return near > margin ? 'yes' : far <= margin ? 'no' : 'maybe';
}

const sentences: Record<ComparisonVerdict, string> = {
  better: 'did better. The whole interval is on the good side of zero.',
  worse: 'did worse. The whole interval is on the bad side of zero.',
  'no-difference': 'makes no difference worth having: the whole interval lies inside the margin.',
  inconclusive: 'cannot be told from what it is compared with yet. More units are needed to settle it.',
  invalid: 'is not judged: a health check failed.',
};

function comparison(shape: MetricShape, arm: Arm): Comparison {
  const other =
    shape.control === null ? pooled(shape.arms, arm.name) : shape.arms.find(({ name }) => name === shape.control);
  if (other === undefined) throw new Error(`no arm ${shape.control}`);
  const value = arm.value - other.value;
  const error = Math.sqrt(arm.deviation ** 2 / arm.units + other.deviation ** 2 / other.units);
  const [low, high] = [value - 1.96 * error, value + 1.96 * error];
  const verdict = verdictOf(low, high, shape);
  // Normal approximation, good enough for a picture.
  const pValue = Math.min(1, 2 * Math.exp(-0.717 * (Math.abs(value) / error) - 0.416 * (value / error) ** 2) * 0.5);
  return {
    variation: arm.name,
    control: shape.control,
    difference: { value, low, high },
    lift: { value: value / other.value, low: low / other.value, high: high / other.value },
    pValue,
    adjustedPValue: pValue,
    level: 0.95,
    inference: 'fixed',
    method: shape.kind === 'proportion' ? 'pooled z test; Newcombe interval' : 'Welch t test and interval',
    chanceToWin: null,
    expectedLoss: null,
    prior: null,
    varianceReduction: null,
    practicalMargin: shape.margin,
    unitsNeeded:
      verdict === 'inconclusive' ? Math.ceil((2 * (1.96 + 0.84) ** 2 * arm.deviation ** 2) / shape.margin ** 2) : null,
    verdict,
    worthHaving: worthOf(verdict, low, high, shape.margin),
    sentence: `“${arm.name}” ${sentences[verdict]}`,
    reasons: {},
  };
}

export function metric(shape: MetricShape): Metric {
  return {
    name: shape.name,
    kind: shape.kind,
    primary: shape.primary ?? false,
    direction: shape.lowerIsBetter ? 'lower-is-better' : 'higher-is-better',
    practical: { value: shape.margin, relative: false },
    variations: shape.arms.map(({ name, units, value, deviation }) => ({
      name,
      units,
      value,
      standardDeviation: deviation,
    })),
    comparisons: shape.arms.filter(({ name }) => name !== shape.control).map((arm) => comparison(shape, arm)),
  };
}
