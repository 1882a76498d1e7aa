import type { Contradiction, LearnedAttribute, Learning, TestedAttribute } from '@dandelion-loop/contract';
import { criticalZ } from '@dandelion-loop/stats';
import { driftWhy, outlyingWhy, scopeWhy, staleWhy, testedWords, uncertainWhy } from '@dandelion-loop/wording';
import type { Belief, Candidate, MetricFacts } from './candidate.ts';
import { agedEffect, believedEffect, gainOf, type LibraryPrior } from './library-prior.ts';

/** Learnings that deserve another test: open ones, contradicted ones, and those of long ago. */

export interface LearnedSources {
  learnings: readonly Learning[];
  attributes: readonly LearnedAttribute[];
  /** Of the learnings' intervals. */
  level: number;
  metric: MetricFacts;
  prior: LibraryPrior | null;
}

const daysAYear = 365.25;

function testedAttribute(
  attributes: readonly LearnedAttribute[],
  { attribute, level, reference }: Pick<Learning, 'attribute' | 'level' | 'reference'>,
): TestedAttribute {
  const name = attributes.find(({ id }) => id === attribute)?.name ?? attribute;
  return { id: attribute, name, levels: [reference, level] };
}

/** Years from the middle of its tests until today. */
function yearsSince({ from, to, age }: Learning): number {
  if (from === null || to === null || age === null) return 0;
  return (age + (Date.parse(to) - Date.parse(from)) / 86_400_000 / 2) / daysAYear;
}

const unsettled = ({ verdict }: Learning): boolean => verdict === 'not-settled' || verdict === 'too-few';
const moves = ({ verdict }: Learning): boolean => verdict === 'raises' || verdict === 'lowers';

type ScopeContradiction = Extract<Contradiction, { kind: 'scope' }>;

interface Reason {
  kind: Candidate['kind'];
  why: string;
  /** On the scale of the learning. */
  belief: Belief;
}

/** The effect in a scope, drawn toward the whole where that can be done. */
function effectInScope(learning: Learning, { dimension, value, effect, low, high }: ScopeContradiction, level: number) {
  const scope = learning.scopes.find((one) => one.dimension === dimension && one.value === value);
  const drawn = scope?.shrunken != null && scope.shrunkenLow !== null && scope.shrunkenHigh !== null;
  const [mean, from, to] = drawn ? [scope.shrunken!, scope.shrunkenLow!, scope.shrunkenHigh!] : [effect, low, high];
  return { mean, sd: (to - from) / 2 / criticalZ(level) };
}

const scopesOf = ({ contradictions }: Learning): ScopeContradiction[] =>
  contradictions.filter((one) => one.kind === 'scope');

/** Where the effect changed in the course of time: what newer tests say, or what the trend comes to today. */
function effectNow(learning: Learning, belief: Belief, level: number): Belief | null {
  const { drift } = learning;
  if (drift !== null && drift.adjustedPValue <= 1 - level) {
    const years = yearsSince(learning);
    const perYearSd = (drift.high - drift.low) / 2 / criticalZ(level);
    return { ...belief, mean: belief.mean + drift.perYear * years, sd: Math.hypot(belief.sd, perYearSd * years) };
  }
  const newer = scopesOf(learning).find(({ dimension, value }) => dimension === 'half' && value === 'newer');
  return newer ? { ...belief, ...effectInScope(learning, newer, level) } : null;
}

function reasonOf(learning: Learning, { attributes, level, prior }: LearnedSources): Reason | null {
  const { metric, tests, age, stale } = learning;
  const aged = (belief: Belief) => agedEffect(belief, (age ?? 0) / daysAYear, prior);
  const known = believedEffect(learning, level, prior);
  const { name, levels } = testedAttribute(attributes, learning);
  const contrast = { name, reference: levels[0]!, level: levels[1]! };
  const now = effectNow(learning, known, level);
  if (now !== null) return { kind: 'contradiction', why: driftWhy(contrast, metric), belief: aged(now) };
  const belief = aged(known);
  const outlying = learning.contradictions.filter(({ kind }) => kind === 'test').length;
  if (outlying > 0) return { kind: 'contradiction', why: outlyingWhy(contrast, metric, outlying, tests), belief };
  if (unsettled(learning)) return { kind: 'uncertain', why: uncertainWhy(contrast, metric, tests), belief };
  if (stale && moves(learning)) return { kind: 'stale', why: staleWhy(contrast, metric, age), belief };
  return null;
}

/** One scope that differs from the whole; the halves of time are no place where one could test. */
function ofScope(learning: Learning, found: ScopeContradiction, sources: LearnedSources): Candidate {
  const { dimension, value } = found;
  const { mean, sd } = effectInScope(learning, found, sources.level);
  const { between } = believedEffect(learning, sources.level, sources.prior);
  const attribute = testedAttribute(sources.attributes, learning);
  const contrast = { name: attribute.name, reference: attribute.levels[0]!, level: attribute.levels[1]! };
  return {
    id: `learning:${learning.id}:${dimension}:${value}`,
    kind: 'contradiction',
    ...{ attribute, from: [{ kind: 'learning', id: learning.id }], worthOfGain: null, apartFrom: [] },
    belief: gainOf({ mean, sd, between }, learning.scale, {
      ...{ baseline: learning.baseline, lowerIsBetter: sources.metric.lowerIsBetter },
    }),
    share: Math.min(1, found.tests / learning.tests),
    title: `${testedWords(contrast)}, where “${dimension}” is ${value}`,
    why: scopeWhy(found.sentence, contrast, learning.metric),
  };
}

/** Of the learnings of one metric. */
export function learnedCandidates(sources: LearnedSources): Candidate[] {
  const { metric, attributes } = sources;
  return sources.learnings.flatMap((learning): Candidate[] => {
    const scopes = scopesOf(learning).filter(({ dimension }) => dimension !== 'half');
    const ofScopes = scopes.map((found) => ofScope(learning, found, sources));
    const reason = reasonOf(learning, sources);
    if (reason === null) return ofScopes;
    const attribute = testedAttribute(attributes, learning);
    const facts = { baseline: learning.baseline, lowerIsBetter: metric.lowerIsBetter };
    const whole: Candidate = {
      id: `learning:${learning.id}`,
      ...{ kind: reason.kind, why: reason.why, attribute, from: [{ kind: 'learning', id: learning.id }] },
      belief: gainOf(reason.belief, learning.scale, facts),
      ...{ share: 1, worthOfGain: null, apartFrom: [] },
      title: testedWords({ name: attribute.name, reference: attribute.levels[0]!, level: attribute.levels[1]! }),
    };
    return [whole, ...ofScopes];
  });
}
