import type { Customer, CustomerFilters } from '@dandelion-loop/contract';
import type { ConsentPurpose } from '../../kernel/consent-gate.ts';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import { boundId, hexOf, isoOf, type Meant, millisecondsOf } from './ids.ts';

/** Customers in lists, and who an id belongs to. */

const peopleFor = (purpose: ConsentPurpose) => openPersonRows({ table: 'people', purpose });
const traitsFor = (purpose: ConsentPurpose) => openPersonRows({ table: 'traits', purpose });

export interface CardRow {
  id: string;
  knownAs: string;
  device: string;
  mail: string;
  called: string;
  since: number;
  until: number;
  count: number;
}

/** One row a customer, of rows of `people`. */
export const card = `${hexOf('customer')} AS id, max(user) AS knownAs, max(anonymous) AS device, max(email).text AS mail, max(name).text AS called,
  ${millisecondsOf('min(first)')} AS since, ${millisecondsOf('max(last)')} AS until, sum(events) AS count`;

export const customerOf = ({ id, knownAs, device, mail, called, since, until, count }: CardRow): Customer => ({
  ...{ id, user: knownAs || null, anonymous: device || null, name: called || null, email: mail || null },
  ...{ firstSeen: isoOf(since), lastSeen: isoOf(until), events: count },
});

const candidate: Record<Meant['kind'], string> = {
  customer: 'reinterpretAsUInt64(reverse(unhex({text:String})))',
  user: `sipHash64(concat('u', {text:String}))`,
  anonymous: `sipHash64(concat('a', {text:String}))`,
};

/** Whose is an id? The customer's own id; null: nobody's of whom anything may be kept. */
export async function findCustomer(engine: Engine, { kind, text }: Meant): Promise<string | null> {
  const rows = peopleFor('collect');
  const owner = `
    SELECT if(max(version) = 0 OR argMax(ended, version) = 1, ${candidate[kind]}, argMax(customer, version))
    FROM links WHERE actor = ${candidate[kind]}`;
  const [found] = await engine.rows<{ id: string }>({
    sql: `SELECT ${hexOf('customer')} AS id FROM ${rows.source} WHERE customer IN (${owner}) GROUP BY customer HAVING max(merged) = 0`,
    values: { text },
  });
  return found?.id ?? null;
}

/** What is shown of customers at the head of a page; without a name where they may not be profiled. */
export async function readCard(engine: Engine, id: string, purpose: 'collect' | 'profile'): Promise<Customer | null> {
  const rows = peopleFor(purpose);
  const [found] = await engine.rows<CardRow>({
    sql: `SELECT ${card} FROM ${rows.source} WHERE customer = {customer:UInt64} GROUP BY customer HAVING max(merged) = 0`,
    values: { customer: boundId(id) },
  });
  return found === undefined ? null : customerOf(found);
}

