import type { Customer } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { type CardRow, card, customerOf } from './customers.sql.ts';
import { boundId, hexOf } from './ids.ts';

/** The customers after one, by id, with what is known of them. */
export async function readExported(
  engine: Engine,
  after: string | null,
  limit: number,
): Promise<(Customer & { traits: Record<string, unknown> })[]> {
  const people = openPersonRows({ table: 'people', purpose: 'profile' });
  const traits = openPersonRows({ table: 'traits', purpose: 'profile' });
  const found = await engine.rows<CardRow>({
    sql: `SELECT ${card} FROM ${people.source} WHERE customer > {after:UInt64}
      GROUP BY customer HAVING max(merged) = 0 ORDER BY customer LIMIT {limit:UInt32}`,
    values: { after: after === null ? '0' : boundId(after), limit },
    settings: { optimize_aggregation_in_order: 1 },
  });
  if (found.length === 0) return [];
  const told = await engine.rows<{ id: string; names: string[]; told: string[] }>({
    sql: `SELECT id, groupArray(toString(name)) AS names, groupArray(newest) AS told FROM (
        SELECT ${hexOf('customer')} AS id, name, argMax(value, version) AS newest FROM ${traits.source}
        WHERE customer BETWEEN {first:UInt64} AND {last:UInt64}
        GROUP BY customer, name HAVING newest != 'null' ORDER BY name)
      GROUP BY id`,
    values: { first: boundId(found[0]!.id), last: boundId(found.at(-1)!.id) },
  });
  const traitsOf = new Map(
    told.map(({ id, names, told: values }) => [
      id,
      Object.fromEntries(names.map((name, i) => [name, parsed(values[i]!)])),
    ]),
  );
  return found.map((row) => ({ ...customerOf(row), traits: traitsOf.get(row.id) ?? {} }));
}

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};
