import type { AnswerOf, AuditFilters, AuditVerification, listAudit, listAuditChoices } from '@dandelion-loop/contract';
import type { Download } from '../../kernel/route.ts';
import { exportEntries } from './export-entries.ts';
import { type KeepHead, keepHead } from './keep-head.ts';
import { readChoices, readPage } from './list-entries.ts';
import { verifyLog } from './verify-log.ts';

export interface Audit {
  list(filters: AuditFilters, page: { before: number | undefined; limit: number }): Promise<AnswerOf<typeof listAudit>>;
  choices(): Promise<AnswerOf<typeof listAuditChoices>>;
  export(filters: AuditFilters, format: 'csv' | 'jsonl'): Download;
  verify(): Promise<AuditVerification>;
  /** Begins to note the newest entry in the data folder. */
  start(): Promise<void>;
  /** Notes it for the last time. */
  stop(): Promise<void>;
}

export function createAudit(options: KeepHead): Audit {
  const { records, headFile } = options;
  let keeper: Awaited<ReturnType<typeof keepHead>> | undefined;
  return {
    list: (filters, page) => readPage(records, filters, page),
    choices: () => readChoices(records),
    export: (filters, format) => exportEntries(records, filters, format),
    verify: () => verifyLog(records, headFile),
    async start() {
      keeper = await keepHead(options);
    },
    async stop() {
      await keeper?.stop();
    },
  };
}
