import type { LearnedAttribute, Learning, LearningScale, NotEstimable } from '@dandelion-loop/contract';
import { notEstimableReason, testedWords, untestedWhy } from '@dandelion-loop/wording';
import type { Candidate, MetricFacts } from './candidate.ts';
import { gainOf, type LibraryPrior, unknownEffect } from './library-prior.ts';

/** Attributes and levels of which no test says anything. */

export interface UntestedSources {
  learnings: readonly Learning[];
  notEstimable: readonly NotEstimable[];
  attributes: readonly LearnedAttribute[];
  /** Levels that a coder tells apart, the reference first; none where the levels are given. */
  levelsOfCoder: (coder: string) => readonly string[];
  metric: MetricFacts;
  scale: LearningScale;
  prior: LibraryPrior;
}

type Missing = Pick<NotEstimable, 'attribute' | 'level' | 'reference' | 'confoundedWith'> & {
  code: NotEstimable['code'] | null;
};

/** Of a column of levels, and of a coder of the workspace's own. */
const given = ['as now', 'changed'];
const coded = ['absent', 'present'];

/** What cannot be estimated, and attributes that nobody speaks of at all. A level that happened nowhere is tested by no test either. */
function missingOf({ learnings, notEstimable, attributes, metric }: UntestedSources): Missing[] {
  const estimated = new Set(learnings.map(({ attribute }) => attribute));
  const told = notEstimable.filter(
    ({ metric: of, code }) => (of === null || of === metric.name) && code !== 'no-events',
  );
  const spoken = new Set([...estimated, ...told.map(({ attribute }) => attribute)]);
  const silent = attributes.filter(({ id }) => !spoken.has(id));
  // Where one level of an attribute is estimated, "the attribute is unknown" is not so.
  const open = told.filter(({ attribute, level }) => level !== null || !estimated.has(attribute));
  return [
    ...open,
    ...silent.map(({ id }) => ({ attribute: id, level: null, reference: null, confoundedWith: [], code: null })),
  ];
}

function levelsOf(missing: Missing, attribute: LearnedAttribute | undefined, sources: UntestedSources): string[] {
  const coder = attribute?.coder ?? null;
  const told = coder === null ? given : sources.levelsOfCoder(coder);
  const known = told.length > 0 ? told : coded;
  const reference = missing.reference ?? known[0]!;
  const level = missing.level ?? known.find((one) => one !== reference)!;
  return [reference, level];
}

/** With the names of attributes as people know them. */
function reasonOf({ code, confoundedWith }: Missing, attributes: readonly LearnedAttribute[]): string | null {
  const names = confoundedWith.map((other) => attributes.find(({ id }) => id === other)?.name ?? other);
  return code === null ? null : notEstimableReason(code, names);
}

/** With the prior of an effect of this library, as nothing else is known of them. */
export function untestedCandidates(sources: UntestedSources): Candidate[] {
  const { attributes, metric, scale, prior } = sources;
  const belief = gainOf(unknownEffect(prior), scale, metric);
  const byId = new Map<string, Candidate>();
  for (const missing of missingOf(sources)) {
    const known = attributes.find(({ id }) => id === missing.attribute);
    const levels = levelsOf(missing, known, sources);
    const attribute = { id: missing.attribute, name: known?.name ?? missing.attribute, levels };
    const contrast = { name: attribute.name, reference: levels[0]!, level: levels[1]! };
    const id = `untested:${attribute.id}:${levels.join(':')}`;
    byId.set(id, {
      ...{ id, kind: 'untested', attribute, from: [], belief, share: 1, worthOfGain: null },
      apartFrom: missing.confoundedWith,
      title: testedWords(contrast),
      why: untestedWhy(contrast, metric.name, reasonOf(missing, attributes)),
    });
  }
  return [...byId.values()];
}
