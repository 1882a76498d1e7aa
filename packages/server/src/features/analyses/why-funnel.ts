import type { Estimate, TestAnswer, WhyFunnel } from '@dandelion-loop/contract';
import { combineMoments, type Funnel, type FunnelStep, funnel, holm, type Moments } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import type { FunnelArms, FunnelCounts, FunnelPlan } from './funnel.sql.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';
import { funnelAtEveryLook } from './why-every-look.ts';
import { oneLook } from './why-sentences.ts';

/** Where along the steps of a test the difference arose. */

/** More comparisons than this and nobody reads a funnel of each. */
const mostFunnels = 20;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function indexOf(name: string, plans: readonly MetricPlan[]): number {
  const names = plans.map((plan) => plan.name);
  const at = names.indexOf(name);
  if (at >= 0) return at;
  const near = nearestName(name, names);
  throw wrong(
    `The funnel names "${name}", and there is no such metric.${near ? ` Did you mean "${near}"?` : ''} Metrics: ${names.join(', ')}.`,
  );
}

/** Whether a metric of totals can follow: it is of the units of the first, or of those who took the step before. */
const followsOn = (plan: MetricPlan, first: MetricPlan, before: MetricPlan) =>
  plan.denominator === first.denominator || plan.denominator === before.numerator;

/** Why these metrics are no funnel; null when they are. */
function whyNot(metrics: readonly MetricPlan[]): string | null {
  for (const [at, plan] of metrics.entries()) {
    const last = at === metrics.length - 1;
    const isAmount = (plan.kind === 'mean' || plan.kind === 'count') && last && at > 0;
    if (plan.kind === 'ratio') {
      return `“${plan.name}” is a ratio of sums, and a unit does not either take such a step or not. Name a column that says of each unit whether it took the step.`;
    }
    if (plan.kind !== 'proportion' && !isAmount) {
      return `“${plan.name}” is a ${plan.kind}. The steps of a funnel are proportions, and the last may be an amount of each unit.`;
    }
    if (plan.aggregated && at > 0 && !followsOn(plan, metrics[0]!, metrics[at - 1]!)) {
      return `“${plan.name}” is of “${plan.denominator}”, which is neither the units of the first step nor those who took the step before.`;
    }
  }
  return null;
}

/** The steps that were named, or the metrics as they were chosen where they can be steps; null where there is no funnel. */
export function planFunnel(named: readonly string[], plans: readonly MetricPlan[]): FunnelPlan | null {
  const indexes = named.length > 0 ? named.map((name) => indexOf(name, plans)) : plans.map((_, i) => i);
  const metrics = indexes.map((i) => plans[i]!);
  const reason = whyNot(metrics);
  if (reason !== null && named.length > 0) throw wrong(`These metrics are no funnel: ${reason}`);
  if (reason !== null || metrics.length < 2) return null;
  const hasAmount = metrics.at(-1)!.kind !== 'proportion';
  return {
    plans,
    steps: hasAmount ? indexes.slice(0, -1) : indexes,
    amount: hasAmount ? indexes.at(-1)! : null,
    aggregated: metrics[0]!.aggregated,
  };
}

function together(counts: readonly FunnelCounts[]): FunnelCounts {
  const amounts = counts
    .map(({ amount }) => amount)
    .filter((amount): amount is Moments => amount !== null && amount.n > 0);
  const [first] = counts;
  return {
    reached: first!.reached.map((_, i) => counts.reduce((sum, { reached }) => sum + reached[i]!, 0)),
    amount:
      first!.amount === null ? null : amounts.length === 0 ? { n: 0, mean: 0, variance: 0 } : combineMoments(amounts),
    outside: 0,
  };
}

const armOf = ({ reached, amount }: FunnelCounts) => ({ reached, ...(amount && { amount }) });

const partOf = ({ part, low, high }: Pick<FunnelStep, 'part' | 'low' | 'high'>): Estimate => ({
  value: part,
  low,
  high,
});

interface Named {
  variation: string;
  control: string | null;
}

function sentenceOf(
  whole: MetricPlan,
  parts: readonly { metric: string; kind: string; part: Estimate }[],
  all: Estimate,
  { variation, control, per }: Named & Pick<WhyFunnel, 'per'>,
): string {
  const decimals = numbers.decimalsOf(whole, [all, ...parts.map(({ part }) => part)]);
  const told = (value: number | null) => numbers.difference(whole, value, decimals);
  const list = parts.map(
    ({ metric, kind, part }) =>
      `${told(part.value)} at ${kind === 'amount' ? `the amount of “${metric}”` : `“${metric}”`}`,
  );
  const points = whole.kind === 'proportion' ? ' points' : '';
  const against = control === null ? 'the others together' : `“${control}”`;
  const of = per === null ? '' : ` of all “${per}”`;
  return `Of the difference of ${told(all.value)}${points} in “${whole.name}”${of} between “${variation}” and ${against}, ${list.slice(0, -1).join(', ')} and ${list.at(-1)} arose.`;
}

const caution =
  'A part says where, not why: those who come to a later step are not the same people in both variations, so a variation that brings more of them may bring others. Parts whose interval takes in 0 are not settled.';

const heldBack =
  'A step has fewer than 20 units that took it, or that did not, and no interval holds at every look then: wait for more.';

