import {
  asymptoticIsTrusted,
  type ContrastEstimate,
  confidenceSequence,
  type FactorialAnalysis,
  type Funnel,
} from '@dandelion-loop/stats';
import type { InferenceRequest, MetricPlan } from './request.ts';
import { alphaOf } from './verdict.ts';

/**
 * Effects and funnels of a sequential test: the same estimates, with intervals and p-values that hold at every look as those of
 * the comparisons do. An effect is a weighted sum of cell means and a part of a funnel a smooth function of them, which is all
 * that the asymptotic confidence sequence asks for (docs/methods/sequential.md).
 */

type Planned = Pick<InferenceRequest, 'level' | 'plannedUnits'>;

interface Looks {
  /** All units that are looked at together. */
  n: number;
  planned: Planned;
  /** Whether there are enough events; else no interval is given. */
  trusted: boolean;
}

interface Limits {
  low: number | null;
  high: number | null;
  pValue: number | null;
}

function limitsOf(estimate: number, standardError: number | null, { n, planned, trusted }: Looks): Limits {
  if (!trusted || standardError === null) return { low: null, high: null, pValue: null };
  const { level, plannedUnits } = planned;
  return confidenceSequence({ estimate, standardError, n, plannedUnits, alpha: alphaOf(level) });
}

const contrastOf = (found: ContrastEstimate, looks: Looks): ContrastEstimate => ({
  ...found,
  ...limitsOf(found.value, found.standardError, looks),
});

const known = (found: ContrastEstimate | null, looks: Looks) => found && contrastOf(found, looks);

/** All contrasts of a pair at once: the smallest of their p-values, times their number (Bonferroni), holds at every look too. */
function jointOf<Test extends { df: number; pValue: number } | null>(
  test: Test,
  contrasts: readonly (ContrastEstimate | null)[],
): { df: number; pValue: number } | null {
  const pValues = contrasts.flatMap((contrast) => contrast?.pValue ?? []);
  if (test === null || pValues.length === 0) return null;
  return { df: test.df, pValue: Math.min(1, pValues.length * Math.min(...pValues)) };
}

/** Whether there are enough successes and failures in every cell for intervals at every look. Of other metrics there is no count. */
export function hasEvents({ kind }: Pick<MetricPlan, 'kind'>, { cells }: FactorialAnalysis): boolean {
  if (kind !== 'proportion') return true;
  return cells.every(({ units: n, mean }) => {
    const counts = { n, successes: Math.round(n * mean.value) };
    return asymptoticIsTrusted({ control: counts, treatment: counts });
  });
}

/** A factorial analysis whose intervals and p-values hold at every look; without any where there are too few events. */
export function analysisAtEveryLook(
  analysis: FactorialAnalysis,
  plan: Pick<MetricPlan, 'kind'>,
  planned: Planned,
): FactorialAnalysis {
  const n = analysis.cells.reduce((sum, { units }) => sum + units, 0);
  const looks = { n, planned, trusted: hasEvents(plan, analysis) };
  return {
    ...analysis,
    effects: analysis.effects.map((effect) => ({
      ...effect,
      difference: known(effect.difference, looks),
      logOdds: known(effect.logOdds, looks),
    })),
    interactions: analysis.interactions.map((interaction) => {
      const contrasts = interaction.contrasts.map((contrast) => ({
        ...contrast,
        difference: known(contrast.difference, looks),
        logOdds: known(contrast.logOdds, looks),
      }));
      return {
        ...interaction,
        contrasts,
        difference: jointOf(
          interaction.difference,
          contrasts.map(({ difference }) => difference),
        ),
        logOdds: jointOf(
          interaction.logOdds,
          contrasts.map(({ logOdds }) => logOdds),
        ),
        means: interaction.means.map((of) => ({ ...of, mean: known(of.mean, looks) })),
      };
    }),
    cells: analysis.cells.map((cell) => ({ ...cell, mean: contrastOf(cell.mean, looks) })),
  };
}

/** A funnel whose parts have intervals and p-values that hold at every look; without any where a step has too few events. */
export function funnelAtEveryLook(
  found: Funnel,
  arms: readonly { reached: readonly number[] }[],
  planned: Planned,
): Funnel {
  const counts = arms.flatMap(({ reached }) => reached.slice(1).map((successes, i) => ({ successes, n: reached[i]! })));
  const looks = {
    n: arms.reduce((sum, { reached }) => sum + reached[0]!, 0),
    planned,
    trusted: counts.every((of) => asymptoticIsTrusted({ control: of, treatment: of })),
  };
  return {
    ...found,
    whole: { ...found.whole, ...limitsOf(found.whole.part, found.whole.standardError, looks) },
    steps: found.steps.map((step) => ({ ...step, ...limitsOf(step.part, step.standardError, looks) })),
  };
}
