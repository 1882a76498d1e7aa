import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  addScenario,
  BodyOf,
  changeScenario,
  compareScenarios,
  Scenario,
} from '@dandelion-loop/contract';
import { asc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, type PlanState } from '../plan/index.ts';
import type { Planner } from './planner.ts';
import { type ScenarioRow, scenarios } from './records.ts';
import { stillThere, tryAll } from './what-if.ts';

/** Named sets of changes, kept to be compared. The plan is not changed by them. */

interface Parts {
  records: Records;
  now: () => Date;
}

const subjectOf = ({ id, name }: Pick<ScenarioRow, 'id' | 'name'>) => ({ kind: 'scenario', id, name });

export const scenarioView = (row: ScenarioRow, state: PlanState): Scenario => ({
  ...{ id: row.id, name: row.name, changes: row.changes, version: row.version },
  lost: row.changes.length - stillThere(state, row.changes).length,
  ...{ by: row.createdBy, createdAt: row.createdAt.toISOString() },
});

export async function compareAll(
  records: Records,
  planner: Planner,
  state: PlanState,
): Promise<AnswerOf<typeof compareScenarios>> {
  const rows = await records
    .select()
    .from(scenarios)
    .where(eq(scenarios.planId, state.plan.id))
    .orderBy(asc(scenarios.createdAt), asc(scenarios.id));
  const answers = await tryAll(
    planner,
    state,
    rows.map(({ changes }) => changes),
  );
  return { scenarios: rows.map((row, i) => ({ ...scenarioView(row, state), answer: answers[i]! })) };
}

export async function makeScenario(
  { records, now }: Parts,
  by: Actor,
  planId: string,
  body: BodyOf<typeof addScenario>,
) {
  return records.transaction(async (tx) => {
    const [row] = await tx
      .insert(scenarios)
      .values({ id: randomUUID(), planId, ...body, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'scenario.created', subject: subjectOf(row!), after: body });
    return row!;
  });
}

async function hold(tx: Transaction, id: string): Promise<ScenarioRow> {
  const [row] = await tx.select().from(scenarios).where(eq(scenarios.id, id)).for('update');
  if (!row) throw new DandelionFailure('not-found', 'There is no such scenario. Go back to the plan.');
  return row;
}

export async function editScenario(
  { records }: Parts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeScenario>,
): Promise<ScenarioRow> {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id);
    if (before.version !== version) throw changedMeanwhile('scenario');
    const [row] = await tx
      .update(scenarios)
      .set({ ...wanted, version: version + 1 })
      .where(eq(scenarios.id, id))
      .returning();
    const told = ({ name, changes }: ScenarioRow) => ({ name, changes });
    await record(tx, by, {
      action: 'scenario.changed',
      subject: subjectOf(row!),
      ...{ before: told(before), after: told(row!) },
    });
    return row!;
  });
}

export async function removeScenario({ records }: Parts, by: Actor, id: string): Promise<void> {
  await records.transaction(async (tx) => {
    const before = await hold(tx, id);
    await tx.delete(scenarios).where(eq(scenarios.id, id));
    const { name, changes } = before;
    await record(tx, by, { action: 'scenario.deleted', subject: subjectOf(before), before: { name, changes } });
  });
}
