import type {
  AttributeEffect,
  AttributeInteraction,
  Comparison,
  EffectVerdict,
  Estimate,
  Metric,
  Why,
  WhyFunnel,
} from '@dandelion-loop/contract';

/** What made the difference within one test, in words for terminal and page. */

const quoted = (name: string) => `“${name}”`;

/** "“tone” × “length”". */
const effectName = (names: readonly string[]): string => names.map(quoted).join(' × ');

export const whyQuestion = 'What made the difference?';

const designs: Record<NonNullable<Why['design']>, string> = {
  'full-factorial': 'Every combination of the levels was tried',
  fractional: 'A balanced part of all combinations was tried',
  unbalanced: 'Some combinations of the levels were tried',
};

/** What was tried and how it is averaged, in a sentence; empty where no attribute varies. */
export function designWords({ design, weights, attributes, cells }: Why): string {
  if (design === null) return '';
  const varying = attributes.filter(({ levels }) => levels.length > 1);
  if (varying.length === 1)
    return `${effectName([varying[0]!.name])} is the one attribute that varies, with ${varying[0]!.levels.length} levels.`;
  const weighed = weights === 'equal' ? 'each combination counting the same' : 'combinations counting by their units';
  return `${designs[design]} (${cells.length} of ${varying.reduce((product, { levels }) => product * levels.length, 1)}: ${effectName(varying.map(({ name }) => name))}). An effect is an average over the other attributes, ${weighed}.`;
}

/** What cannot be told apart, row by row: name and what it goes with. */
export const aliasWords = ({ aliases }: Why): { effect: string; with: string }[] =>
  aliases.map((alias) => ({ effect: effectName(alias.effect), with: alias.with.map(effectName).join(', ') }));

/** A finding as a row under an axis. */
export interface EffectRow {
  name: string;
  finding: AttributeEffect | AttributeInteraction;
  shown: Pick<Comparison, 'difference' | 'practicalMargin' | 'verdict'>;
}

const drawnVerdict = (verdict: EffectVerdict): Comparison['verdict'] =>
  verdict === 'not-estimable' ? 'inconclusive' : verdict;

const rowOf = (name: string, finding: AttributeEffect | AttributeInteraction): EffectRow => ({
  name,
  finding,
  shown: { difference: finding.difference, practicalMargin: null, verdict: drawnVerdict(finding.verdict) },
});

/** Strength of evidence: the smallest p-value first, what has none last. */
const byEvidence = (a: EffectRow, b: EffectRow) => (a.finding.pValue ?? 2) - (b.finding.pValue ?? 2);

/** The findings of a metric, effects in the order of the attributes and interactions by their evidence. */
export function effectRows(
  why: Why,
  metric: Pick<Metric, 'name'>,
): { effects: EffectRow[]; interactions: EffectRow[] } {
  const effects = why.effects
    .filter((effect) => effect.metric === metric.name)
    .map((effect) => rowOf(`${effect.attribute}: ${effect.level}`, effect));
  const interactions = why.interactions
    .filter((interaction) => interaction.metric === metric.name)
    .map((interaction) =>
      rowOf(
        `${interaction.attributes[0]} ${interaction.levels[0]} × ${interaction.attributes[1]} ${interaction.levels[1]}`,
        interaction,
      ),
    )
    .sort(byEvidence);
  return { effects, interactions };
}

/** The funnels of the comparisons, the clearest difference first. */
export const funnelsByEvidence = ({ funnel = [] }: Pick<Why, 'funnel'>): WhyFunnel[] =>
  funnel.toSorted((a, b) => (a.whole.pValue ?? 2) - (b.whole.pValue ?? 2));

const alphaOf = (level: number): number => Number((1 - level).toPrecision(12));

/** Where along its steps the difference of a comparison arose, no further than the data say. */
export function funnelFinding({ variation, control, metrics, per, steps, whole }: WhyFunnel, level: number): string {
  const alpha = alphaOf(level);
  const between = `between ${quoted(variation)} and ${control === null ? 'the others' : quoted(control)}`;
  const of = `the difference in ${quoted(metrics.at(-1)!)}${per === null ? '' : ` of all ${quoted(per)}`} ${between}`;
  if ((whole.pValue ?? 1) >= alpha) return `Where ${of} arose cannot be told: the difference itself is not settled.`;
  const sign = Math.sign(whole.part.value ?? 0);
  const settled = steps
    .filter(({ part, adjustedPValue }) => (adjustedPValue ?? 1) < alpha && Math.sign(part.value ?? 0) === sign)
    .toSorted((a, b) => Math.abs(b.part.value ?? 0) - Math.abs(a.part.value ?? 0));
  const [largest] = settled;
  if (largest === undefined) return `At which step ${of} arose cannot be told yet.`;
  const share = (largest.part.value ?? 0) / (whole.part.value ?? 1);
  const where = largest.kind === 'amount' ? `the amount of ${quoted(largest.metric)}` : quoted(largest.metric);
  return `${share > 0.5 ? 'Most' : 'A part'} of ${of} arose at ${where}.`;
}

/** A part of a funnel, or all of it, as a row under an axis. */
export interface FunnelRow {
  name: string;
  pValue: number | null;
  shown: EffectRow['shown'];
}

/** The parts of a funnel and their sum; a part is settled where its p-value, adjusted over the parts, is. */
export function funnelRows(
  { direction }: Pick<Metric, 'direction'>,
  { steps, whole }: WhyFunnel,
  level: number,
): FunnelRow[] {
  const alpha = alphaOf(level);
  const row = (name: string, difference: Estimate, pValue: number | null): FunnelRow => {
    const settled = pValue !== null && pValue < alpha;
    const up = (difference.value ?? 0) > 0 === (direction === 'higher-is-better');
    const verdict = settled ? (up ? 'better' : 'worse') : 'inconclusive';
    return { name, pValue, shown: { difference, practicalMargin: null, verdict } };
  };
  return [
    ...steps.map(({ metric, kind, part, adjustedPValue }) =>
      row(kind === 'amount' ? `${metric} of each` : metric, part, adjustedPValue),
    ),
    row('all of it', whole.part, whole.pValue),
  ];
}
