import type {
  AnswerOf,
  BodyOf,
  Customer,
  CustomerFilters,
  CustomerProfile,
  decideLink,
  listCustomers,
  listTimeline,
  QueryOf,
} from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Download } from '../../kernel/route.ts';
import { record } from '../audit/index.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { countCustomers, findCustomer, type Place, readCard, readCustomers } from './customers.sql.ts';
import { decide, decisionsOf, type LinkParts, settleLinks } from './decide-links.ts';
import { type CustomerData, exportAll, exportOne } from './export-customers.ts';
import { meanings } from './ids.ts';
import { type Moment, readLinks, readOrigins, readRefused, readTimeline, readTraits } from './profile.sql.ts';

export interface CustomersParts extends LinkParts {
  /** What else is kept of customers, for who takes all of it out. */
  alsoKept: readonly CustomerData[];
}

export interface CustomersService {
  list(query: QueryOf<typeof listCustomers>): Promise<AnswerOf<typeof listCustomers>>;
  count(filters: CustomerFilters): Promise<number>;
  /** All of these fail with `not-found` where the id is nobody's. */
  read(id: string): Promise<CustomerProfile>;
  timeline(id: string, query: QueryOf<typeof listTimeline>): Promise<AnswerOf<typeof listTimeline>>;
  /** Fails with `conflict` where there is nothing to decide. */
  decide(by: Actor, id: string, body: BodyOf<typeof decideLink>): Promise<CustomerProfile>;
  exportOne(by: Actor, id: string): Promise<Download>;
  exportAll(by: Actor, format: 'csv' | 'jsonl'): Promise<Download>;
  /** The ids that events of a customer come with. Of an id that nothing came with, that alone. */
  idsOf(id: string): Promise<{ kind: 'user' | 'anonymous'; value: string }[]>;
  /** Tells the engine what was decided before something died. */
  settle(): Promise<void>;
}

async function findOrFail({ engine }: CustomersParts, id: string): Promise<string> {
  for (const meaning of meanings(id)) {
    const found = await findCustomer(engine, meaning);
    if (found !== null) return found;
  }
  throw new DandelionFailure('not-found', 'There is no such customer, or nothing may be kept of them.');
}

/** Without a name where they may not be profiled. */
async function whoIs({ engine }: CustomersParts, id: string): Promise<{ customer: Customer; profiled: boolean }> {
  const [profiled, kept] = await Promise.all([readCard(engine, id, 'profile'), readCard(engine, id, 'collect')]);
  if (kept === null) throw new DandelionFailure('not-found', 'There is no such customer any more.');
  return profiled === null
    ? { customer: { ...kept, name: null, email: null }, profiled: false }
    : { customer: profiled, profiled: true };
}

async function read(parts: CustomersParts, asked: string): Promise<CustomerProfile> {
  const { engine, records } = parts;
  const id = await findOrFail(parts, asked);
  const [{ customer, profiled }, traits, links, refused, origins, decisions] = await Promise.all([
    ...([whoIs(parts, id), readTraits(engine, id), readLinks(engine, id)] as const),
    ...([readRefused(engine, id), readOrigins(engine, id), decisionsOf(records, id)] as const),
  ]);
  const { user, anonymous, firstSeen } = customer;
  const own = {
    ...{ id, since: firstSeen, trust: null, how: 'own' as const, undone: false },
    ...(user === null
      ? { kind: 'anonymous' as const, value: anonymous ?? '' }
      : { kind: 'user' as const, value: user }),
  };
  return { customer, traits: profiled ? traits : null, identities: [own, ...links], refused, origins, decisions };
}

async function list({ engine }: CustomersParts, { sort, cursor, limit, ...filters }: QueryOf<typeof listCustomers>) {
  const after = readCursor<Place>(cursor, { key: sort === 'name' ? 'string' : 'number', id: 'id' });
  const found = await readCustomers(engine, filters, { sort, limit: limit + 1, after });
  const page = found.slice(0, limit);
  return {
    customers: page.map(({ customer }) => customer),
    next: found.length > limit ? writeCursor(page.at(-1)!.place) : null,
  };
}

async function timeline(parts: CustomersParts, asked: string, query: QueryOf<typeof listTimeline>) {
  const { cursor, limit, type, name } = query;
  const after = readCursor<Moment>(cursor, { at: 'number', id: 'id' });
  const id = await findOrFail(parts, asked);
  const found = await readTimeline(parts.engine, id, { type, name, limit: limit + 1, after, order: 'newest' });
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return {
    events,
    next: found.length > limit ? writeCursor({ at: Date.parse(last!.at), id: last!.id }) : null,
  };
}

/** A customer of whom nothing may be kept can still say what they allow. */
async function idsOf(parts: CustomersParts, asked: string): Promise<{ kind: 'user' | 'anonymous'; value: string }[]> {
  const named = meanings(asked).find(({ kind }) => kind !== 'customer')!;
  const itself = { kind: named.kind as 'user' | 'anonymous', value: named.text };
  try {
    const { identities } = await read(parts, asked);
    const ids = identities
      .filter(({ undone, value }) => !undone && value !== '')
      .map(({ kind, value }) => ({ kind, value }));
    return ids.length === 0 ? [itself] : ids;
  } catch (error) {
    if (error instanceof DandelionFailure && error.code === 'not-found') return [itself];
    throw error;
  }
}

/** The log says that data of persons left, and not whose: it stays when they are erased. */
const tellOfExport = ({ records }: CustomersParts, by: Actor, which: string) =>
  records.transaction((tx) =>
    record(tx, by, { action: 'customers.exported', subject: { kind: 'customers', id: null, name: which } }),
  );

export function createCustomers(parts: CustomersParts): CustomersService {
  const { engine } = parts;
  return {
    list: (query) => list(parts, query),
    count: (filters) => countCustomers(engine, filters),
    read: (id) => read(parts, id),
    timeline: (id, query) => timeline(parts, id, query),
    async decide(by, asked, body) {
      const id = await findOrFail(parts, asked);
      const { customer } = await whoIs(parts, id);
      await decide(parts, by, customer, body);
      return read(parts, id);
    },
    async exportOne(by, asked) {
      const id = await findOrFail(parts, asked);
      await tellOfExport(parts, by, 'one of them');
      return exportOne(await read(parts, id), engine, parts.alsoKept);
    },
    async exportAll(by, format) {
      await tellOfExport(parts, by, 'all of them');
      return exportAll(engine, format);
    },
    idsOf: (id) => idsOf(parts, id),
    settle: () => settleLinks(parts),
  };
}
