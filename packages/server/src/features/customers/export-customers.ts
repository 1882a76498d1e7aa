import { Readable } from 'node:stream';
import type { Customer, CustomerProfile } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import type { Download } from '../../kernel/route.ts';
import { byteOrderMark, type Cell, csvLine } from '../../kernel/write-csv.ts';
import { readExported } from './export-customers.sql.ts';
import { type Moment, readTimeline } from './profile.sql.ts';

/** Customers as files, read from the engine piece by piece. */

/** What another feature keeps of customers. */
export interface CustomerData {
  /** What a line of it is: `consent`. */
  kind: string;
  /** Of a customer with these ids, as objects that become JSON. */
  rows(profile: CustomerProfile): AsyncIterable<object>;
}

const eventsAtOnce = 2000;

async function* eventsOf(engine: Engine, id: string) {
  let after: Moment | null = null;
  for (;;) {
    const events = await readTimeline(engine, id, { limit: eventsAtOnce, after, order: 'oldest' });
    yield* events;
    const last = events.at(-1);
    if (events.length < eventsAtOnce || last === undefined) return;
    after = { at: Date.parse(last.at), id: last.id };
  }
}

const line = (kind: string, fields: object) => `${JSON.stringify({ kind, ...fields })}\n`;

async function* linesOf(profile: CustomerProfile, engine: Engine, alsoKept: readonly CustomerData[]) {
  const { customer, traits, identities, refused, origins } = profile;
  yield line('customer', customer);
  for (const trait of traits ?? []) yield line('trait', trait);
  for (const { kind, ...identity } of identities) yield line('identity', { of: kind, ...identity });
  for (const claim of refused) yield line('refused-link', claim);
  for (const origin of origins) yield line('origin', origin);
  for (const { kind, rows } of alsoKept) for await (const row of rows(profile)) yield line(kind, row);
  for await (const event of eventsOf(engine, customer.id)) yield line('event', event);
}

export function exportOne(profile: CustomerProfile, engine: Engine, alsoKept: readonly CustomerData[]): Download {
  return {
    fileName: `customer-${profile.customer.id}.jsonl`,
    mediaType: 'application/jsonl',
    content: Readable.from(linesOf(profile, engine, alsoKept)),
  };
}

interface Exported extends Customer {
  traits: Record<string, unknown>;
}

const columns: readonly (readonly [head: string, cell: (customer: Exported) => Cell])[] = [
  ['id', ({ id }) => id],
  ['user id', ({ user }) => user],
  ['anonymous id', ({ anonymous }) => anonymous],
  ['name', ({ name }) => name],
  ['e-mail', ({ email }) => email],
  ['first seen', ({ firstSeen }) => firstSeen],
  ['last seen', ({ lastSeen }) => lastSeen],
  ['events', ({ events }) => events],
  ['traits', ({ traits }) => JSON.stringify(traits)],
];

const customersAtOnce = 2000;

async function* batches(engine: Engine): AsyncGenerator<Exported[]> {
  let after: string | null = null;
  for (;;) {
    const found: Exported[] = await readExported(engine, after, customersAtOnce);
    if (found.length === 0) return;
    yield found;
    after = found.at(-1)!.id;
  }
}

async function* csv(engine: Engine) {
  yield byteOrderMark + csvLine(columns.map(([head]) => head));
  for await (const customers of batches(engine)) {
    yield customers.map((customer) => csvLine(columns.map(([, cell]) => cell(customer)))).join('');
  }
}

async function* jsonLines(engine: Engine) {
  for await (const customers of batches(engine)) {
    yield customers.map((customer) => `${JSON.stringify(customer)}\n`).join('');
  }
}

export const exportAll = (engine: Engine, format: 'csv' | 'jsonl'): Download =>
  format === 'csv'
    ? { fileName: 'customers.csv', mediaType: 'text/csv; charset=utf-8', content: Readable.from(csv(engine)) }
    : { fileName: 'customers.jsonl', mediaType: 'application/jsonl', content: Readable.from(jsonLines(engine)) };
