import type { TestAnswer, Why } from '@dandelion-loop/contract';
import { type CrossingPlot, crossingPlot } from './crossing-plot.ts';
import type { Note } from './findings.ts';
import { clause } from './phrases.ts';
import { primaryMetric } from './verdicts.ts';
import { type EffectsPlot, effectsPlot, type FunnelPlot, funnelPlot, whyFinding } from './why-plot.ts';
import { aliasWords, designWords, effectRows, funnelsByEvidence } from './why-words.ts';

/** What made the difference as a part of a page, for whoever draws it: what cannot be told apart comes before the effects. */

/** What stands there at once, what a reader has to ask for, and how much is in the JSON answer only. */
interface Folded<Item> {
  shown: Item[];
  folded: Item[];
  left: number;
}

export interface WhySection {
  finding: string;
  /** Nothing below it may be read. */
  spoiled: boolean;
  /** What was tried and how it is averaged; empty where no attribute varies. */
  design: string;
  aliases: Folded<{ effect: string; with: string }>;
  /** The metric that decides is shown. */
  effects: Folded<EffectsPlot>;
  crossings: Folded<CrossingPlot>;
  funnels: Folded<FunnelPlot>;
  /** Every effect of every metric in words. */
  sentences: Folded<{ key: string; name: string; metric: string; sentence: string; caution: string }>;
  /** How the findings that stand out could be wrong. */
  doubts: Note[];
  notes: string[];
}

const mostAliases = 30;
const mostCrossings = 15;
const mostSentences = 200;
const mostDoubts = 3;

const fold = <Item>(items: readonly Item[], shown: number, most = Number.POSITIVE_INFINITY): Folded<Item> => ({
  shown: items.slice(0, shown),
  folded: items.slice(shown, most),
  left: Math.max(0, items.length - Math.max(shown, most)),
});

/** Pairs of attributes of the metric that decides whose interaction can be told, those that depend on each other first. */
function crossingsOf(why: Why, answer: TestAnswer): CrossingPlot[] {
  const metric = primaryMetric(answer);
  if (metric === undefined) return [];
  return why.pairs
    .filter((pair) => pair.metric === metric.name && pair.test !== null)
    .toSorted((a, b) => (a.test?.pValue ?? 2) - (b.test?.pValue ?? 2))
    .flatMap((pair) => crossingPlot(pair, metric) ?? []);
}

function sentencesOf(why: Why, { metrics }: TestAnswer): WhySection['sentences']['shown'] {
  return metrics.flatMap((metric) => {
    const { effects, interactions } = effectRows(why, metric);
    return [...effects, ...interactions].map(({ name, finding }) => ({
      ...{ key: `${metric.name}\n${name}`, name, metric: metric.name },
      ...{ sentence: finding.sentence, caution: finding.caution },
    }));
  });
}

/** All others stand beside their sentences. */
function doubtsOf(why: Why, answer: TestAnswer): Note[] {
  const metric = primaryMetric(answer);
  if (metric === undefined) return [];
  const { effects, interactions } = effectRows(why, metric);
  const settled = [...effects, ...interactions].filter(
    ({ finding: { verdict } }) => verdict === 'better' || verdict === 'worse',
  );
  const shown = settled.length > 0 ? settled : effects.slice(0, 1);
  const [funnel] = funnelsByEvidence(why);
  return [
    ...shown
      .slice(0, mostDoubts)
      .map(({ name, finding }) => ({ title: `${name}: how it could be wrong`, text: finding.caution })),
    ...(funnel === undefined ? [] : [{ title: 'The steps: how it could be wrong', text: funnel.caution }]),
  ];
}

/** Null where it was not asked for. */
export function whySection(answer: TestAnswer): WhySection | null {
  const { why } = answer;
  if (why === undefined) return null;
  const spoiled = answer.health.verdict === 'invalid';
  const own = spoiled ? { ...why, effects: [], interactions: [], pairs: [], aliases: [], funnel: [], notes: [] } : why;
  return {
    ...{ finding: whyFinding(why, answer), spoiled, design: spoiled ? '' : designWords(why) },
    aliases: fold(aliasWords(own), mostAliases, mostAliases),
    effects: fold(
      answer.metrics.flatMap((metric) => effectsPlot(own, metric) ?? []),
      1,
    ),
    crossings: fold(crossingsOf(own, answer), 3, mostCrossings),
    funnels: fold(
      funnelsByEvidence(own).flatMap((funnel) => funnelPlot(funnel, answer) ?? []),
      2,
    ),
    sentences: fold(sentencesOf(own, answer), mostSentences, mostSentences),
    doubts: spoiled ? [] : doubtsOf(why, answer),
    notes: own.notes.map(clause),
  };
}
