import { randomUUID } from 'node:crypto';
import type { Engine } from '../../kernel/engine.ts';

import type { MovedWindow, MoveStep } from '../events/index.ts';
import {
  addUpAnew,
  countGathered,
  gatherEvents,
  insertDoings,
  insertPeople,
  insertTraits,
  joinLinked,
  movedCustomers,
  titleWindow,
  window,
  workTables,
} from './derive.sql.ts';
import { countClaims, gatherClaims, gatherLinks, insertLinks, insertRefused } from './move-links.sql.ts';

type StepEngine = Pick<Engine, 'rows' | 'run'>;

const emptyWorkTables = async (engine: StepEngine) => {
  for (const table of workTables) await engine.run({ sql: `TRUNCATE TABLE ${table}` });
};

/** Adds up anew what is known of the customers of a selection, all that was there before being forgotten. */
export async function addUp(engine: StepEngine, customers: string, values: Record<string, unknown>): Promise<void> {
  for (const sql of addUpAnew(customers)) {
    // What comes to the same as once before must not pass for its repetition: it was deleted meanwhile.
    await engine.run({ sql, values, settings: { insert_deduplication_token: randomUUID() } });
  }
}

/** Who is who, then what is known of whom. An INSERT has the same number whatever else the window needs. */
async function run(engine: StepEngine, { window: number, once }: MovedWindow): Promise<void> {
  const values = { window: number };
  const does = (sql: string) => engine.run({ sql, values });
  const count = async <Counts>(sql: string) => (await engine.rows<Counts>({ sql }))[0]!;
  const doesOnce = async (first: number, ...statements: readonly string[]) => {
    for (const [i, sql] of statements.entries()) await engine.run({ sql, values, settings: once(first + i) });
  };

  await emptyWorkTables(engine);
  await does(gatherClaims);
  const { claims } = await count<{ claims: number }>(countClaims);
  if (claims > 0) {
    await doesOnce(1, insertLinks, insertRefused);
    await does(gatherLinks);
  }
  await does(gatherEvents);
  const { made, moved, told } = await count<{ made: number; moved: number; told: number }>(countGathered);
  await doesOnce(3, insertPeople(window), insertDoings(window));
  if (told > 0) await doesOnce(5, insertTraits(window));
  if (made > 0) await doesOnce(6, ...joinLinked);
  if (told + made > 0) await doesOnce(10, titleWindow);
  if (moved > 0) await addUp(engine, movedCustomers, values);
  await emptyWorkTables(engine);
}

/** Brings a window of events into the tables of customers. */
export const customersStep: MoveStep = { name: 'customers', run };
