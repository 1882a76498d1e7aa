import type { DesignKind, Proposal } from '@dandelion-loop/contract';
import { criticalZ } from '@dandelion-loop/stats';
import {
  assumptionDecision,
  assumptionWhy,
  combinedTitle,
  combinedWhy,
  decisionSentence,
  proposalCautions,
} from '@dandelion-loop/wording';
import type { OpenAssumption, ValuedAssumption } from './assumptions.ts';
import type { Candidate, MetricFacts } from './candidate.ts';
import type { RankedTest } from './rank-proposals.ts';
import type { Economy } from './value-tests.ts';

/** From ranked tests to proposals with their sentences. Pure. */

interface Saying {
  metric: MetricFacts;
  economy: Economy;
  /** Of the intervals of what is expected. */
  level: number;
}

/** With fewer tests behind it a belief may be far off. */
const fewTests = 5;

function cautionOf(candidates: readonly Candidate[], { metric, economy: { reach } }: Saying): string {
  const [only] = candidates;
  const about = reach === 'one-place' ? proposalCautions.onePlace : proposalCautions.everywhere;
  if (candidates.length > 1) return `${proposalCautions.combined} ${about}`;
  const own = {
    uncertain: metric.tests < fewTests ? proposalCautions.few : null,
    contradiction: proposalCautions.contradiction,
    stale: proposalCautions.stale,
    untested: proposalCautions.untested,
    idea: proposalCautions.idea,
  }[only!.kind];
  return own === null ? about : `${own} ${about}`;
}

function expectedOf({ mean, sd, between }: Candidate['belief'], { metric, level, economy }: Saying) {
  if (!(metric.baseline > 0)) return null;
  const reach = criticalZ(level) * (economy.reach === 'one-place' ? Math.hypot(sd, between) : sd);
  const [relative, low, high] = [mean, mean - reach, mean + reach].map((gain) => gain / metric.baseline);
  return { relative: relative!, low: low!, high: high! };
}

function designOf(variations: number, attributes: number): DesignKind {
  if (attributes === 1) return 'two-variations';
  return variations === 2 ** attributes ? 'full-factorial' : 'fraction';
}

/** A ranked test in words. */
export function sayProposal(ranked: RankedTest, saying: Saying): Proposal {
  const { candidates, variations, unitsPerVariation, units, days, worth, cost, rate, changesMind } = ranked;
  const one = candidates.length === 1 ? candidates[0]! : null;
  const contrasts = candidates.map(({ attribute: { name, levels }, belief }) => ({
    ...{ name, reference: levels[0]!, level: levels[1]!, favored: belief.mean > 0 },
  }));
  return {
    id: ranked.id,
    kind: one?.kind ?? 'combined',
    title: one?.title ?? combinedTitle(candidates.map(({ title }) => title)),
    why: one?.why ?? combinedWhy(candidates.length, variations),
    decision: decisionSentence(contrasts, saying.metric.name, changesMind),
    caution: cautionOf(candidates, saying),
    attributes: candidates.map(({ attribute }) => attribute),
    from: candidates.flatMap(({ from }) => from),
    design: designOf(variations, candidates.length),
    ...{ variations, unitsPerVariation, units, days, worth, cost, rate, changesMind },
    expected: one && expectedOf(one.belief, saying),
  };
}

/** An assumption and what a test of it is worth, in words. */
export function sayAssumption({ id, claim }: OpenAssumption, valued: ValuedAssumption): Proposal {
  const { days, worth, cost, rate, changesMind } = valued;
  const unitsPerVariation = Math.floor(valued.units / 2);
  return {
    ...{ id: `assumption:${id}`, kind: 'assumption', title: claim, why: assumptionWhy },
    ...{ decision: assumptionDecision(changesMind), caution: proposalCautions.assumption },
    attributes: [{ id: claim, name: claim, levels: ['as now', 'changed'] }],
    from: [{ kind: 'assumption', id }],
    ...{ design: 'two-variations', variations: 2, unitsPerVariation, units: 2 * unitsPerVariation },
    ...{ days, worth, cost, rate, changesMind, expected: null },
  };
}
