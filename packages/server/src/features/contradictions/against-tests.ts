import type { Learning, Library } from '@dandelion-loop/contract';
import { normalTwoSided } from '@dandelion-loop/stats';
import { foldText } from '../../kernel/fold-text.ts';
import type { Asked } from './against-claims.ts';
import {
  attributeOf,
  contradictionId,
  type DecidedBelief,
  effectRange,
  isSettled,
  pointApart,
  type Sources,
  type TestContrast,
} from './found.ts';
import { type Estimated, estimatedOf, estimatedOfLearning, lessOf, rangeOf } from './ranges.ts';

/** One test against all others. Pure. */

/** With fewer no test is looked at: see `outlyingTests` of the learnings. */
const fewestTests = 4;

/**
 * What the other tests say: the pooled effect with one test's weight taken out, and its variance without that weight, at the same
 * variance between tests.
 */
function withoutTest(all: Estimated, effect: number, weight: number): Estimated {
  const rest = Math.max(1 - weight, 1e-9);
  return { value: (all.value - weight * effect) / rest, standardError: all.standardError / Math.sqrt(rest) };
}

/** The part of what is found that does not depend on who asks. */
function comparedWith(learning: Learning, own: TestContrast, level: number) {
  const df = Math.max(1, learning.tests - 2);
  const one = estimatedOf(own.effect, own.low, own.high, level, null);
  const others = withoutTest(estimatedOfLearning(learning, level), own.effect, own.weight);
  return {
    one,
    others: rangeOf(others, level, df),
    apart: rangeOf(lessOf(one, others), level, df),
    lost: pointApart(one.value, others.value) ? one.value : 0,
  };
}

function outlying(learning: Learning, { contrastOf, library: { level } }: Sources): Asked[] {
  const tests = learning.contradictions.filter((one) => one.kind === 'test');
  // Of those that do not stand out nothing was kept but that they do not.
  if (tests.length === 0) return [{ pValue: 1, found: null }];
  return tests.map((test): Asked => {
    const own = contrastOf(learning.id, test.test) ?? { ...test, weight: 1 / learning.tests };
    const { others, apart, lost } = comparedWith(learning, own, level);
    const about = { id: test.test, name: test.name };
    const found: Asked['found'] = {
      ...{ id: contradictionId('test', learning.id, test.test), kind: 'test', learning },
      ...{ belief: null, note: null, test: about, state: null, mean: null },
      sides: [
        { who: test.name, effect: effectRange(own), tests: 1, claims: null },
        { who: 'the other tests', effect: others, tests: learning.tests - 1, claims: null },
      ],
      // Whether that test was right: it is asked once more.
      ...{ apart, lost, share: 1, differs: false, onlyYou: false },
    };
    return { pValue: test.adjustedPValue, found };
  });
}

/** Single tests that settled learnings disagree with: one question for each learning, by the p-values that are adjusted within it. */
export const askOutlying = (sources: Sources): Asked[] =>
  (sources.library.answer?.learnings ?? [])
    .filter((learning) => isSettled(learning) && learning.tests >= fewestTests)
    .flatMap((learning) => outlying(learning, sources));

/** Levels that people gave are what a test is about; of what a coder read, only what the assumption speaks of. */
function isAbout({ name }: DecidedBelief, { attribute }: Learning, { attributes }: Library): boolean {
  const known = attributeOf(attributes, attribute);
  return known.coder === null || foldText(name).includes(foldText(known.name));
}

function decidedOtherwise(belief: DecidedBelief, learning: Learning, sources: Sources): Asked | null {
  const { library, contrastOf } = sources;
  const own = contrastOf(learning.id, belief.test.id);
  if (own === null || !isAbout(belief, learning, library)) return null;
  const { one, others, apart, lost } = comparedWith(learning, own, library.level);
  const settledByTest = own.low > 0 || own.high < 0;
  if (!settledByTest || !pointApart(one.value, learning.effect)) return { pValue: 1, found: null };
  return {
    // Both must hold: that the test points one way, and all tests the other.
    pValue: Math.max(learning.pValue, normalTwoSided(one.value / one.standardError)),
    found: {
      ...{ id: contradictionId('resolved', belief.id, learning.id), kind: 'resolved', learning },
      ...{ belief: { id: belief.id, name: belief.name }, note: null, test: belief.test },
      ...{ state: belief.state, mean: null },
      sides: [
        { who: belief.name, effect: effectRange(own), tests: 1, claims: null },
        { who: 'the other tests', effect: others, tests: learning.tests - 1, claims: null },
      ],
      ...{ apart, lost, share: 1, differs: true, onlyYou: false },
    },
  };
}

/** Assumptions that one test decided, against what all tests with the same contrast say. */
export const askDecided = (sources: Sources): Asked[] =>
  sources.decided.flatMap((belief) =>
    (sources.library.answer?.learnings ?? [])
      .filter(({ verdict }) => verdict === 'raises' || verdict === 'lowers')
      .filter(({ metric }) => belief.metric === null || belief.metric === metric)
      .flatMap((learning) => decidedOtherwise(belief, learning, sources) ?? []),
  );
