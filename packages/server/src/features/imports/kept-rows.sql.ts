import { createHmac } from 'node:crypto';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';

export interface HashUnits {
  engine: Engine;
  rows: PersonRows;
  /** Physical columns to copy. */
  cells: readonly string[];
  /** The one among them that holds ids of units. */
  unit: string;
  unitKey: Buffer;
  /** A condition to be evaluated while the ids are as they are in the file, into a column `fits`. */
  condition: { sql: string; values: Record<string, unknown> } | null;
  /** To be made. */
  into: string;
}

/** SipHash takes 16 bytes: of the workspace's key, for this use alone. */
function keyOf(unitKey: Buffer): { unitKey0: string; unitKey1: string } {
  const derived = createHmac('sha256', unitKey).update('ids of units').digest();
  return { unitKey0: String(derived.readBigUInt64LE(0)), unitKey1: String(derived.readBigUInt64LE(8)) };
}

/**
 * Copies rows with a keyed hash in the place of each id of a unit: 16 bytes, less the zeros at its end. The same id gives the
 * same hash in all imports of a workspace and another one everywhere else; without the key nobody can try names of people
 * against it.
 */
export async function hashUnits(options: HashUnits): Promise<PersonRows> {
  const { engine, rows, cells, unit, unitKey, condition, into } = options;
  const fits = condition === null ? [] : [{ name: 'fits', type: 'UInt8', sql: condition.sql }];
  const columns = [
    { name: 'n', type: 'UInt64', sql: 'n' },
    ...cells.map((name) => ({
      name,
      type: 'String',
      sql:
        name === unit
          ? `if(${name} = '', '', CAST(sipHash128Keyed(({unitKey0:UInt64}, {unitKey1:UInt64}), ${name}) AS String))`
          : name,
    })),
    ...fits,
  ];
  await engine.run({
    sql: `CREATE TABLE ${into} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
          ENGINE = MergeTree ORDER BY n SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1`,
  });
  await engine.run({
    sql: `INSERT INTO ${into} SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${rows.source}`,
    values: { ...condition?.values, ...keyOf(unitKey) },
  });
  return openPersonRows({ table: into, purpose: rows.purpose });
}
