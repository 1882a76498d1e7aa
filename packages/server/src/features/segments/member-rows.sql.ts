import type { SegmentMember } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import type { MemberRow } from './customers-of-trees.sql.ts';

/** Names and addresses of a page of customers, in its order. */
export async function readMembers(engine: Engine, page: readonly MemberRow[]): Promise<SegmentMember[]> {
  if (page.length === 0) return [];
  const rows = openPersonRows({ table: 'people', purpose: 'profile' });
  const found = await engine.rows<{ id: string; name: string; email: string }>({
    sql: `SELECT lower(leftPad(hex(customer), 16, '0')) AS id, max(p.name).text AS name, max(p.email).text AS email FROM ${rows.source} AS p
          WHERE customer IN (SELECT reinterpretAsUInt64(reverse(unhex(arrayJoin({ids:Array(String)}))))) GROUP BY customer`,
    values: { ids: page.map(({ id }) => id) },
  });
  const byId = new Map(found.map((one) => [one.id, one]));
  return page.map(({ id, seen }) => ({
    ...{ id, name: byId.get(id)?.name ?? '', email: byId.get(id)?.email ?? '' },
    lastSeen: `${seen.replace(' ', 'T')}Z`,
  }));
}
