import type { SegmentTree } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { bindValues } from './bind-values.ts';
import { compileTrees } from './compile-trees.sql.ts';

/** How many customers there are who may be profiled, and of how many each tree holds. */
export async function countTrees(
  engine: Engine,
  trees: readonly SegmentTree[],
  now: Date,
): Promise<{ of: number; customers: number[] }> {
  const { sql, values, holds } = compileTrees(trees, now);
  const counts = holds.map((one, at) => `, countIf(${one}) AS c${at}`).join('');
  const [row] = await engine.rows<Record<string, number>>({
    sql: `SELECT count() AS of${counts} FROM (${sql})`,
    values,
  });
  return { of: row!.of!, customers: trees.map((_, at) => row![`c${at}`]!) };
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
