import type { CustomerProfile, Identity, RefusedLink, TimelineEvent, Trait } from '@dandelion-loop/contract';
import { trustWords } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { boundId, hexOf, isoOf, millisecondsOf } from './ids.ts';

/** What is known of one customer, whence, and what they did. */

/** All ids of a customer, as the engine has them. */
const actorsOf = `
  SELECT {customer:UInt64} UNION ALL SELECT actor FROM links FINAL
  WHERE ended = 0 AND customer = {customer:UInt64} AND actor IN (SELECT actor FROM links WHERE customer = {customer:UInt64})`;

const trustOf = (trust: number) => trustWords[trust - 1]!;

interface TraitRow {
  name: string;
  told: string;
  at: number;
  source: number;
  trust: number;
}

/** For what a trait can be used, beyond being looked at. */
const furtherPurposes = ['personalise', 'learn'] as const;

/** More of one customer are not shown. */
const mostTraits = 2000;

/** JSON that is not whole is shown as the text that it is. */
function parsed(json: string): Trait['value'] {
  try {
    return JSON.parse(json) as Trait['value'];
  } catch {
    return json;
  }
}

export async function readTraits(engine: Engine, id: string): Promise<Trait[]> {
  const profiled = openPersonRows({ table: 'traits', purpose: 'profile' });
  const values = { customer: boundId(id) };
  const own = 'WHERE customer = {customer:UInt64}';
  const further = furtherPurposes.map((purpose) => {
    const rows = openPersonRows({ table: 'traits', purpose });
    return `SELECT '${purpose}' AS purpose, groupUniqArray(toString(name)) AS names FROM ${rows.source} ${own}`;
  });
  const [traits, usable] = await Promise.all([
    engine.rows<TraitRow>({
      sql: `SELECT toString(name) AS name, best.1 AS told, ${millisecondsOf('best.2')} AS at, best.3 AS source, best.4 AS trust
        FROM (SELECT name, argMax((value, at, source, trust), version) AS best FROM ${profiled.source} ${own} GROUP BY name)
        WHERE told != 'null' ORDER BY name LIMIT ${mostTraits}`,
      values,
    }),
    engine.rows<{ purpose: string; names: string[] }>({ sql: further.join(' UNION ALL '), values }),
  ]);
  const purposesOf = (name: string) =>
    furtherPurposes.filter((purpose) => usable.some((one) => one.purpose === purpose && one.names.includes(name)));
  return traits.map(({ name, told, at, source, trust }) => ({
    ...{ name, value: parsed(told), at: isoOf(at), source, trust: trustOf(trust) },
    purposes: ['profile', ...purposesOf(name)],
  }));
}

interface LinkRow {
  id: string;
  anonymous: string;
  trust: number;
  at: number;
  how: 'event' | 'alias' | 'hand';
  ended: number;
}

/** The anonymous ids that are a customer's, or were until that was undone; newest first. */
export async function readLinks(engine: Engine, id: string): Promise<Identity[]> {
  const found = await engine.rows<LinkRow>({
    sql: `SELECT ${hexOf('actor')} AS id, anonymous, trust, ${millisecondsOf('links.at')} AS at, toString(links.how) AS how, ended
      FROM links FINAL WHERE customer = {customer:UInt64} AND actor IN (SELECT actor FROM links WHERE customer = {customer:UInt64})
      ORDER BY links.at DESC, actor LIMIT 1000`,
    values: { customer: boundId(id) },
  });
  return found.map(({ anonymous, trust, at, ended, ...link }) => ({
    ...{ id: link.id, kind: 'anonymous', value: anonymous, since: isoOf(at) },
    ...{ trust: trustOf(trust), how: link.how, undone: ended === 1 },
  }));
}

interface RefusedRow extends Omit<RefusedLink, 'trust' | 'at' | 'user' | 'holder'> {
  knownAs: string;
  holder: string;
  trust: number;
  at: number;
}

