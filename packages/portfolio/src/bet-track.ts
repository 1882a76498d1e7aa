import { fillWords, pertQuantiles, type Stream, wordsBelow } from '@dandelion-loop/stats';
import type { ModelBet, ModelDomain } from './plan-model.ts';

/**
 * What becomes of a domain, and of a bet, in each draw. Streams hang on names: nothing else of the plan changes them.
 *
 * The loops take a comparison for the number 0 or 1 (`+(a < b)`), not for a way to go: a processor cannot guess what chance decides,
 * and each wrong guess costs it more than the whole rest of the loop (measured: five times faster).
 */

/** Of the bits of a bet's draw: it succeeds by itself; all its domains hold. It pays when both. */
const succeeds = 1;
const allHold = 2;

export interface DomainTrack {
  failure: number;
  /** 1 where it holds. */
  holds: Uint8Array;
}

export interface BetTrack {
  bet: ModelBet;
  bits: Uint8Array;
  /** Null where the payoff is one number. */
  payoffs: Float32Array | null;
  /** Of its domains, as they were. */
  through: readonly Uint8Array[];
}

/** Two different hashes of a text (FNV-1a): 64 bits between them. */
function streamOf(kind: 'domain' | 'success' | 'payoff', name: string): Stream {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const char of `${kind} ${name}`) {
    const code = char.codePointAt(0)!;
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 15;
  }
  return [a, b];
}

export interface DrawOptions {
  seed: number;
  draws: number;
}

/** With room for the numbers of one stream, which are used at once and not kept. */
export interface DrawSpace extends DrawOptions {
  scratch: Uint32Array;
}

export function domainTrack({ name, failure }: ModelDomain, { seed, draws, scratch }: DrawSpace): DomainTrack {
  const holds = new Uint8Array(draws);
  if (failure <= 0) return { failure, holds: holds.fill(1) };
  if (failure >= 1) return { failure, holds };
  const words = fillWords(scratch, seed, streamOf('domain', name));
  // The same numbers for every chance: a domain that fails more often fails in all draws in which it did before.
  const limit = wordsBelow(failure);
  for (let i = 0; i < draws; i++) holds[i] = +(words[i]! >= limit);
  return { failure, holds };
}

function ownBits({ name, success }: ModelBet, { seed, draws, scratch }: DrawSpace): Uint8Array {
  const bits = new Uint8Array(draws);
  if (success <= 0) return bits;
  if (success >= 1) return bits.fill(succeeds);
  const words = fillWords(scratch, seed, streamOf('success', name));
  const limit = wordsBelow(success);
  for (let i = 0; i < draws; i++) bits[i] = +(words[i]! < limit);
  return bits;
}

/** Four draws in one word; the bits of one never reach another. */
const inFours = ({ buffer, length }: Uint8Array) => new Uint32Array(buffer, 0, length >> 2);

/** Sets the second bit by the domains, in place. */
function setHolds(bits: Uint8Array, through: readonly Uint8Array[]): Uint8Array {
  const size = bits.length;
  const fours = inFours(bits);
  for (let i = 0; i < fours.length; i++) fours[i] = (fours[i]! & 0x01010101) | 0x02020202;
  for (let i = fours.length * 4; i < size; i++) bits[i] = (bits[i]! & succeeds) | allHold;
  for (const holds of through) {
    const other = inFours(holds);
    for (let i = 0; i < fours.length; i++) fours[i]! &= (other[i]! << 1) | 0x01010101;
    for (let i = fours.length * 4; i < size; i++) bits[i]! &= (holds[i]! << 1) | succeeds;
  }
  return bits;
}

function drawPayoffs({ name, payoff }: ModelBet, { seed, scratch }: DrawSpace): Float32Array | null {
  if (payoff.low === payoff.high) return null;
  return pertQuantiles(payoff, fillWords(scratch, seed, streamOf('payoff', name)));
}

const samePayoff = ({ payoff: a }: ModelBet, { payoff: b }: ModelBet): boolean =>
  a.low === b.low && a.likely === b.likely && a.high === b.high;

const sameArrays = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** The draws of a bet; of those before, whatever has not changed is taken over. */
export function betTrack(
  bet: ModelBet,
  through: readonly Uint8Array[],
  space: DrawSpace,
  before: BetTrack | undefined,
): BetTrack {
  const payoffs = before !== undefined && samePayoff(before.bet, bet) ? before.payoffs : drawPayoffs(bet, space);
  const sameSuccess = before !== undefined && before.bet.success === bet.success;
  if (sameSuccess && sameArrays(before.through, through)) {
    const same = payoffs === before.payoffs && before.bet.ifFails === bet.ifFails && samePayoff(before.bet, bet);
    return same ? before : { ...before, bet, payoffs };
  }
  const bits = sameSuccess ? before.bits.slice() : ownBits(bet, space);
  return { bet, bits: setHolds(bits, through), payoffs, through };
}

/** Adds what a bet adds in each draw, `times` over: −1 takes it out. */
export function addTrack(totals: Float64Array, track: BetTrack, times: 1 | -1): void {
  const otherwise = times * track.bet.ifFails;
  if (otherwise !== 0) for (let i = 0; i < totals.length; i++) totals[i]! += otherwise;
  addLoss(totals, track, times);
}

/** 1 where both bits are set, else 0. */
const paid = (bit: number): number => bit & (bit >> 1);

/** What is lost in each draw when one of its domains fails: payoff less `ifFails` where it pays. Added to `into`. */
export function addLoss(into: Float64Array, { bet, bits, payoffs }: BetTrack, times: 1 | -1 = 1): void {
  const { ifFails } = bet;
  const size = into.length;
  if (payoffs === null) {
    const loss = times * (bet.payoff.low - ifFails);
    for (let i = 0; i < size; i++) into[i]! += paid(bits[i]!) * loss;
  } else if (times === 1) {
    for (let i = 0; i < size; i++) into[i]! += paid(bits[i]!) * (payoffs[i]! - ifFails);
  } else {
    for (let i = 0; i < size; i++) into[i]! -= paid(bits[i]!) * (payoffs[i]! - ifFails);
  }
}

/** Of the draws of an outcome without one of its bets: those that reach the target, and what difference it makes. */
export interface BetCounts {
  without: number;
  whenSucceeds: number;
  whenFails: number;
  /** Draws that reach it as it is, and without the bet. */
  both: number;
  /** Draws that reach it as it is, and when the bet fails. */
  bothWhenFails: number;
}

/**
 * Counts over all draws in one go.
 *
 * @param reached 1 for each draw that reaches the target
 * @param zeros as many, for a payoff that is one number: one loop for both is twice as fast as one that asks
 */
export function countBet(
  totals: Float64Array,
  reached: Uint8Array,
  { bet, bits, payoffs }: BetTrack,
  threshold: number,
  zeros: Float32Array,
): BetCounts {
  const { ifFails, payoff } = bet;
  const size = totals.length;
  const drawn = payoffs ?? zeros;
  const shift = (payoffs === null ? payoff.low : 0) - ifFails;
  let [without, whenSucceeds, whenFails, both, bothWhenFails] = [0, 0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const bit = bits[i]!;
    const gain = drawn[i]! + shift;
    const failed = totals[i]! - paid(bit) * gain;
    const alone = +(failed - ifFails >= threshold);
    without += alone;
    both += reached[i]! & alone;
    const anyway = +(failed >= threshold);
    whenFails += anyway;
    bothWhenFails += reached[i]! & anyway;
    whenSucceeds += +(failed + (bit >> 1) * gain >= threshold);
  }
  return { without, whenSucceeds, whenFails, both, bothWhenFails };
}
