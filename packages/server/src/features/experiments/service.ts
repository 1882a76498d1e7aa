import type {
  AnswerOf,
  BodyOf,
  changeExperiment,
  Experiment,
  ExperimentFilters,
  getExperimentSql,
  listExperiments,
} from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import type { Records } from '../../kernel/records.ts';
import type { TextDownload } from '../../kernel/route.ts';
import { applyChange } from './change-experiment.ts';
import { exportAnswer, exportList } from './export-experiment.ts';
import { type ExperimentSort, readPage, readRows } from './list-experiments.ts';
import { readExperiment, readStatements } from './read-experiment.ts';
import { experiments } from './records.ts';
import { readSummary, type Summary } from './summarize-experiments.ts';

export interface ExperimentsService {
  list(
    filters: ExperimentFilters,
    page: { sort: ExperimentSort; offset: number; limit: number },
  ): Promise<AnswerOf<typeof listExperiments>>;
  summarize(filters: ExperimentFilters): Promise<Summary>;
  /** With the current answer, or with that of an older analysis. Fails with `not-found`. */
  read(id: string, analysis?: string): Promise<Experiment>;
  /** Fails with `conflict` when somebody else changed it since `version`. */
  change(by: Actor, id: string, change: BodyOf<typeof changeExperiment>): Promise<Experiment>;
  statements(id: string, analysis?: string): Promise<AnswerOf<typeof getExperimentSql>>;
  exportOne(id: string, format: 'csv' | 'json', analysis?: string): Promise<TextDownload>;
  exportList(filters: ExperimentFilters, sort: ExperimentSort): Promise<TextDownload>;
  /** Whether there is no experiment yet. */
  isEmpty(): Promise<boolean>;
}

export function createExperiments({ records }: { records: Records }): ExperimentsService {
  return {
    list: (filters, page) => readPage(records, filters, page),
    summarize: (filters) => readSummary(records, filters),
    read: (id, analysis) => readExperiment(records, id, analysis),
    async change(by, id, change) {
      await applyChange(records, by, id, change);
      return readExperiment(records, id);
    },
    statements: (id, analysis) => readStatements(records, id, analysis),
    exportOne: async (id, format, analysis) => exportAnswer(await readExperiment(records, id, analysis), format),
    exportList: async (filters, sort) => exportList(await readRows(records, filters, { sort })),
    async isEmpty() {
      const found = await records.select({ id: experiments.id }).from(experiments).limit(1);
      return found.length === 0;
    },
  };
}
