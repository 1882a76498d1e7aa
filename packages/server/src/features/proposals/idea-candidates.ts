import type { Idea, LearnedAttribute, LearningScale } from '@dandelion-loop/contract';
import { criticalZ, shrink } from '@dandelion-loop/stats';
import { believedWords, ideaWhy } from '@dandelion-loop/wording';
import type { Belief, Candidate, MetricFacts } from './candidate.ts';
import { gainOf, type LibraryPrior, unknownEffect } from './library-prior.ts';

/** Members' ideas, valued like all else. */

export interface IdeaSources {
  attributes: readonly LearnedAttribute[];
  metric: MetricFacts;
  scale: LearningScale;
  prior: LibraryPrior | null;
  /** False: the worth of an idea is left out, as worth is counted in the metric. */
  money: boolean;
}

/** People say where they expect it four times in five. */
const ideaLevel = 0.8;

/** What the member expects, and what that is once it is drawn toward the effects that the library has seen. */
function beliefsOf({ low, high }: Idea, { metric, scale, prior }: IdeaSources): { own: Belief; drawn: Belief | null } {
  const size = Math.abs(metric.baseline);
  const sd = ((high - low) / 2 / criticalZ(ideaLevel)) * size;
  const own = { mean: ((low + high) / 2) * size, sd, between: 0 };
  if (prior === null) return { own, drawn: null };
  const usual = gainOf(unknownEffect(prior), scale, metric);
  if (!(usual.sd > 0 && sd > 0)) return { own, drawn: null };
  const pool = { mean: usual.mean, standardError: 0, tau2: usual.sd ** 2 };
  const after = shrink({ effect: own.mean, variance: sd ** 2 }, pool);
  return { own, drawn: { mean: after.mean, sd: after.sd, between: usual.between } };
}

const relativeOf = ({ mean, sd }: Belief, baseline: number) => {
  const [size, reach] = [Math.abs(baseline), criticalZ(ideaLevel) * sd];
  return { relative: mean / size, low: (mean - reach) / size, high: (mean + reach) / size };
};

/** Null where the metric's value is 0: a relative change of it says nothing. */
export function ideaCandidate(idea: Idea, sources: IdeaSources): Candidate | null {
  const { metric, attributes, money } = sources;
  if (metric.baseline === 0) return null;
  const { own, drawn } = beliefsOf(idea, sources);
  const name = attributes.find(({ id }) => id === idea.attribute)?.name ?? idea.attribute ?? idea.title;
  const expected = believedWords(relativeOf(own, metric.baseline));
  return {
    id: `idea:${idea.id}`,
    kind: 'idea',
    attribute: {
      ...{ id: idea.attribute ?? idea.title, name },
      levels: [idea.reference ?? 'as now', idea.level ?? 'changed'],
    },
    from: [{ kind: 'idea', id: idea.id }],
    belief: drawn ?? own,
    apartFrom: [],
    share: 1,
    worthOfGain: money && idea.worth !== null && own.mean > 0 ? idea.worth / own.mean : null,
    title: idea.title,
    why: ideaWhy(idea.by.name, expected, drawn && believedWords(relativeOf(drawn, metric.baseline))),
  };
}
