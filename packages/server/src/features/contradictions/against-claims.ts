import type { Learning, Library, Practical, Tie } from '@dandelion-loop/contract';
import { studentTwoSided } from '@dandelion-loop/stats';
import { practicalBand } from '../learnings/index.ts';
import { type Claim, contradictionId, effectRange, type Found, isSettled } from './found.ts';
import { estimatedOfLearning } from './ranges.ts';

/** Assumptions and written learnings against what all tests together say. Pure. */

/** From so much on, or from the rest of it down, members' mean is a stand that can be wrong. */
const firm = 2 / 3;

export interface Asked {
  /** That what the data say is chance; 1 where nothing contradicts. */
  pValue: number;
  /** Null: no contradiction, whatever the p-value. */
  found: Omit<Found, 'adjustedPValue'> | null;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The learning that is meant; undefined where there is none now. */
export const learningOf = (learnings: readonly Learning[], { attribute, level, metric }: Tie): Learning | undefined =>
  learnings.find((one) => same(one.attribute, attribute) && same(one.level, level) && same(one.metric, metric));

/** That the effect is beyond the margin after all: two one-sided tests at its ends (Schuirmann 1987). */
function equivalenceP(learning: Learning, practical: Practical, level: number): number {
  const band = practicalBand(learning.scale, practical, learning.baseline);
  if (band === null || learning.tests < 2) return 1;
  const { value, standardError } = estimatedOfLearning(learning, level);
  const nearest = Math.min(value - band.low, band.high - value) / standardError;
  return nearest <= 0 ? 1 : studentTwoSided(nearest, learning.tests - 1) / 2;
}

/** What a settled learning says of a claim; null while nothing is settled. */
function standOf({ direction }: Tie, learning: Learning): 'for' | 'against' | null {
  if (!isSettled(learning)) return null;
  return learning.verdict === direction ? 'for' : 'against';
}

/** Which contradiction, if any: of a note and of an assumption by how it stands. */
function kindOf({ kind, state, mean }: Claim, stand: 'for' | 'against'): Found['kind'] | null {
  if (kind === 'note') return stand === 'against' ? 'noted' : null;
  if (state === 'open' && stand === 'against') return 'assumption';
  if ((state === 'true' && stand === 'against') || (state === 'false' && stand === 'for')) return 'resolved';
  if (mean === null) return null;
  return (stand === 'against' && mean >= firm) || (stand === 'for' && mean <= 1 - firm) ? 'forecast' : null;
}

function askClaim(claim: Claim, { answer, practical, level }: Library): Asked | null {
  const learning = learningOf(answer?.learnings ?? [], claim.tie);
  if (learning === undefined) return null;
  const stand = standOf(claim.tie, learning);
  const kind = stand === null ? null : kindOf(claim, stand);
  if (kind === null) return { pValue: 1, found: null };
  const pValue = learning.verdict === 'no-difference' ? equivalenceP(learning, practical, level) : learning.pValue;
  const about = { id: claim.id, name: claim.name };
  const effect = effectRange(learning);
  return {
    pValue,
    found: {
      ...{ id: contradictionId(kind, claim.id, learning.id), kind, learning },
      ...{ belief: claim.kind === 'belief' ? about : null, note: claim.kind === 'note' ? about : null, test: null },
      ...{ state: claim.state, mean: claim.mean },
      sides: [
        { who: claim.name, effect: null, tests: null, claims: claim.tie.direction },
        { who: 'all tests', effect, tests: learning.tests, claims: null },
      ],
      ...{ apart: effect, lost: learning.effect, share: 1, differs: true },
      onlyYou: kind === 'forecast' && claim.state === 'open',
    },
  };
}

/** One question for each claim whose learning there is. */
export const askClaims = (claims: readonly Claim[], library: Library): Asked[] =>
  claims.flatMap((claim) => askClaim(claim, library) ?? []);
