import type {
  AnswerOf,
  addDomain,
  addOutcome,
  addOutcomeValue,
  BodyOf,
  changeDomain,
  changeOutcome,
  changePlan,
  createPlan,
  FailureDomain,
  importOutcomeValues,
  importPlan,
  Outcome,
  Plan,
} from '@dandelion-loop/contract';
import { desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { editDomain, makeDomain, removeDomain } from './change-domains.ts';
import { addValue, editOutcome, makeOutcome, removeOutcome } from './change-outcomes.ts';
import { noPlan, type PlanParts } from './change-plan.ts';
import { editPlan, makePlan, removePlan } from './change-plans.ts';
import { type ImportParts, importDocument } from './import-plan.ts';
import { importValues } from './import-values.ts';
import { type PlanState, readState } from './plan-state.ts';
import { currentOf, domainViews, planView, readOutcome } from './plan-views.ts';
import { domains, type PlanRow, plans } from './records.ts';

export interface PlansService {
  list(): Promise<Plan[]>;
  /** Without `id` that of today. Fails with `not-found`. */
  read(id?: string): Promise<{ view: Plan; state: PlanState }>;
  /** That of today or the newest, without what is in it; null where there is none. */
  current(): Promise<Plan | null>;
  make(by: Actor, body: BodyOf<typeof createPlan>): Promise<Plan>;
  change(by: Actor, id: string, body: BodyOf<typeof changePlan>): Promise<Plan>;
  /** Fails with `conflict` once a bet began, unless `name` is that of the plan. */
  remove(by: Actor, id: string, given: { version: number; name?: string | undefined }): Promise<void>;
  addOutcome(by: Actor, planId: string, body: BodyOf<typeof addOutcome>): Promise<Outcome>;
  changeOutcome(by: Actor, id: string, body: BodyOf<typeof changeOutcome>): Promise<Outcome>;
  removeOutcome(by: Actor, id: string, version: number): Promise<void>;
  addValue(by: Actor, id: string, body: BodyOf<typeof addOutcomeValue>): Promise<Outcome>;
  importValues(
    by: Actor,
    planId: string,
    body: BodyOf<typeof importOutcomeValues>,
  ): Promise<AnswerOf<typeof importOutcomeValues>>;
  addDomain(by: Actor, planId: string, body: BodyOf<typeof addDomain>): Promise<FailureDomain>;
  changeDomain(by: Actor, id: string, body: BodyOf<typeof changeDomain>): Promise<FailureDomain>;
  removeDomain(by: Actor, id: string, version: number): Promise<void>;
  /** What is wrong with the document is in the answer. */
  import(by: Actor, body: BodyOf<typeof importPlan>): Promise<AnswerOf<typeof importPlan>>;
}

const noneYet = () => new DandelionFailure('not-found', 'There is no plan yet. Make one for a period, or import one.');

async function find(db: Records | Transaction, today: string, id: string | undefined) {
  const rows = await db.select().from(plans).orderBy(desc(plans.from), desc(plans.createdAt));
  const current = currentOf(rows, today);
  const row = id === undefined ? current : rows.find((one) => one.id === id);
  if (!row) throw id === undefined ? noneYet() : noPlan();
  return { row, current };
}

/** Whoever reads while somebody changes a plan sees it as it was before or is after that, never outcomes of one and bets of the other. */
const ofOneMoment = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

async function viewOf(parts: PlanParts, row: PlanRow): Promise<Plan> {
  const { current } = await find(parts.records, await parts.today(), row.id);
  return planView(row, current?.id ?? null);
}

async function domainView({ records }: PlanParts, id: string): Promise<FailureDomain> {
  return (await domainViews(records, await records.select().from(domains).where(eq(domains.id, id))))[0]!;
}

export function createPlans(parts: ImportParts): PlansService {
  const { records } = parts;
  return {
    async list() {
      const rows = await records.select().from(plans).orderBy(desc(plans.from), desc(plans.createdAt));
      const current = currentOf(rows, await parts.today());
      return rows.map((row) => planView(row, current?.id ?? null));
    },
    async read(id) {
      const today = await parts.today();
      return records.transaction(async (tx) => {
        const { row, current } = await find(tx, today, id);
        return { view: planView(row, current?.id ?? null), state: await readState(tx, row) };
      }, ofOneMoment);
    },
    async current() {
      const row = currentOf(await records.select().from(plans), await parts.today());
      return row && planView(row, row.id);
    },
    make: async (by, body) => viewOf(parts, await makePlan(parts, by, body)),
    change: async (by, id, body) => viewOf(parts, await editPlan(parts, by, id, body)),
    remove: (by, id, given) => removePlan(parts, by, id, given),
    addOutcome: async (by, planId, body) => readOutcome(records, await makeOutcome(parts, by, planId, body)),
    async changeOutcome(by, id, body) {
      await editOutcome(parts, by, id, body);
      return readOutcome(records, id);
    },
    removeOutcome: (by, id, version) => removeOutcome(parts, by, id, version),
    async addValue(by, id, body) {
      await addValue(parts, by, id, body);
      return readOutcome(records, id);
    },
    importValues: (by, planId, body) => importValues(parts, by, planId, body),
    addDomain: async (by, planId, body) => domainView(parts, await makeDomain(parts, by, planId, body)),
    async changeDomain(by, id, body) {
      await editDomain(parts, by, id, body);
      return domainView(parts, id);
    },
    removeDomain: (by, id, version) => removeDomain(parts, by, id, version),
    async import(by, body) {
      const { plan, ...answer } = await importDocument(parts, by, body);
      return { ...answer, plan: plan === null ? null : await viewOf(parts, plan) };
    },
  };
}
