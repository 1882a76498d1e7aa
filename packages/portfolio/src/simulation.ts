import { addTrack, type BetTrack, betTrack, type DomainTrack, type DrawOptions, domainTrack } from './bet-track.ts';
import type { ModelDomain, ModelOutcome } from './plan-model.ts';

/**
 * Draws of the outcomes that are simulated, as plain data. Never changed: after a change of the plan a new one is made, which shares
 * with the one before whatever did not change, so that a what-if costs what it changed.
 */
export interface Simulation extends DrawOptions {
  domains: ReadonlyMap<string, DomainTrack>;
  outcomes: ReadonlyMap<string, SimulatedOutcome>;
}

export interface SimulatedOutcome {
  outcome: ModelOutcome;
  tracks: readonly BetTrack[];
  /** Value of the outcome in each draw. */
  totals: Float64Array;
}

/** What the draws may fill: about 256 MB. */
const mostBytes = 2 ** 28;
const bytesOf = { bet: 5, outcome: 8, domain: 1 };

/** As many draws as were asked for, or as fit. */
export function drawsThatFit(asked: number, outcomes: readonly ModelOutcome[], domains: number): number {
  const bets = outcomes.reduce((sum, outcome) => sum + outcome.bets.length, 0);
  const each = bets * bytesOf.bet + outcomes.length * bytesOf.outcome + domains * bytesOf.domain;
  return Math.max(1000, Math.min(asked, Math.floor(mostBytes / Math.max(1, each))));
}

function addAll(outcome: ModelOutcome, tracks: readonly BetTrack[], draws: number): Float64Array {
  const totals = new Float64Array(draws).fill(outcome.baseline);
  for (const track of tracks) addTrack(totals, track, 1);
  return totals;
}

/** The totals before with what changed exchanged; all anew where more than half did. */
function totalsOf(
  outcome: ModelOutcome,
  tracks: readonly BetTrack[],
  before: SimulatedOutcome | undefined,
  draws: number,
): Float64Array {
  if (before === undefined || before.outcome.baseline !== outcome.baseline) return addAll(outcome, tracks, draws);
  const [kept, wanted] = [new Set(before.tracks), new Set(tracks)];
  const out = before.tracks.filter((track) => !wanted.has(track));
  const into = tracks.filter((track) => !kept.has(track));
  if (out.length + into.length === 0) return before.totals;
  if (out.length + into.length > tracks.length / 2) return addAll(outcome, tracks, draws);
  const totals = before.totals.slice();
  for (const track of out) addTrack(totals, track, -1);
  for (const track of into) addTrack(totals, track, 1);
  return totals;
}

/**
 * Draws all of the given outcomes, with the same numbers for the same names and seed (common random numbers).
 *
 * @param before of the same seed and number of draws, else it is not looked at
 */
export function simulate(
  outcomes: readonly ModelOutcome[],
  all: readonly ModelDomain[],
  options: DrawOptions,
  before: Simulation | null,
): Simulation {
  const { seed, draws } = options;
  const old = before?.seed === seed && before.draws === draws ? before : null;
  const space = { seed, draws, scratch: new Uint32Array(draws) };
  const domains = new Map<string, DomainTrack>();
  const trackOf = (position: number): Uint8Array => {
    const domain = all[position]!;
    const known = domains.get(domain.name) ?? old?.domains.get(domain.name);
    const track = known?.failure === domain.failure ? known : domainTrack(domain, space);
    domains.set(domain.name, track);
    return track.holds;
  };
  const found = new Map<string, SimulatedOutcome>();
  for (const outcome of outcomes) {
    const oldOutcome = old?.outcomes.get(outcome.name);
    const oldTracks = new Map(oldOutcome?.tracks.map((track) => [track.bet.name, track]));
    const tracks = outcome.bets.map((bet) => betTrack(bet, bet.domains.map(trackOf), space, oldTracks.get(bet.name)));
    found.set(outcome.name, { outcome, tracks, totals: totalsOf(outcome, tracks, oldOutcome, draws) });
  }
  return { ...{ seed, draws, domains }, outcomes: found };
}
