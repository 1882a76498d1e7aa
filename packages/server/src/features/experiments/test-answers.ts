import type { Comparison, ExperimentVerdict, HealthVerdict, Metric, TestAnswer } from '@dandelion-loop/contract';

/** Made answers whose place in the list is known beforehand, for tests. */

/** Mulberry32: the same numbers in every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface AnswerPlan {
  verdict: ExperimentVerdict;
  /** Of a verdict that is not invalid. */
  health: Exclude<HealthVerdict, 'invalid'>;
  /** The control first. */
  variations: readonly string[];
  units: number;
  metric: string;
  /** Of each challenger; they settle the verdict in the order of their benefit. Null: nothing to compare. */
  lifts: readonly (number | null)[];
  lowerIsBetter: boolean;
  unitsNeeded: number | null;
  suspect: boolean;
}

const plan: AnswerPlan = {
  verdict: 'won',
  health: 'ok',
  variations: ['Control', 'Challenger'],
  units: 1000,
  metric: 'clicks',
  lifts: [0.1],
  lowerIsBetter: false,
  unitsNeeded: null,
  suspect: false,
};

const baseline = 0.2;

const comparisonVerdicts: Record<ExperimentVerdict, Comparison['verdict']> = {
  won: 'better',
  lost: 'worse',
  'no-difference': 'no-difference',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
};

function comparisonOf({ variations, unitsNeeded, verdict }: AnswerPlan, at: number, lift: number | null): Comparison {
  const spread = (value: number | null) =>
    value === null ? { value, low: null, high: null } : { value, low: value - 0.05, high: value + 0.05 };
  return {
    variation: variations[at + 1]!,
    control: variations[0]!,
    difference: spread(lift === null ? null : lift * baseline),
    lift: spread(lift),
    ...{ pValue: 0.01, adjustedPValue: 0.02, level: 0.95, inference: 'fixed', method: 'z test' },
    ...{ chanceToWin: null, expectedLoss: null, prior: null, varianceReduction: null, practicalMargin: 0.002 },
    unitsNeeded: verdict === 'inconclusive' ? unitsNeeded : null,
    verdict: comparisonVerdicts[verdict],
    worthHaving: verdict === 'won' || verdict === 'lost' ? 'maybe' : null,
    sentence: `“${variations[at + 1]}”, by ${lift}.`,
    reasons: {},
  };
}

function metricOf(given: AnswerPlan): Metric {
  const { variations, units, metric, lifts, lowerIsBetter } = given;
  return {
    ...{ name: metric, kind: 'proportion', primary: true },
    direction: lowerIsBetter ? 'lower-is-better' : 'higher-is-better',
    practical: { value: 0.01, relative: true },
    variations: variations.map((name, at) => ({
      ...{ name, units: Math.floor(units / variations.length), standardDeviation: 0.4 },
      value: at === 0 ? baseline : baseline * (1 + (lifts[at - 1] ?? 0)),
    })),
    comparisons: lifts.map((lift, at) => comparisonOf(given, at, lift)),
  };
}

export function answerOf(changes: Partial<AnswerPlan> = {}): TestAnswer {
  const given = { ...plan, ...changes };
  const { verdict, health, variations, units, suspect } = given;
  const off = verdict === 'invalid';
  return {
    source: {
      ...{ rows: units, units, unit: 'rows', split: 'given' },
      variations: variations.map((name) => ({
        ...{ name, units: Math.floor(units / variations.length) },
        ...{ share: 1 / variations.length, planned: 1 / variations.length },
      })),
    },
    health: {
      verdict: off ? 'invalid' : suspect ? 'warning' : health,
      checks: [
        {
          name: 'sample-ratio',
          verdict: off ? 'invalid' : 'ok',
          pValue: off ? 1e-9 : 0.4,
          count: units,
          message: 'Split.',
        },
        { name: 'outliers', verdict: health, pValue: null, count: 0, message: 'Outliers.' },
        ...(suspect
          ? [{ name: 'suspect-period', verdict: 'warning', pValue: 1e-6, count: 9, message: 'Suspect.' } as const]
          : []),
      ],
    },
    metrics: [metricOf(given)],
    segments: [],
    notes: [],
  };
}
