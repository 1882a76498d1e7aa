import type { Belief, Learning, Library, StoredTie, Surprise } from '@dandelion-loop/contract';
import { normalTwoSided } from '@dandelion-loop/stats';
import { librarySurprise, memberSurprise } from '@dandelion-loop/wording';
import { libraryPrior } from '../proposals/index.ts';
import { learningOf } from './against-claims.ts';
import { attributeOf, contrastOf, effectRange, isSettled } from './found.ts';
import { estimatedOfLearning, rangeOf, relativeRange } from './ranges.ts';

/** Settled learnings that were expected otherwise. Pure. */

/** What is at least so seldom by the rest of the library is a surprise. */
const seldomEnough = 0.1;
/** What members gave less than this to is one. */
const unlikely = 0.5;

const headOf = ({ id, attribute, level, reference, metric, scale, baseline }: Learning, { attributes }: Library) => ({
  ...{ id, attribute, name: attributeOf(attributes, attribute).name, level, reference, metric, scale, baseline },
});

const foundOf = (learning: Learning) => {
  const found = effectRange(learning);
  return { found, foundRelative: relativeRange(learning, found) };
};

const saidOf = (learning: Learning, { attributes }: Library) => {
  const { found, foundRelative } = foundOf(learning);
  return {
    ...{ contrast: contrastOf(attributes, learning), metric: learning.metric, verdict: learning.verdict },
    found: { effect: found, relative: foundRelative },
  };
};

/** By members: assumptions about it that are resolved as the learning says, and were given less than even odds. */
function byMembers(beliefs: readonly Belief[], tied: readonly StoredTie[], library: Library): Surprise[] {
  return tied.flatMap(({ of, ...tie }): Surprise[] => {
    const belief = of.kind === 'belief' ? beliefs.find(({ id }) => id === of.id) : undefined;
    const learning = learningOf(library.answer?.learnings ?? [], tie);
    if (belief === undefined || learning === undefined || !isSettled(learning)) return [];
    const { state, forecasts } = belief;
    if ((state !== 'true' && state !== 'false') || forecasts.mean === null) return [];
    const isSo = learning.verdict === tie.direction;
    const probability = isSo ? forecasts.mean : 1 - forecasts.mean;
    if (isSo !== (state === 'true') || probability >= unlikely) return [];
    return [
      {
        ...{ learning: headOf(learning, library), expectedBy: 'members', expected: null, expectedRelative: null },
        ...{ probability, belief: { id: belief.id, name: belief.claim }, ...foundOf(learning) },
        ...{ seldom: probability, distance: null },
        sentence: memberSurprise(saidOf(learning, library), belief.claim, probability),
      },
    ];
  });
}

/** By the effects of all others of its metric: how far out it is, with what is not known of both. */
function byLibrary(learning: Learning, ofMetric: readonly Learning[], library: Library): Surprise | null {
  const { level } = library;
  const prior = libraryPrior(
    ofMetric.filter((other) => other !== learning),
    level,
  );
  if (prior === null) return null;
  const own = estimatedOfLearning(learning, level);
  const sd = Math.hypot(Math.sqrt(prior.tau2), prior.standardError);
  const spread = Math.hypot(sd, own.standardError);
  if (!(spread > 0)) return null;
  const distance = (own.value - prior.mean) / spread;
  const seldom = normalTwoSided(distance);
  if (seldom > seldomEnough) return null;
  const expected = rangeOf({ value: prior.mean, standardError: sd }, level, null);
  const expectedRelative = relativeRange(learning, expected);
  return {
    ...{ learning: headOf(learning, library), expectedBy: 'library', expected, expectedRelative },
    ...{ probability: null, belief: null, ...foundOf(learning), seldom, distance },
    sentence: librarySurprise(
      saidOf(learning, library),
      { effect: expected, relative: expectedRelative },
      { seldom, distance },
    ),
  };
}

/** The most surprising first; of a learning with forecasts what members gave, else what the library leads to expect. */
export function surprisesOf(
  library: Library,
  beliefs: readonly Belief[],
  tied: readonly StoredTie[],
  metric: string | undefined,
): Surprise[] {
  const learnings = (library.answer?.learnings ?? []).filter((one) => metric === undefined || one.metric === metric);
  const members = byMembers(beliefs, tied, library).filter(
    (one) => metric === undefined || one.learning.metric === metric,
  );
  const spoken = new Set(members.map(({ learning }) => learning.id));
  const others = learnings
    .filter((learning) => isSettled(learning) && !spoken.has(learning.id))
    .flatMap(
      (learning) =>
        byLibrary(
          learning,
          learnings.filter((other) => other.metric === learning.metric),
          library,
        ) ?? [],
    );
  return [...members, ...others].sort((a, b) => a.seldom - b.seldom || (a.learning.id < b.learning.id ? -1 : 1));
}
