import type { Belief, ContradictionNotice, ContradictionSide, Library } from '@dandelion-loop/contract';
import { contradictionCosts, contradictionSentence, type SaidEffect, tellingSentences } from '@dandelion-loop/wording';
import type { Valuer } from '../proposals/index.ts';
import { attributeOf, contrastOf, type Found, type Side } from './found.ts';
import { changeOf, relativeApart, relativeRange, slopeOf } from './ranges.ts';

/** What was found as it is told: with what it costs to be wrong, and the test that would tell. Pure. */

export type Said = Omit<ContradictionNotice, 'raisedAt' | 'dismissed' | 'returned'>;

export interface Saying {
  library: Library;
  valuer: Valuer;
  /** What their authors said it costs when they are wrong, by the id of the assumption. */
  costs: ReadonlyMap<string, Belief['costIfWrong']>;
}

const sideOf = ({ learning }: Found, { who, effect, tests, claims }: Side): ContradictionSide => ({
  ...{ who, effect, tests, claims },
  relative: effect && relativeRange(learning, effect),
});

const saidOf = ({ learning }: Found, { effect }: Side): SaidEffect | null =>
  effect && { effect, relative: relativeRange(learning, effect) };

function sentenceOf(found: Found, { library: { attributes } }: Saying): string {
  const { kind, learning, sides, state, mean } = found;
  const [first, second] = sides;
  return contradictionSentence({
    ...{ kind, contrast: contrastOf(attributes, learning), metric: learning.metric, tests: learning.tests },
    verdict: learning.verdict,
    first: { who: first.who, effect: saidOf(found, first) },
    second: { who: second.who, effect: saidOf(found, second)! },
    ...{ state, mean },
  });
}

function costOf(found: Found, { valuer, costs }: Saying): Pick<Said, 'cost' | 'costSentence'> {
  const { belief, learning, lost, share } = found;
  const said = belief === null ? null : (costs.get(belief.id) ?? null);
  const { currency } = valuer;
  if (said !== null) {
    const cost = { amount: said, measure: 'money' as const, currency, from: 'assumption' as const, weeks: null };
    return { cost, costSentence: contradictionCosts.ofAssumption(said, currency) };
  }
  const loss = valuer.loss(learning.metric, changeOf(learning, lost), share);
  if (loss === null) return { cost: null, costSentence: contradictionCosts.unknown(learning.metric) };
  return {
    cost: { ...loss, from: 'value' },
    costSentence: lost === 0 ? contradictionCosts.sameWay : contradictionCosts.ofValue(loss, learning.metric),
  };
}

function tellingOf(found: Found, { valuer }: Saying): Pick<Said, 'telling' | 'tellingSentence'> {
  const { learning, apart, sides, share, differs } = found;
  const start = sides[0].effect === null ? 0 : sides[1].effect.value;
  const gap = Math.abs(changeOf(learning, start + apart.value) - changeOf(learning, start));
  const between = differs ? slopeOf(learning) * Math.sqrt(learning.tau2 ?? 0) : 0;
  const loss = valuer.loss(learning.metric, gap, share);
  if (loss === null) return { telling: null, tellingSentence: tellingSentences.unknown };
  const telling = valuer.telling(learning.metric, { gap, between, share });
  if (telling === null) return { telling, tellingSentence: tellingSentences.none(loss.weeks) };
  const told = { ...telling, cost: valuer.costKnown(learning.metric) ? telling.cost : null };
  return { telling: told, tellingSentence: tellingSentences.test(told, valuer.currency) };
}

export function sayContradiction(found: Found, saying: Saying): Said {
  const { id, kind, learning, belief, note, test, sides, apart, adjustedPValue, onlyYou } = found;
  const { attribute, level, reference, metric, scale, baseline } = learning;
  const { name } = attributeOf(saying.library.attributes, attribute);
  const start = sides[0].effect === null ? 0 : sides[1].effect.value;
  return {
    ...{ id, kind, sentence: sentenceOf(found, saying) },
    learning: { id: learning.id, attribute, name, level, reference, metric, scale, baseline },
    ...{ belief, note, test },
    sides: [sideOf(found, sides[0]), sideOf(found, sides[1])],
    size: { effect: apart, relative: relativeApart(learning, start, apart) },
    ...{ adjustedPValue, onlyYou, ...costOf(found, saying), ...tellingOf(found, saying) },
  };
}

/** The costliest first; of equal cost the surest. */
export function byCost(a: Said, b: Said): number {
  const amount = ({ cost }: Said) => (cost === null ? -1 : cost.amount);
  const money = ({ cost }: Said) => (cost?.measure === 'money' ? 1 : 0);
  return money(b) - money(a) || amount(b) - amount(a) || a.adjustedPValue - b.adjustedPValue || (a.id < b.id ? -1 : 1);
}
