import type { SegmentTree } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { bindValues } from './bind-values.ts';
import { compileTrees } from './compile-trees.sql.ts';

export interface TreesCounted {
  /** Customers who may be profiled. */
  of: number;
  customers: number[];
}

/** How many customers there are who may be profiled, and of how many each tree holds. */
export async function countTrees(engine: Engine, trees: readonly SegmentTree[], now: Date): Promise<TreesCounted> {
  const { sql, values, holds } = compileTrees(trees, now);
  const counts = holds.map((one, at) => `, countIf(${one}) AS c${at}`).join('');
  const [row] = await engine.rows<Record<string, number>>({
    sql: `SELECT count() AS of${counts} FROM (${sql})`,
    values,
  });
  return { of: row!.of!, customers: trees.map((_, at) => row![`c${at}`]!) };
}

/** That at least `least` of the trees, by their numbers, hold. */
interface LeastOf {
  trees: readonly number[];
  least: number;
}

export interface CountedSets {
  trees: readonly SegmentTree[];
  sets: readonly LeastOf[];
  /** Each counts the customers who are in all of these sets and of whom all of these trees hold; and who are in none of those. */
  counts: readonly { sets?: readonly number[]; trees?: readonly number[]; none?: readonly number[] }[];
  now: Date;
}

/** Counts of sets that are made of trees, and of what sets have in common. Every tree is looked at once. */
export async function countSets(engine: Engine, { trees, sets, counts, now }: CountedSets): Promise<TreesCounted> {
  const { sql, values, holds } = compileTrees(trees, now);
  const ofTrees = ['customer', ...holds.map((one, at) => `toUInt8(${one}) AS t${at}`)].join(', ');
  const ofSets = sets.map(
    ({ trees: of, least }, at) => `, ${of.map((tree) => `t${tree}`).join(' + ')} >= ${least} AS s${at}`,
  );
  const counted = counts.map(({ sets: all = [], trees: also = [], none = [] }, at) => {
    const parts = [
      ...all.map((set) => `s${set}`),
      ...also.map((tree) => `t${tree}`),
      ...none.map((set) => `NOT s${set}`),
    ];
    return `, countIf(${parts.length === 0 ? '1' : parts.join(' AND ')}) AS c${at}`;
  });
  const [row] = await engine.rows<Record<string, number>>({
    sql: `SELECT count() AS of${counted.join('')} FROM (SELECT *${ofSets.join('')} FROM (SELECT ${ofTrees} FROM (${sql})))`,
    values,
  });
  return { of: row!.of!, customers: counts.map((_, at) => row![`c${at}`]!) };
}

/** How many customers there are, whether or not they may be profiled. */
export async function countCollected(engine: Engine, now: Date): Promise<number> {
  const { bind, values } = bindValues();
  const rows = openPersonRows({ table: 'people', purpose: 'collect' });
  const [row] = await engine.rows<{ customers: number }>({
    sql: `SELECT count() AS customers FROM (
            SELECT customer FROM ${rows.source} GROUP BY customer HAVING max(merged) = 0 AND min(first) <= ${bind.now(now)})`,
    values,
  });
  return row!.customers;
}

export interface MembersAsked {
  tree: SegmentTree;
  now: Date;
  limit: number;
  /** The last one of the page before. */
  after: { seen: string; id: string } | null;
}

export interface MemberRow {
  /** 16 hex digits. */
  id: string;
  /** As the engine writes it. */
  seen: string;
}

/** Who is in it, the latest seen first. */
export async function membersOf(engine: Engine, { tree, now, limit, after }: MembersAsked): Promise<MemberRow[]> {
  const { sql, values, holds } = compileTrees([tree], now);
  const rest =
    after === null
      ? ''
      : "AND (seen, customer) < ({afterSeen:DateTime64(3, 'UTC')}, reinterpretAsUInt64(reverse(unhex({afterId:String}))))";
  return engine.rows<MemberRow>({
    sql: `SELECT lower(leftPad(hex(customer), 16, '0')) AS id, toString(seen) AS seen
          FROM (SELECT customer, seen FROM (${sql}) WHERE ${holds[0]} ${rest} ORDER BY seen DESC, customer DESC LIMIT {limit:UInt16})`,
    values: { ...values, limit, ...(after !== null && { afterSeen: after.seen, afterId: after.id }) },
  });
}
