import { Readable } from 'node:stream';
import type { AuditEntry, AuditFilters } from '@dandelion-loop/contract';
import type { Records } from '../../kernel/records.ts';
import type { Download } from '../../kernel/route.ts';
import { byteOrderMark, type Cell, csvLine } from '../../kernel/write-csv.ts';
import { walkEntries } from './chain.ts';
import { conditionOf } from './list-entries.ts';

const json = (value: AuditEntry['before']): string => (value === null ? '' : JSON.stringify(value));

const columns: readonly (readonly [head: string, cell: (entry: AuditEntry) => Cell])[] = [
  ['number', ({ seq }) => seq],
  ['at', ({ at }) => at],
  ['actor kind', ({ actor }) => actor.kind],
  ['actor id', ({ actor }) => actor.id],
  ['actor', ({ actor }) => actor.name],
  ['action', ({ action }) => action],
  ['subject kind', ({ subject }) => subject.kind],
  ['subject id', ({ subject }) => subject.id],
  ['subject', ({ subject }) => subject.name],
  ['before', ({ before }) => json(before)],
  ['after', ({ after }) => json(after)],
  ['previous hash', ({ previous }) => previous],
  ['hash', ({ hash }) => hash],
];

async function* csv(batches: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(([head]) => head));
  for await (const entries of batches) {
    yield entries.map((entry) => csvLine(columns.map(([, cell]) => cell(entry)))).join('');
  }
}

async function* jsonLines(batches: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  for await (const entries of batches) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Oldest first, as a stream. */
export function exportEntries(records: Records, filters: AuditFilters, format: 'csv' | 'jsonl'): Download {
  const batches = walkEntries(records, conditionOf(filters));
  return format === 'csv'
    ? { fileName: 'audit-log.csv', mediaType: 'text/csv; charset=utf-8', content: Readable.from(csv(batches)) }
    : { fileName: 'audit-log.jsonl', mediaType: 'application/jsonl', content: Readable.from(jsonLines(batches)) };
}