const nobody = '0'.repeat(16);

/** Claims that were not believed: of ids of the customer by others, and by the customer of ids of others. */
export async function readRefused(engine: Engine, id: string): Promise<RefusedLink[]> {
  const found = await engine.rows<RefusedRow>({
    sql: `SELECT ${hexOf('actor')} AS id, anonymous AS value, ${hexOf('refused_links.customer')} AS customer, user AS knownAs,
        ${hexOf('refused_links.holder')} AS holder, toString(refused_links.reason) AS reason, trust,
        ${millisecondsOf('refused_links.at')} AS at, source
      FROM refused_links FINAL WHERE refused_links.customer = {customer:UInt64} OR refused_links.holder = {customer:UInt64}
      ORDER BY refused_links.at DESC LIMIT 100`,
    values: { customer: boundId(id) },
  });
  return found.map(({ knownAs, holder, trust, at, ...claim }) => ({
    ...{ ...claim, user: knownAs || null, holder: holder === nobody ? null : holder },
    ...{ trust: trustOf(trust), at: isoOf(at) },
  }));
}

type Origins = CustomerProfile['origins'];

/** Through which sources did it come, and since when? */
export async function readOrigins(engine: Engine, id: string): Promise<Origins> {
  const events = openPersonRows({ table: 'events', purpose: 'collect' });
  const found = await engine.rows<Omit<Origins[number], 'first' | 'last'> & { since: number; until: number }>({
    sql: `SELECT source, toString(events.type) AS type, count() AS events, ${millisecondsOf('min(time)')} AS since, ${millisecondsOf('max(time)')} AS until
      FROM ${events.source} AS events WHERE actor IN (${actorsOf}) AND machine = '' GROUP BY source, events.type ORDER BY since`,
    values: { customer: boundId(id) },
  });
  return found.map(({ since, until, ...origin }) => ({ ...origin, first: isoOf(since), last: isoOf(until) }));
}

interface EventRow extends Omit<TimelineEvent, 'at' | 'trust' | 'properties' | 'traits'> {
  moment: number;
  trust: number;
  told: string;
  about: string;
}

/** Where in a timeline an event stands. */
export interface Moment {
  /** Milliseconds since 1970. */
  at: number;
  id: string;
}

export interface TimelinePage {
  type?: TimelineEvent['type'] | undefined;
  name?: string | undefined;
  limit: number;
  after: Moment | null;
  /** From the newest back, or from the oldest on. */
  order: 'newest' | 'oldest';
}

/** What did a customer do, with all their ids? */
export async function readTimeline(engine: Engine, id: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const events = openPersonRows({ table: 'events', purpose: 'collect' });
  const { type, name, limit, after, order } = page;
  const [sign, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const conditions = [
    `actor IN (${actorsOf})`,
    `machine = ''`,
    ...(type === undefined ? [] : ['events.type = {type:String}']),
    ...(name === undefined ? [] : ['events.name = {name:String}']),
    ...(after === null ? [] : [`(time, hash) ${sign} (fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {hash:UInt64})`]),
  ];
  const found = await engine.rows<EventRow>({
    sql: `SELECT ${hexOf('hash')} AS id, ${millisecondsOf('time')} AS moment, toString(events.type) AS type, toString(events.name) AS name,
        source, trust, ${hexOf('actor')} AS identity, url, title, properties AS told, traits AS about
      FROM ${events.source} AS events WHERE ${conditions.join(' AND ')}
      ORDER BY time ${direction}, hash ${direction} LIMIT {limit:UInt32}`,
    values: {
      ...{ customer: boundId(id), limit, type, name },
      ...(after !== null && { at: after.at, hash: boundId(after.id) }),
    },
  });
  return found.map(({ moment, trust, told, about, ...event }) => ({
    ...{ ...event, at: isoOf(moment), trust: trustOf(trust) },
    ...{ properties: parsed(told || '{}'), traits: parsed(about || '{}') },
  }));
}
