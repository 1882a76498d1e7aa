import type { Idea, Library, Proposal, ProposalBasis, ProposalSettings, Proposals } from '@dandelion-loop/contract';
import { proposalNotes } from '@dandelion-loop/wording';
import { type OpenAssumption, valueAssumption } from './assumptions.ts';
import type { Candidate, MetricFacts } from './candidate.ts';
import { ideaCandidate } from './idea-candidates.ts';
import { learnedCandidates } from './learned-candidates.ts';
import { gainOf, type LibraryPrior, libraryPrior, unknownEffect } from './library-prior.ts';
import { byRate, rankProposals } from './rank-proposals.ts';
import { sayAssumption, sayProposal } from './say-proposals.ts';
import { unitsPerWeekOf } from './units-per-week.ts';
import { untestedCandidates } from './untested-candidates.ts';
import { costs, type Economy } from './value-tests.ts';

/** All that may be worth testing, ranked. Pure. */

export interface ProposalSources {
  library: Library;
  /** The most frequent first. */
  metrics: readonly MetricFacts[];
  ideas: readonly Idea[];
  assumptions: readonly OpenAssumption[];
  settings: ProposalSettings;
  /** Of the workspace. */
  currency: string;
  levelsOfCoder: (coder: string) => readonly string[];
}

export type ListedProposals = Omit<Proposals, 'proposals' | 'more'> & { all: Proposal[] };

/** What tests and decisions are valued with. */
export type ValueSources = Pick<ProposalSources, 'settings' | 'currency'>;

/** Unknown where the metric is not there any more. */
const metricOf = ({ metrics, settings }: ProposalSources): MetricFacts | null =>
  metrics.find(({ name }) => name === settings.metric) ?? metrics[0] ?? null;

/** What one more of the metric is worth in the workspace's currency; null where nobody said. */
export function valueOfOne({ settings, currency }: ValueSources, metric: MetricFacts): number | null {
  if (settings.valueOfOne !== null) return settings.valueOfOne;
  return metric.currency === currency ? 1 : null;
}

export function economyOf(sources: ValueSources, metric: MetricFacts): Economy {
  const { weeks, costPerTest, costPerWeek, mostVariations, reach, unitsPerWeek } = sources.settings;
  const value = valueOfOne(sources, metric);
  const money = value !== null;
  return {
    ...{ variance: metric.variance, weeks, mostVariations, reach },
    unitsPerWeek: unitsPerWeekOf(unitsPerWeek, metric).units,
    valueOfOne: value ?? 1,
    costPerTest: money ? costPerTest : 0,
    costPerWeek: money ? costPerWeek : 0,
  };
}

interface Found {
  candidates: Candidate[];
  prior: LibraryPrior | null;
  /** Of the effects of this metric. */
  priorSpread: number | null;
}

function findCandidates(sources: ProposalSources, metric: MetricFacts): Found {
  const { library, ideas, levelsOfCoder } = sources;
  const { level, attributes, answer } = library;
  const learnings = (answer?.learnings ?? []).filter((learning) => learning.metric === metric.name);
  const prior = libraryPrior(learnings, level);
  const scale = learnings[0]?.scale ?? 'difference';
  const learned = learnedCandidates({ learnings, attributes, level, metric, prior });
  const untested =
    prior === null || answer === null
      ? []
      : untestedCandidates({
          ...{ learnings, notEstimable: answer.notEstimable, attributes },
          ...{ levelsOfCoder, metric, scale, prior },
        });
  const money = valueOfOne(sources, metric) !== null;
  const ofIdeas = ideas.flatMap((idea) => ideaCandidate(idea, { attributes, metric, scale, prior, money }) ?? []);
  const spread = prior && metric.baseline > 0 ? gainOf(unknownEffect(prior), scale, metric).sd / metric.baseline : null;
  return { candidates: [...learned, ...untested, ...ofIdeas], prior, priorSpread: spread };
}

function notesOf(sources: ProposalSources, metric: MetricFacts, { prior }: Found): string[] {
  const money = valueOfOne(sources, metric) !== null;
  const left = money ? 0 : sources.assumptions.length;
  return [
    ...(money ? [] : [proposalNotes.amounts(metric.name)]),
    ...(left > 0 ? [proposalNotes.assumptionsLeft(left)] : []),
    ...(prior === null && sources.library.answer !== null ? [proposalNotes.noPrior] : []),
  ];
}

function basisOf(
  sources: ProposalSources,
  metric: MetricFacts,
  economy: Economy,
  weekPrice: number,
  found: Found,
): ProposalBasis {
  const money = valueOfOne(sources, metric) !== null;
  return {
    metric: metric.name,
    lowerIsBetter: metric.lowerIsBetter,
    baseline: metric.baseline,
    unitsPerWeek: economy.unitsPerWeek,
    unitsPerWeekFromTests: sources.settings.unitsPerWeek === null,
    unitsPerWeekOrigin: unitsPerWeekOf(sources.settings.unitsPerWeek, metric).origin,
    measure: money ? 'money' : 'amount',
    currency: money ? sources.currency : null,
    per: costs(economy) ? 'cost' : 'week',
    weekPrice,
    priorSpread: found.priorSpread,
  };
}

/** The units that the next test can do without, as past tests are worth so many in each of its two variations. */
function savedBy({ answer }: Library, { name }: MetricFacts, { unitsPerWeek }: Economy): Proposals['saved'] {
  const worth = answer?.priors.find(({ metric }) => metric === name)?.worthUnits ?? null;
  if (worth === null || !(unitsPerWeek > 0)) return null;
  const units = 2 * worth;
  return { metric: name, unitsPerVariation: worth, units, days: (units / unitsPerWeek) * 7 };
}

function nothingYet({ library, settings, ideas }: ProposalSources): ListedProposals {
  const basis: ProposalBasis = {
    ...{ metric: null, lowerIsBetter: false, baseline: null, unitsPerWeek: settings.unitsPerWeek ?? 0 },
    ...{
      unitsPerWeekFromTests: false,
      unitsPerWeekOrigin: { from: 'settings' },
      measure: 'amount',
      currency: null,
      per: 'week',
      weekPrice: 0,
    },
    priorSpread: null,
  };
  const notes = ideas.length > 0 ? [proposalNotes.ideasLeft] : [];
  return { state: 'no-tests', outdated: library.outdated, all: [], basis, saved: null, settings, metrics: [], notes };
}

/** Every proposal in its order, with what it was computed from. */
export function listProposals(sources: ProposalSources): ListedProposals {
  const { library, metrics, assumptions, settings } = sources;
  const metric = metricOf(sources);
  if (metric === null) return nothingYet(sources);
  const economy = economyOf(sources, metric);
  const found = findCandidates(sources, metric);
  const { tests: ranked, weekPrice } = rankProposals(found.candidates, economy);
  const tests = ranked.map((one) => sayProposal(one, { metric, economy, level: library.level }));
  const money = valueOfOne(sources, metric) !== null;
  const claims = money
    ? assumptions
        .map((assumption) => sayAssumption(assumption, valueAssumption(assumption, economy, weekPrice)))
        .filter(({ worth, cost }) => worth > cost)
    : [];
  const all = [...tests, ...claims].sort(byRate);
  return {
    state: all.length === 0 ? 'nothing' : 'ready',
    outdated: library.outdated,
    all,
    basis: basisOf(sources, metric, economy, weekPrice, found),
    saved: savedBy(library, metric, economy),
    settings,
    metrics: metrics.map(({ name }) => name),
    notes: notesOf(sources, metric, found),
  };
}
