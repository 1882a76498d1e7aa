import type { BodyOf, changeProposalSettings, Library, ProposalSettings, Proposals } from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import type { Records } from '../../kernel/records.ts';
import type { OpenAssumption } from './assumptions.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createIdeas, type Ideas } from './ideas.ts';
import { type ListedProposals, listProposals } from './list-proposals.ts';
import { readMetrics } from './read-metrics.ts';
import { changeSettings, readSettings } from './settings.ts';
import { createValuer, type Valuer } from './valuer.ts';

/** What to test next: ranked proposals, ideas of members, and drafts of tests made from them. */
export interface ProposalsService {
  list(limit: number): Promise<Proposals>;
  settings(): Promise<ProposalSettings>;
  /** Fails with `conflict` when somebody else changed them since `version`. */
  changeSettings(by: Actor, change: BodyOf<typeof changeProposalSettings>): Promise<ProposalSettings>;
  ideas: Ideas;
  drafts: Drafts;
  /** For whoever asks what being wrong costs. */
  valuer(): Promise<Valuer>;
}

export interface ProposalsOptions {
  records: Records;
  now: () => Date;
  readLearnings: () => Promise<Library>;
  readWorkspace: () => Promise<{ currency: string }>;
  openAssumptions: () => Promise<OpenAssumption[]>;
  /** Levels that a coder tells apart, the reference first. */
  levelsOfCoder: (coder: string) => readonly string[];
}

export function createProposals(options: ProposalsOptions): ProposalsService {
  const { records, now, levelsOfCoder } = options;
  const ideas = createIdeas({ records, now });

  async function listAll(): Promise<ListedProposals> {
    const [library, metrics, listed, assumptions, settings, { currency }] = await Promise.all([
      options.readLearnings(),
      readMetrics(records),
      ideas.list(),
      options.openAssumptions(),
      readSettings(records),
      options.readWorkspace(),
    ]);
    return listProposals({ library, metrics, ideas: listed, assumptions, settings, currency, levelsOfCoder });
  }

  return {
    async list(limit) {
      const { all, ...rest } = await listAll();
      return { ...rest, proposals: all.slice(0, limit), more: Math.max(0, all.length - limit) };
    },
    settings: () => readSettings(records),
    changeSettings: (by, change) => changeSettings(records, by, change),
    ideas,
    async valuer() {
      const [metrics, settings, { currency }] = await Promise.all([
        readMetrics(records),
        readSettings(records),
        options.readWorkspace(),
      ]);
      return createValuer(metrics, { settings, currency });
    },
    drafts: createDrafts({
      ...{ records, now },
      proposals: async () => {
        const { all, basis, settings } = await listAll();
        return {
          ...{ all, metric: basis.metric, unitsPerWeek: basis.unitsPerWeek, mostVariations: settings.mostVariations },
        };
      },
    }),
  };
}
