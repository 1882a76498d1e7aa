import { isGroup, type SegmentLeaf, type SegmentTree } from '@dandelion-loop/contract';
import type { ConsentPurpose } from '../../kernel/consent-gate.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { type Binder, bindValues } from './bind-values.ts';
import { eventsLeaf } from './events-leaf.sql.ts';
import { daysOf, momentOf } from './times.ts';
import { traitHolds } from './trait-sql.ts';

/**
 * Trees of conditions as one question to the engine.
 *
 * Each condition is a set of customers, read by itself in the order of its table, and has a bit of its own. All sets and the population
 * come together in one pass, grouped by customer, their bits joined by OR; what a tree says is then an expression over bits. So `not`
 * costs nothing, a set that is named twice is read once, and no set is held as a set. A condition of "at most" is the opposite of one of
 * "at least", so that who never did it needs no row.
 */

/** Of 64: that is all that one word holds. */
const bitsOfWord = 64;
/** Of the population: has been seen by now, and is part of somebody else. */
const seenBit = 0;
const mergedBit = 1;

export interface CompiledTrees {
  /** A selection to be written after FROM in brackets: a row for each customer who may be profiled, with the columns of bits and `seen`. */
  sql: string;
  values: Record<string, unknown>;
  /** For each tree an expression over the columns: whether it holds. */
  holds: string[];
}

interface Work {
  now: Date;
  bind: Binder;
  /** Conditions on `people`, by their bit. */
  facts: Map<number, string>;
  /** Selections of the column `customer`, by their bit. */
  sets: Map<number, string>;
  bits: Map<string, number>;
}

const wordOf = (bit: number) => Math.floor(bit / bitsOfWord);
const shifted = (bit: number) => `toUInt64('${2n ** BigInt(bit % bitsOfWord)}')`;
const has = (bit: number) => `bitTest(w${wordOf(bit)}, ${bit % bitsOfWord})`;

/** The expression of a bit, which is made once however often it is named. */
function bitOf(work: Work, key: string, into: (work: Work) => Map<number, string>, sql: () => string): string {
  let bit = work.bits.get(key);
  if (bit === undefined) {
    bit = 2 + work.bits.size;
    work.bits.set(key, bit);
    into(work).set(bit, sql());
  }
  return has(bit);
}

const keyOf = (...parts: unknown[]) => JSON.stringify(parts);
const set = (work: Work, key: string, sql: () => string) => bitOf(work, key, ({ sets }) => sets, sql);
const fact = (work: Work, key: string, sql: () => string) => bitOf(work, key, ({ facts }) => facts, sql);
const doings = () => openPersonRows({ table: 'doings', purpose: 'profile' });

type Leaf<Kind> = Extract<SegmentLeaf, { kind: Kind }>;

function didTimes(work: Work, leaf: Leaf<'event'>, having: string, times: number): string {
  const { name, period, where } = leaf;
  return set(work, keyOf('event', name, period, where, having, times), () => {
    const { bind, now } = work;
    if (where.length > 0)
      return eventsLeaf({ bind, now, name, period, where, having: `${having} ${bind(times, 'UInt64')}` });
    const rows = doings();
    const rest = `name = ${bind(name, 'String')} AND ${daysOf(period, 'day', now, bind)}`;
    if (having === '>=' && times === 1) return `SELECT customer FROM ${rows.source} WHERE ${rest}`;
    return `SELECT customer FROM ${rows.source} WHERE ${rest} GROUP BY customer HAVING sum(n) ${having} ${bind(times, 'UInt64')}`;
  });
}

function eventHolds(work: Work, leaf: Leaf<'event'>): string {
  const { op, times } = leaf;
  if (op === 'at-least') return times === 0 ? '1' : didTimes(work, leaf, '>=', times);
  if (op === 'at-most') return `NOT ${didTimes(work, leaf, '>=', times + 1)}`;
  return times === 0 ? `NOT ${didTimes(work, leaf, '>=', 1)}` : didTimes(work, leaf, '=', times);
}

/** Who has no such event has spent 0: the side that 0 is not on is the one that needs rows. */
function valueHolds(work: Work, { name, op, amount, period }: Leaf<'value'>): string {
  const ofNone = op === 'at-least' ? amount <= 0 : amount >= 0;
  const sign = op === 'at-least' ? (ofNone ? '<' : '>=') : ofNone ? '>' : '<=';
  const found = set(work, keyOf('value', name, period, sign, amount), () => {
    const rows = doings();
    const { bind, now } = work;
    return `SELECT customer FROM ${rows.source} WHERE name = ${bind(name, 'String')} AND ${daysOf(period, 'day', now, bind)}
            GROUP BY customer HAVING sum(value) ${sign} ${bind(amount, 'Float64')}`;
  });
  return ofNone ? `NOT ${found}` : found;
}

