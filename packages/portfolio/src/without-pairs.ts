import { addLoss, addTrack } from './bet-track.ts';
import type { Evaluation } from './evaluate-plan.ts';
import { domainsOf, type ModelOutcome, type PlanPart } from './plan-model.ts';
import { drawsThatFit, type SimulatedOutcome, simulate } from './simulation.ts';

/** The chance of an outcome without any two of its parts. */
export interface PairRemovals {
  /** Bets and domains of the outcome, those that matter most first. */
  parts: PlanPart[];
  /** Of parts i and j at `i * parts.length + j`, both ways; on the diagonal without that one alone. */
  probabilities: Float64Array;
  draws: number;
  /** The largest that any of them can have. */
  standardError: number;
  /** Parts that were left out, since they matter least and there were too many. */
  leftOut: number;
}

export interface PairOptions {
  /** Told after each part, from 0 to 1. */
  onProgress?: (share: number) => void;
  mostDraws?: number;
}

/** More parts than this are left out; so many draws of pairs are compared: about a second. */
const mostParts = 400;
const mostSums = 7e8;
const fewestDraws = 2000;

/** A part, and the positions of the bets that fail with it; of a bet itself. */
interface Part {
  part: PlanPart;
  hits: ReadonlySet<number>;
}

interface Removal extends Part {
  /** What is lost in each draw. */
  loss: Float64Array;
}

function withHits(all: readonly PlanPart[], { bets }: ModelOutcome, domainAt: ReadonlyMap<string, number>): Part[] {
  const betAt = new Map(bets.map(({ name }, at) => [name, at]));
  return all.map((part) => {
    if (part.kind === 'bet') return { part, hits: new Set([betAt.get(part.name)!]) };
    const domain = domainAt.get(part.name)!;
    return { part, hits: new Set(bets.flatMap((bet, at) => (bet.domains.includes(domain) ? [at] : []))) };
  });
}

const inBoth = (a: Part, b: Part): number[] => [...b.hits].filter((at) => a.hits.has(at));

/** Sums of a draw that `countAll` makes, when it looks at the first parts only, by their number. */
function sumsOf(parts: readonly Part[]): number[] {
  const found: number[] = [];
  let sums = 0;
  for (const [i, a] of parts.entries()) {
    sums += 1 + a.hits.size;
    for (let j = 0; j < i; j++) {
      const both = inBoth(parts[j]!, a).length;
      sums += both === 0 ? 1 : 2 + both;
    }
    found.push(sums);
  }
  return found;
}

function removalsOf({ tracks }: SimulatedOutcome, parts: readonly Part[], draws: number): Removal[] {
  return parts.map(({ part, hits }) => {
    const loss = new Float64Array(draws);
    if (part.kind === 'bet') for (const at of hits) addTrack(loss, tracks[at]!, 1);
    else for (const at of hits) addLoss(loss, tracks[at]!);
    return { part, hits, loss };
  });
}

/**
 * What both removals count of a bet that both hit is lost once. Two domains: once its loss. A bet and its domain: the loss is part of
 * the bet's own contribution, of which only `ifFails` is left over.
 */
function lossOfSecond(a: Removal, b: Removal, { tracks }: SimulatedOutcome, into: Float64Array): Float64Array {
  const both = inBoth(a, b);
  if (both.length === 0) return b.loss;
  into.set(b.loss);
  for (const at of both) addLoss(into, tracks[at]!, -1);
  return into;
}

function countAll(simulated: SimulatedOutcome, removals: readonly Removal[], onProgress: (share: number) => void) {
  const { totals, outcome } = simulated;
  const [draws, size] = [totals.length, removals.length];
  const probabilities = new Float64Array(size * size);
  /** What the second may cost in each draw without the target being missed. */
  const [room, second] = [new Float64Array(draws), new Float64Array(draws)];
  for (const [i, a] of removals.entries()) {
    for (let k = 0; k < draws; k++) room[k] = totals[k]! - a.loss[k]! - outcome.threshold;
    for (let j = i; j < size; j++) {
      const b = removals[j]!;
      const loss = i === j ? second.fill(0) : lossOfSecond(a, b, simulated, second);
      let reached = 0;
      for (let k = 0; k < draws; k++) reached += +(room[k]! >= loss[k]!);
      probabilities[i * size + j] = reached / draws;
      probabilities[j * size + i] = reached / draws;
    }
    // Of the pairs, not of the parts: the first has the most.
    onProgress(1 - ((size - i - 1) * (size - i)) / (size * (size + 1)));
  }
  return probabilities;
}

/** Parts of an outcome by what is lost with each of them alone. */
function partsInOrder(outcome: ModelOutcome, { model, figures }: Evaluation, position: number): PlanPart[] {
  const found = figures[position]!.parts();
  const all = [
    ...domainsOf(outcome).map((at, i) => ({
      part: { kind: 'domain' as const, name: model.domains[at]!.name },
      left: found.domains[i]!.probability,
    })),
    ...outcome.bets.map(({ name }, i) => ({
      part: { kind: 'bet' as const, name },
      left: found.bets[i]!.without.probability,
    })),
  ];
  return all.sort((a, b) => a.left - b.left).map(({ part }) => part);
}

/** As many of the first parts as can be looked at with the fewest draws, and the draws that they leave time for. */
function affordable(parts: readonly Part[], most: number): { size: number; draws: number } {
  const sums = sumsOf(parts);
  const tooMany = sums.findIndex((count) => count * fewestDraws > mostSums);
  const size = tooMany < 0 ? parts.length : Math.max(2, tooMany);
  return {
    size,
    draws: Math.max(fewestDraws, Math.min(most, Math.floor(mostSums / Math.max(1, sums[size - 1] ?? 1)))),
  };
}

/**
 * Every two parts of an outcome removed together (N-2), by simulation with common random numbers: what two parts cost together is
 * counted once for bets that both hit. With fewer draws the more pairs there are, and of very many parts only those that matter most:
 * the time is bounded.
 *
 * @param position of the outcome in the plan
 */
export function withoutPairs(evaluation: Evaluation, position: number, options: PairOptions = {}): PairRemovals {
  const { onProgress = () => {}, mostDraws = evaluation.drawsAsked } = options;
  const { model, seed } = evaluation;
  const outcome = model.outcomes[position]!;
  const all = partsInOrder(outcome, evaluation, position);
  const domainAt = new Map(model.domains.map(({ name }, at) => [name, at]));
  const most = withHits(all.slice(0, mostParts), outcome, domainAt);
  const { size, draws: wanted } = affordable(most, mostDraws);
  const draws = drawsThatFit(wanted, [outcome], model.domains.length);
  const simulated = simulate([outcome], model.domains, { seed, draws }, null).outcomes.get(outcome.name)!;
  const removals = removalsOf(simulated, most.slice(0, size), draws);
  return {
    parts: removals.map(({ part }) => part),
    ...{ draws, leftOut: all.length - size, standardError: 0.5 / Math.sqrt(draws) },
    probabilities: countAll(simulated, removals, onProgress),
  };
}