/** A filter of the list. */
interface Condition {
  /** Selects customers of whom some may fit, and all do who fit; read until there are enough of them. Null: nearly everybody does. */
  maybe: string | null;
  /** Whether a customer fits, in a HAVING over rows of `people`; `near` selects the customers that are looked at. */
  fits: (near: string) => string;
  values: Record<string, unknown>;
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** Whose name, address or id has the text in it. */
function searched(people: PersonRows, text: string): Condition {
  // Letters beyond ASCII are folded only where somebody looks for them: it takes three times as long.
  const fold = isAscii(text) ? 'lower' : 'lowerUTF8';
  const holds = (column: string) => `${fold}(${column}) LIKE {search:String}`;
  const owners = `SELECT customer FROM links FINAL WHERE ended = 0 AND actor IN (SELECT actor FROM links WHERE ${holds('anonymous')})`;
  return {
    maybe: `SELECT customer FROM ${people.source}
      WHERE ${holds('email.text')} OR ${holds('name.text')} OR ${holds('user')} OR ${holds('anonymous')} UNION ALL ${owners}`,
    fits: (near) => `(${['max(email).text', 'max(name).text', 'max(user)', 'max(anonymous)'].map(holds).join(' OR ')}
      OR customer IN (${owners} AND customer IN (${near})))`,
    values: { search: `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%` },
  };
}

const plainValue = `if(startsWith(value, '"'), JSONExtractString(value), value)`;

/** Who has a trait, or has it with a value. */
function withTrait(trait: string, value: string | undefined): Condition {
  const rows = traitsFor('profile');
  const holds = value === undefined ? `value != 'null'` : `${plainValue} = {value:String}`;
  return {
    maybe: `SELECT customer FROM ${rows.source} WHERE name = {trait:String} AND ${holds}`,
    fits: (near) => `customer IN (
      SELECT customer FROM ${rows.source} WHERE name = {trait:String} AND customer IN (${near})
      GROUP BY customer HAVING argMax(${holds}, version))`,
    values: { trait, ...(value !== undefined && { value }) },
  };
}

function conditionsOf({ search, seenSince, kind, trait, value, source }: CustomerFilters): Condition[] {
  const people = peopleFor('profile');
  const only = (fits: string, values: Record<string, unknown> = {}): Condition => ({
    maybe: null,
    fits: () => fits,
    values,
  });
  return [
    only('max(merged) = 0'),
    ...(search === undefined ? [] : [searched(people, search)]),
    ...(trait === undefined ? [] : [withTrait(trait, value)]),
    ...(source === undefined
      ? []
      : [
          {
            maybe: `SELECT customer FROM ${people.source} WHERE has(sources, {source:UInt32})`,
            fits: () => 'has(groupUniqArrayArray(sources), {source:UInt32})',
            values: { source },
          },
        ]),
    ...(kind === undefined ? [] : [only(`max(user) ${kind === 'known' ? '!=' : '='} ''`)]),
    ...(seenSince === undefined
      ? []
      : [
          only(`max(last) >= fromUnixTimestamp64Milli({seenSince:Int64}, 'UTC')`, { seenSince: Date.parse(seenSince) }),
        ]),
  ];
}

/** LIKE stays as it is written: made one of many it can use no index, and none of what is added up. */
const settings = { optimize_or_like_chain: 0 };

/** Fewer are looked at one by one, wherever they stand in the order. */
const few = 5000;

/** The filter that leaves the fewest, where these are few. */
async function narrowest(engine: Engine, conditions: readonly Condition[]): Promise<string | null> {
  const counted = await Promise.all(
    conditions.map(async ({ maybe, values }) => {
      if (maybe === null) return { maybe, customers: Number.POSITIVE_INFINITY };
      const sql = `SELECT count() AS customers FROM (SELECT DISTINCT customer FROM (${maybe}) LIMIT ${few + 1})`;
      return { maybe, customers: (await engine.rows<{ customers: number }>({ sql, values, settings }))[0]!.customers };
    }),
  );
  const [best] = counted.toSorted((a, b) => a.customers - b.customers);
  return best !== undefined && best.customers <= few ? best.maybe : null;
}

type CustomerSort = 'last' | 'first' | 'name';

interface Order {
  /** Of a customer, over rows of `people`. */
  key: string;
  /** Of a row: that of the customer in one of the rows at least, and never in front of it in none. */
  rowKey: string;
  bound: string;
  direction: 'ASC' | 'DESC';
}

const shownName = (name: string) => `if(${name} = '', '\u{10ffff}', lowerUTF8(${name}))`;

/** What customers are ordered by, and how it is bound. Who has no name comes last: no letter is behind that one. */
const orders: Record<CustomerSort, Order> = {
  last: { key: millisecondsOf('max(last)'), rowKey: millisecondsOf('last'), bound: '{key:Int64}', direction: 'DESC' },
  first: {
    key: millisecondsOf('min(first)'),
    rowKey: millisecondsOf('first'),
    bound: '{key:Int64}',
    direction: 'DESC',
  },
  name: { key: shownName('max(name).text'), rowKey: shownName('name.text'), bound: '{key:String}', direction: 'ASC' },
};

/** Where in an order a customer stands. */
export interface Place {
  key: string | number;
  id: string;
}

export interface ListPage {
  sort: CustomerSort;
  limit: number;
  /** The last of the page before. */
  after: Place | null;
}

type Row = CardRow & { place: string | number };

/** So many rows from the front of an order are looked at first, then more: most often enough of them fit. */
const lookedAt = [120, 3000, 60_000];

/**
 * Which customers fit, in order? To add up a million customers for a page of fifty takes too long. So either the few whom a filter
 * leaves are added up, or those of the rows that stand at the front of the order: whoever belongs before the last of these rows is
 * among them, as one row of each customer has the customer's own key.
 */
export async function readCustomers(
  engine: Engine,
  filters: CustomerFilters,
  { sort, limit, after }: ListPage,
): Promise<{ customer: Customer; place: Place }[]> {
  const people = peopleFor('profile');
  const { key, rowKey, bound, direction } = orders[sort];
  const conditions = conditionsOf(filters);
  const behind = direction === 'ASC' ? '>' : '<';
  const beyond = after === null ? '1' : `(${key}, customer) ${behind} (${bound}, {after:UInt64})`;
  const values = Object.assign(
    { limit },
    ...conditions.map((one) => one.values),
    after && { after: boundId(after.id), key: after.key },
  );
  const order = `ORDER BY ${key} ${direction}, customer ${direction}`;
  // What is shown is read of those alone who are shown.
  const page = (near: string, last: string) =>
    engine.rows<Row>({
      sql: `SELECT ${card}, ${key} AS place FROM ${people.source} WHERE customer IN (
          SELECT customer FROM ${people.source} WHERE customer IN (${near}) GROUP BY customer
          HAVING ${[...conditions.map(({ fits }) => fits(near)), beyond, last].join(' AND ')} ${order} LIMIT {limit:UInt32})
        GROUP BY customer ${order}`,
      ...{ values, settings },
    });
  const front = (rows: number) => `SELECT customer, ${rowKey} AS rowPlace FROM ${people.source}
    WHERE (events > 0 OR name.text != '') AND ${after === null ? '1' : `(rowPlace, customer) ${behind} (${bound}, {after:UInt64})`}
    ORDER BY rowPlace ${direction}, customer ${direction} LIMIT ${rows}`;
  const told = (found: readonly Row[]) =>
    found.map((row) => ({ customer: customerOf(row), place: { key: row.place, id: row.id } }));

  const narrow = await narrowest(engine, conditions);
  if (narrow !== null) return told(await page(narrow, '1'));
  for (const rows of lookedAt) {
    const end = direction === 'ASC' ? 'max' : 'min';
    const within = `(${key}, customer) ${direction === 'ASC' ? '<=' : '>='} (SELECT ${end}((rowPlace, customer)) FROM (${front(rows)}))`;
    const found = await page(`SELECT customer FROM (${front(rows)})`, within);
    if (found.length === limit) return told(found);
  }
  return told(await page(`SELECT customer FROM ${people.source}`, '1'));
}

/** How many fit? */
export async function countCustomers(engine: Engine, filters: CustomerFilters): Promise<number> {
  const people = peopleFor('profile');
  const conditions = conditionsOf(filters);
  const near = (await narrowest(engine, conditions)) ?? `SELECT customer FROM ${people.source}`;
  const [counted] = await engine.rows<{ customers: number }>({
    sql: `SELECT count() AS customers FROM (
        SELECT customer FROM ${people.source} WHERE customer IN (${near}) GROUP BY customer
        HAVING ${conditions.map(({ fits }) => fits(near)).join(' AND ')})`,
    values: Object.assign({}, ...conditions.map((one) => one.values)),
    settings,
  });
  return counted!.customers;
}
