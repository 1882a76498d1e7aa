import type {
  AnswerOf,
  addConstraint,
  BodyOf,
  Constraint,
  changeConstraint,
  listConstraints,
  reportSign,
  settleConstraint,
} from '@dandelion-loop/contract';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { holdPlan, outcomeViews, type PlanParts, type PlanState, type PlansService, readState } from '../plan/index.ts';
import { editConstraint, makeConstraint, rearm, removeConstraint, report, settle } from './change-constraints.ts';
import { viewsOf } from './constraint-views.ts';
import { judgePlan } from './fire.ts';
import { constraints } from './records.ts';

export interface ConstraintsParts extends PlanParts {
  readPlan: PlansService['read'];
  log: Log;
}

export interface ConstraintsService {
  /** Without `planId` of the plan of today. Fails with `not-found`. */
  list(planId?: string): Promise<AnswerOf<typeof listConstraints>>;
  /** What is watched is judged at once. */
  add(by: Actor, planId: string, body: BodyOf<typeof addConstraint>): Promise<Constraint>;
  /** All that follow fail with `not-found`, and with `conflict` when it was changed since `version`. */
  change(by: Actor, id: string, body: BodyOf<typeof changeConstraint>): Promise<Constraint>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  report(by: Actor, id: string, body: BodyOf<typeof reportSign>): Promise<Constraint>;
  settle(by: Actor, id: string, body: BodyOf<typeof settleConstraint>): Promise<Constraint>;
  watchAgain(by: Actor, id: string, version: number): Promise<Constraint>;
  /** A plan has changed: judges what is watched, in the same transaction. What cannot be judged keeps no number out, and waits for the sweep. */
  planChanged(tx: Transaction, after: PlanState): Promise<void>;
  /** Days pass: judges what is watched in all plans. */
  sweep(): Promise<void>;
}

async function list({ records, now, readPlan }: ConstraintsParts, planId: string | undefined) {
  const { state } = await readPlan(planId);
  const rows = await records
    .select()
    .from(constraints)
    .where(eq(constraints.planId, state.plan.id))
    .orderBy(asc(constraints.seq));
  const outcomes = await outcomeViews(records, state.outcomes);
  return {
    plan: { id: state.plan.id, name: state.plan.name },
    outcomes: outcomes.map(({ id, name, target, unit, by, current }) => ({
      ...{ id, name, target, unit, by, current: current?.value ?? null },
    })),
    bets: state.bets.map(({ id, name, outcomeId, status }) => ({ id, name, outcomeId, status })),
    domains: state.domains.map(({ id, name }) => ({ id, name })),
    constraints: await viewsOf(records, rows, state, await todayOf(records, now())),
  };
}

export function createConstraints(parts: ConstraintsParts): ConstraintsService {
  const { records, now, readPlan, log } = parts;
  const failed = (error: unknown) =>
    log.error({ error: errorFacts(error) }, 'Signs of constraints could not be judged');

  async function one(work: Promise<{ id: string; planId: string }>): Promise<Constraint> {
    const { id, planId } = await work;
    const { state } = await readPlan(planId);
    const rows = await records.select().from(constraints).where(eq(constraints.id, id));
    return (await viewsOf(records, rows, state, await todayOf(records, now())))[0]!;
  }

  async function sweep(): Promise<void> {
    const watched = await records
      .selectDistinct({ planId: constraints.planId })
      .from(constraints)
      .where(and(eq(constraints.state, 'watching'), isNotNull(constraints.watch)));
    for (const { planId } of watched) {
      try {
        await records.transaction(async (tx) => judgePlan(tx, await readState(tx, await holdPlan(tx, planId)), now()));
      } catch (error) {
        failed(error);
      }
    }
  }

  return {
    list: (planId) => list(parts, planId),
    add: (by, planId, body) => one(makeConstraint(parts, by, planId, body)),
    change: (by, id, body) => one(editConstraint(parts, by, id, body)),
    async remove(by, id, version) {
      await removeConstraint(parts, by, id, version);
    },
    report: (by, id, body) => one(report(parts, by, id, body)),
    settle: (by, id, body) => one(settle(parts, by, id, body)),
    watchAgain: (by, id, version) => one(rearm(parts, by, id, version)),
    async planChanged(tx, after) {
      try {
        await tx.transaction((inner) => judgePlan(inner, after, now()));
      } catch (error) {
        failed(error);
      }
    },
    sweep,
  };
}