function lastHolds(work: Work, { name, op, moment }: Leaf<'last-event'>): string {
  const { bind, now } = work;
  const since = set(work, keyOf('since', name, op, moment), () => {
    const rows = doings();
    return `SELECT customer FROM ${rows.source} WHERE name = ${bind(name, 'String')} AND last <= ${bind.now(now)} AND last >= ${momentOf(moment, op, now, bind)}`;
  });
  if (op === 'after') return since;
  const ever: Leaf<'event'> = { kind: 'event', name, op: 'at-least', times: 1, period: { kind: 'ever' }, where: [] };
  return `(${eventHolds(work, ever)} AND NOT ${since})`;
}

/** Rows of a person that lie in several parts: the earliest and the latest decide, which is what OR over them says. */
function seenHolds(work: Work, { which, op, moment }: Leaf<'seen'>): string {
  const { bind, now } = work;
  const from = () => momentOf(moment, op, now, bind);
  if (which === 'first') {
    const before = fact(work, keyOf('first', op, moment), () => `first < ${from()}`);
    return op === 'before' ? before : `NOT ${before}`;
  }
  const after = fact(work, keyOf('last', op, moment), () => `last >= ${from()}`);
  return op === 'after' ? after : `NOT ${after}`;
}

function traitLeaf(work: Work, leaf: Leaf<'trait'>): string {
  const negated = leaf.op === 'is-not' || leaf.op === 'is-not-set';
  const found = set(work, keyOf({ ...leaf, op: leaf.op.replace('is-not', 'is') }), () => {
    const rows = openPersonRows({ table: 'traits', purpose: 'profile' });
    const { bind } = work;
    return `SELECT customer FROM ${rows.source} WHERE name = ${bind(leaf.name, 'String')}
            GROUP BY customer HAVING argMax(${traitHolds(leaf, bind)}, version)`;
  });
  return negated ? `NOT ${found}` : found;
}

function mayContact(work: Work, { channel }: Leaf<'consent'>): string {
  return set(work, keyOf('contact', channel), () => {
    const rows = openPersonRows({ table: 'people', purpose: `contact:${channel}` as ConsentPurpose });
    return `SELECT customer FROM ${rows.source}`;
  });
}

function leafHolds(work: Work, leaf: SegmentLeaf): string {
  switch (leaf.kind) {
    case 'trait':
      return traitLeaf(work, leaf);
    case 'event':
      return eventHolds(work, leaf);
    case 'value':
      return valueHolds(work, leaf);
    case 'last-event':
      return lastHolds(work, leaf);
    case 'seen':
      return seenHolds(work, leaf);
    case 'known': {
      const known = fact(work, 'known', () => "user != ''");
      return leaf.known ? known : `NOT ${known}`;
    }
    case 'source':
      return fact(work, keyOf(leaf), () => `has(sources, ${work.bind(leaf.source, 'UInt32')})`);
    case 'consent':
      return mayContact(work, leaf);
    case 'segment':
      throw new Error('Segments within a tree are put in their places before it is compiled.');
  }
}

function treeHolds(work: Work, tree: SegmentTree): string {
  if (!isGroup(tree)) return leafHolds(work, tree);
  if (tree.kind === 'not') return `NOT ${treeHolds(work, tree.of)}`;
  return `(${tree.of.map((one) => treeHolds(work, one)).join(tree.kind === 'all' ? ' AND ' : ' OR ')})`;
}

/** The columns w0, w1, ... with one bit set. */
const columns = (words: number, of: (word: number) => string) =>
  Array.from({ length: words }, (_, word) => `${of(word)} AS w${word}`).join(', ');

const none = 'toUInt64(0)';

function population({ facts, now, bind }: Work, words: number): string {
  const all = new Map([...facts, [seenBit, `first <= ${bind.now(now)}`], [mergedBit, 'merged']]);
  const ofWord = (word: number) =>
    [...all].filter(([bit]) => wordOf(bit) === word).map(([bit, holds]) => `if(${holds}, ${shifted(bit)}, 0)`);
  const rows = openPersonRows({ table: 'people', purpose: 'profile' });
  return `SELECT customer, last AS at, ${columns(words, (word) => ofWord(word).reduce((sum, one) => `bitOr(${sum}, ${one})`, none))} FROM ${rows.source}`;
}

/** `now` counts as the present: what came later is left out where it is known when it came. */
export function compileTrees(trees: readonly SegmentTree[], now: Date): CompiledTrees {
  const { bind, values } = bindValues();
  const work: Work = { now, bind, facts: new Map(), sets: new Map(), bits: new Map() };
  const holds = trees.map((tree) => treeHolds(work, tree));
  const words = wordOf(work.bits.size + 1) + 1;
  const parts = [...work.sets].map(
    ([bit, sql]) =>
      `SELECT customer, toDateTime64(0, 3, 'UTC') AS at, ${columns(words, (word) => (word === wordOf(bit) ? shifted(bit) : none))} FROM (${sql})`,
  );
  const sql = `SELECT customer, max(at) AS seen, ${Array.from({ length: words }, (_, word) => `groupBitOr(p.w${word}) AS w${word}`).join(', ')}
               FROM (${[population(work, words), ...parts].join(' UNION ALL ')}) AS p
               GROUP BY customer HAVING ${has(seenBit)} AND NOT ${has(mergedBit)}`;
  return { sql, values, holds };
}
