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

/** A condition of the list, with what is bound in it. */
interface Condition {
  /** On rows of `people`, before they are added up. */
  where: string[];
  /** On customers. */
  having: string[];
  values: Record<string, unknown>;
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** Whose name, address or id has the text in it. What was replaced lately can still be found. */
function searched(people: PersonRows, text: string): { where: string; values: Record<string, unknown> } {
  // Letters beyond ASCII are folded only where somebody looks for them: it takes three times as long.
  const fold = isAscii(text) ? 'lower' : 'lowerUTF8';
  const holds = (column: string) => `position(${fold}(${column}), {search:String}) > 0`;
  return {
    where: `customer IN (
      SELECT customer FROM ${people.source}
      WHERE ${holds('email.text')} OR ${holds('name.text')} OR ${holds('user')} OR ${holds('anonymous')}
      UNION ALL SELECT customer FROM links FINAL WHERE ended = 0 AND actor IN (SELECT actor FROM links WHERE ${holds('anonymous')}))`,
    values: { search: text.toLowerCase() },
  };
}

const plainValue = `if(startsWith(value, '"'), JSONExtractString(value), value)`;

/** Who has a trait, or has it with a value. */
function withTrait(trait: string, value: string | undefined): { where: string; values: Record<string, unknown> } {
  const rows = traitsFor('profile');
  const fits = value === undefined ? `value != 'null'` : `${plainValue} = {value:String}`;
  return {
    where: `customer IN (
      SELECT customer FROM ${rows.source}
      WHERE name = {trait:String} AND customer IN (SELECT customer FROM ${rows.source} WHERE name = {trait:String} AND ${fits})
      GROUP BY customer HAVING argMax(${fits}, version))`,
    values: { trait, ...(value !== undefined && { value }) },
  };
}

function conditionOf({ search, seenSince, kind, trait, value, source }: CustomerFilters): Condition {
  const people = peopleFor('profile');
  const parts = [
    ...(search === undefined ? [] : [searched(people, search)]),
    ...(trait === undefined ? [] : [withTrait(trait, value)]),
    ...(source === undefined
      ? []
      : [
          {
            where: `customer IN (SELECT customer FROM ${people.source} WHERE has(sources, {source:UInt32}))`,
            values: { source },
          },
        ]),
  ];
  return {
    where: parts.map(({ where }) => where),
    having: [
      'max(merged) = 0',
      ...(seenSince === undefined ? [] : [`max(last) >= fromUnixTimestamp64Milli({seenSince:Int64}, 'UTC')`]),
      ...(kind === undefined ? [] : [`max(user) ${kind === 'known' ? '!=' : '='} ''`]),
    ],
    values: Object.assign(
      {},
      ...parts.map(({ values }) => values),
      seenSince !== undefined && { seenSince: Date.parse(seenSince) },
    ),
  };
}

const allOf = (conditions: readonly string[]) => (conditions.length === 0 ? '1' : conditions.join(' AND '));

export type CustomerSort = 'last' | 'first' | 'name';

/** What customers are ordered by, and how it is bound. */
const orders: Record<CustomerSort, { key: string; bound: string; direction: 'ASC' | 'DESC' }> = {
  last: { key: millisecondsOf('max(last)'), bound: '{key:Int64}', direction: 'DESC' },
  first: { key: millisecondsOf('min(first)'), bound: '{key:Int64}', direction: 'DESC' },
  // Who has no name comes last: no letter is behind this one.
  name: {
    key: `if(max(name).text = '', '\u{10ffff}', lowerUTF8(max(name).text))`,
    bound: '{key:String}',
    direction: 'ASC',
  },
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

/** Which customers fit, in order? */
export async function readCustomers(
  engine: Engine,
  filters: CustomerFilters,
  { sort, limit, after }: ListPage,
): Promise<{ customer: Customer; place: Place }[]> {
  const people = peopleFor('profile');
  const { where, having, values } = conditionOf(filters);
  const { key, bound, direction } = orders[sort];
  const order = `ORDER BY ${key} ${direction}, customer ${direction}`;
  const beyond = `(${key}, customer) ${direction === 'ASC' ? '>' : '<'} (${bound}, {after:UInt64})`;
  const found = await engine.rows<CardRow & { place: string | number }>({
    sql: `SELECT ${card}, ${key} AS place FROM ${people.source} WHERE customer IN (
        SELECT customer FROM ${people.source} WHERE ${allOf(where)} GROUP BY customer
        HAVING ${allOf([...having, ...(after === null ? [] : [beyond])])} ${order} LIMIT {limit:UInt32})
      GROUP BY customer ${order}`,
    values: { ...values, limit, ...(after !== null && { after: boundId(after.id), key: after.key }) },
  });
  return found.map((row) => ({ customer: customerOf(row), place: { key: row.place, id: row.id } }));
}

/** How many fit? */
export async function countCustomers(engine: Engine, filters: CustomerFilters): Promise<number> {
  const people = peopleFor('profile');
  const { where, having, values } = conditionOf(filters);
  const [counted] = await engine.rows<{ customers: number }>({
    sql: `SELECT count() AS customers FROM (
        SELECT customer FROM ${people.source} WHERE ${allOf(where)} GROUP BY customer HAVING ${allOf(having)})`,
    values,
  });
  return counted!.customers;
}
