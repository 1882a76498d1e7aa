import type {
  AttributeEffect,
  AttributeInteraction,
  Metric,
  TestAnswer,
  Why,
  WhyFunnel,
} from '@dandelion-loop/contract';
import * as numbers from './numbers.ts';
import { clause } from './phrases.ts';
import { frameFor, lineOf, type PlotFrame, type PlotLine } from './plot.ts';
import { comparisonMarks, primaryMetric, type Tone } from './verdicts.ts';
import { effectRows, funnelFinding, funnelRows, funnelsByEvidence } from './why-words.ts';

/** What made the difference, as charts: what stands where and what it is called, for whoever draws it. */

/** A finding, or a part of a funnel, as it is drawn and written. */
export interface WhyMark {
  key: string;
  name: string;
  tone: Tone;
  line: PlotLine | null;
  /** Of a waterfall: from where the part before ended to where this one does, as shares of the width. */
  bar?: { from: number; to: number };
  text: string | null;
  interval: string | null;
  words: string;
  reason: string | null;
}

export interface EffectsPlot {
  name: string;
  frame: PlotFrame;
  effects: WhyMark[];
  /** Those of the most evidence. */
  interactions: WhyMark[];
  /** Interactions that are not drawn. */
  left: number;
}

const mostTogether = 12;

export interface FunnelPlot {
  key: string;
  sentence: string;
  caution: string;
  frame: PlotFrame;
  rows: WhyMark[];
}

/** Of two attributes: whether the two together do more or less than each by itself would add up to. */
function words({ verdict, difference, ...finding }: AttributeEffect | AttributeInteraction): string {
  if (verdict === 'not-estimable') return 'Cannot be told';
  const together = 'attributes' in finding && (verdict === 'better' || verdict === 'worse');
  if (together) return (difference.value ?? 0) > 0 ? 'More together' : 'Less together';
  return comparisonMarks[verdict].word;
}

function markOf(
  frame: PlotFrame,
  metric: Metric,
  { name, finding }: { name: string; finding: AttributeEffect | AttributeInteraction },
): WhyMark {
  const { difference, verdict, reasons } = finding;
  const known = difference.value !== null;
  return {
    ...{ key: name, name, words: words(finding) },
    tone: verdict === 'not-estimable' ? 'uncertain' : comparisonMarks[verdict].tone,
    line: lineOf(frame, difference),
    text: known ? numbers.difference(metric, difference.value, frame.decimals) : null,
    interval: known && difference.low !== null ? numbers.interval(metric, difference, frame.decimals) : null,
    reason: reasons.difference === undefined ? null : clause(reasons.difference),
  };
}

/** One metric's effects and interactions under one axis; null where it has none. */
export function effectsPlot(why: Why, metric: Metric): EffectsPlot | null {
  const { effects, interactions } = effectRows(why, metric);
  if (effects.length === 0) return null;
  // What cannot be told apart stands in a table of its own.
  const known = interactions.filter(({ finding }) => finding.difference.value !== null);
  const estimates = [...effects, ...known].map(({ finding }) => finding.difference);
  const level = metric.comparisons[0]?.level ?? null;
  const frame = frameFor({ metric, measure: 'difference', estimates, margin: null, level });
  const marks = (rows: typeof effects) => rows.map((row) => markOf(frame, metric, row));
  const together = known.slice(0, mostTogether);
  return {
    ...{ name: metric.name, frame, effects: marks(effects), interactions: marks(together) },
    left: known.length - together.length,
  };
}

/** A comparison's difference as a waterfall over the steps; null where its metric is not in the answer. */
export function funnelPlot(funnel: WhyFunnel, { metrics }: Pick<TestAnswer, 'metrics'>): FunnelPlot | null {
  const metric = metrics.find(({ name }) => name === funnel.metrics.at(-1));
  if (metric === undefined) return null;
  const level = metric.comparisons[0]?.level ?? 0.95;
  let end = 0;
  const rows = funnelRows(metric, funnel, level).map((row, at) => {
    const { value, low, high } = row.shown.difference;
    // The last row is the sum, which begins at zero again.
    const start = at < funnel.steps.length ? end : 0;
    end = start + (value ?? 0);
    const moved = { value: end, low: low === null ? null : start + low, high: high === null ? null : start + high };
    return { ...row, start, end, moved };
  });
  const frame = frameFor({
    metric,
    measure: 'difference',
    estimates: rows.map(({ moved }) => moved),
    margin: null,
    level,
  });
  const at = (value: number) => lineOf(frame, { value, low: value, high: value })?.from ?? 0;
  const decimals = numbers.decimalsOf(
    metric,
    rows.map(({ shown }) => shown.difference),
  );
  return {
    key: `${funnel.variation}\n${funnel.control}`,
    ...{ sentence: funnel.sentence, caution: funnel.caution, frame },
    rows: rows.map(({ name, shown, start, end: to, moved }) => ({
      ...{ key: name, name, tone: comparisonMarks[shown.verdict].tone, words: comparisonMarks[shown.verdict].word },
      line: lineOf(frame, moved),
      bar: { from: Math.min(at(start), at(to)), to: Math.max(at(start), at(to)) },
      text: numbers.difference(metric, shown.difference.value, decimals),
      interval: numbers.interval(metric, shown.difference, decimals),
      reason: null,
    })),
  };
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What was found, in a sentence. */
export function whyFinding(why: Why, answer: TestAnswer): string {
  if (answer.health.verdict === 'invalid')
    return 'What made the difference cannot be read: the test itself is not valid.';
  const metric = primaryMetric(answer);
  const own = why.effects.filter((effect) => effect.metric === metric?.name);
  const settled = own.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const names = [...new Set(settled.map(({ attribute }) => `“${attribute}”`))];
  const mixed = settled.some(({ confoundedWith }) => confoundedWith.length > 0);
  const others = mixed ? ', or what goes along with that,' : '';
  if (names.length > 0) return `${listed(names)}${others} made a difference to ${metric!.name}.`;
  if (own.length > 0) return `No attribute is shown to have made a difference to ${metric!.name}.`;
  const [funnel] = funnelsByEvidence(why);
  if (funnel !== undefined) return funnelFinding(funnel, metric?.comparisons[0]?.level ?? 0.95);
  return 'This test cannot say what made the difference.';
}