function cautionOf(
  { whole }: Pick<Funnel, 'whole'>,
  metrics: readonly MetricPlan[],
  { inference }: InferenceRequest,
): string {
  const held = inference === 'sequential' && whole.pValue === null;
  const adjusted = metrics.filter(({ covariate }) => covariate !== null).map(({ name }) => `“${name}”`);
  const plain = `The steps are not adjusted for a covariate, as the ${adjusted.length === 1 ? 'comparison' : 'comparisons'} of ${adjusted.join(', ')} ${adjusted.length === 1 ? 'is' : 'are'}: all of it here is the plain difference.`;
  return [
    ...(adjusted.length > 0 ? [plain] : []),
    caution,
    ...(held ? [heldBack] : []),
    ...(inference === 'bayesian' ? [oneLook] : []),
  ].join(' ');
}

function funnelOf(
  plan: FunnelPlan,
  arms: readonly [FunnelCounts, FunnelCounts],
  named: Named,
  request: InferenceRequest,
): WhyFunnel {
  const [control, treatment] = arms;
  const once = funnel(armOf(control), armOf(treatment), request.level);
  const found = request.inference === 'sequential' ? funnelAtEveryLook(once, arms, request) : once;
  const metrics = [...plan.steps, ...(plan.amount === null ? [] : [plan.amount])].map((i) => plan.plans[i]!);
  const [first, last] = [metrics[0]!, metrics.at(-1)!];
  const per = last.aggregated && last.denominator !== first.denominator ? first.denominator : null;
  const adjusted = holm(found.steps.map(({ pValue }) => pValue));
  const steps = found.steps.map((step, i) => ({
    metric: metrics[i]!.name,
    kind: i < plan.steps.length ? ('rate' as const) : ('amount' as const),
    controlUnits: control.reached[i]!,
    treatmentUnits: treatment.reached[i]!,
    control: step.control,
    treatment: step.treatment,
    part: partOf(step),
    pValue: step.pValue,
    adjustedPValue: adjusted[i] ?? null,
  }));
  const whole = {
    ...{ control: found.control, treatment: found.treatment },
    ...{ part: partOf(found.whole), pValue: found.whole.pValue },
  };
  return {
    ...{ metrics: metrics.map(({ name }) => name), per, ...named, whole, steps },
    sentence: sentenceOf(last, steps, whole.part, { ...named, per }),
    caution: cautionOf(found, metrics, request),
  };
}

/** The comparisons of the answer; two variations without a control have one, the other is its mirror. */
function comparisonsOf({ metrics, source }: TestAnswer): Named[] {
  const named = (metrics[0]?.comparisons ?? []).map(({ variation, control }) => ({ variation, control }));
  return source.variations.length === 2 && named.length === 2 ? named.slice(1) : named;
}

/** Units that lack a value of a step are in no step. */
function lackingNotes(counts: FunnelArms, { metrics }: TestAnswer): string[] {
  const used = [...counts.values()].reduce((sum, { reached }) => sum + reached[0]!, 0);
  const all = Math.max(...metrics.map(({ variations }) => variations.reduce((sum, { units }) => sum + units, 0)));
  if (used >= all) return [];
  return [
    `${numbers.counted(all - used, 'unit lacks', 'units lack')} the value of a step and ${all - used === 1 ? 'is' : 'are'} left out of the steps.`,
  ];
}

/**
 * The funnel of every comparison of a test.
 *
 * @param asked whether somebody named the steps: then it is said why there is none
 */
export function funnelsOf(
  plan: FunnelPlan,
  counts: FunnelArms,
  answer: TestAnswer,
  request: InferenceRequest,
  asked: boolean,
): { funnel: WhyFunnel[]; notes: string[] } {
  if (answer.health.verdict === 'invalid') return { funnel: [], notes: [] };
  const outside = [...counts.values()].reduce((sum, one) => sum + one.outside, 0);
  if (outside > 0) {
    const what = plan.aggregated
      ? numbers.counted(outside, 'row has', 'rows have')
      : numbers.counted(outside, 'unit took', 'units took');
    const told = plan.aggregated
      ? `${what} more at a step than at the one before`
      : `${what} a step without the one before`;
    return { funnel: [], notes: asked ? [`There is no funnel: ${told}, so the steps do not follow one another.`] : [] };
  }
  const pairs = comparisonsOf(answer).flatMap((named) => {
    const treatment = counts.get(named.variation);
    const others = [...counts].filter(([variation]) =>
      named.control === null ? variation !== named.variation : variation === named.control,
    );
    const control = others.length === 0 ? null : together(others.map(([, one]) => one));
    return treatment && control && treatment.reached[0]! > 0 && control.reached[0]! > 0
      ? [{ named, arms: [control, treatment] as const }]
      : [];
  });
  const notes = [
    ...(pairs.length > mostFunnels
      ? [`Of ${numbers.count(pairs.length)} comparisons the first ${mostFunnels} have a funnel.`]
      : []),
    ...(pairs.length > 0 ? lackingNotes(counts, answer) : []),
  ];
  return { funnel: pairs.slice(0, mostFunnels).map(({ named, arms }) => funnelOf(plan, arms, named, request)), notes };
}
