import type { AttributeEffect, AttributeInteraction, Estimate, Metric, Why, WhyFunnel } from '@dandelion-loop/contract';

/** What made the difference in an invented test of two attributes and a funnel. Every figure is invented. */

const finding = (difference: Estimate, pValue: number) => ({
  ...{ difference, pValue, adjustedPValue: pValue, model: 'cell-averages' as const, confoundedWith: [], reasons: {} },
  verdict:
    pValue < 0.05
      ? (difference.value ?? 0) > 0
        ? ('better' as const)
        : ('worse' as const)
      : ('inconclusive' as const),
});

const effect = (
  metric: string,
  [attribute, reference, level]: readonly string[],
  difference: Estimate,
): AttributeEffect => ({
  ...{ metric, attribute: attribute!, level: level!, reference: reference! },
  ...finding(difference, (difference.low ?? 0) > 0 ? 0.001 : 0.4),
  sentence: `“${attribute}” ${level} instead of ${reference} was looked at.`,
  caution: `It could be chance, or ${attribute} goes with something else.`,
});

function interaction(metric: string, first: readonly string[], second: readonly string[]): AttributeInteraction {
  return {
    metric,
    attributes: [first[0]!, second[0]!],
    levels: [first[2]!, second[2]!],
    references: [first[1]!, second[1]!],
    ...finding({ value: -0.05, low: -0.08, high: -0.02 }, 0.002),
    sentence: `“${first[0]}” and “${second[0]}” were looked at together.`,
    caution: 'It could be chance.',
  };
}

const part = (value: number, spread: number) => ({
  part: { value, low: value - spread, high: value + spread },
  pValue: Math.abs(value) > spread ? 0.01 : 0.5,
});

const funnelOf = (metrics: string[], variation: string, control: string | null): WhyFunnel => ({
  ...{ metrics, per: null, variation, control },
  whole: { control: 0.1, treatment: 0.14, ...part(0.04, 0.01) },
  steps: metrics.map((metric, at) => {
    const own = part(at === 0 ? 0.05 : -0.01, 0.02);
    return {
      ...{ metric, kind: 'rate', controlUnits: 400, treatmentUnits: 410, control: 0.3, treatment: 0.4 },
      ...{ ...own, adjustedPValue: own.pValue },
    };
  }),
  sentence: `Of the difference in “${metrics.at(-1)}” between “${variation}” and “${control}”, most arose at “${metrics[0]}”.`,
  caution: 'A part says where, not why.',
});

/** Attributes as name, reference, level. */
export function whyOf(metrics: readonly Metric[], first: readonly string[], second: readonly string[]): Why {
  const names = metrics.map(({ name }) => name);
  const [own] = names;
  const places = first.slice(1).flatMap((a) => second.slice(1).map((b) => [a, b] as [string, string]));
  const { variation, control } = metrics[0]!.comparisons[0]!;
  return {
    ...{
      design: 'fractional',
      inference: 'fixed',
      weights: 'equal',
      notes: [`“${first[0]}” was taken as it stands.`],
      cells: [],
    },
    attributes: [first, second].map(([name, reference, level]) => ({
      name: name!,
      reference: reference!,
      levels: [reference!, level!].map((of) => ({ name: of, units: 900 })),
    })),
    aliases: [{ effect: [first[0]!], with: [[second[0]!, 'length']] }],
    effects: names.flatMap((metric) => [
      effect(metric, first, { value: 0.04, low: 0.02, high: 0.06 }),
      effect(metric, second, { value: -0.01, low: -0.03, high: 0.01 }),
    ]),
    interactions: [interaction(own!, first, second)],
    pairs: [
      {
        metric: own!,
        attributes: [first[0]!, second[0]!],
        test: { df: 1, pValue: 0.002, adjustedPValue: 0.002 },
        means: places.map((levels, at) => ({
          levels,
          units: 450,
          mean: { value: 0.1 + 0.02 * at, low: 0.08 + 0.02 * at, high: 0.12 + 0.02 * at },
        })),
      },
    ],
    funnel: [funnelOf(['visit', own!], variation, control)],
  };
}
