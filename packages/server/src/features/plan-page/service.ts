import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  BodyOf,
  makePlanLink,
  PlanDocument,
  PlanLink,
  SharedPlan,
  WholePlan,
  Workspace,
} from '@dandelion-loop/contract';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { type Attempts, addressSubject, hashOf, newToken } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { planNameOf } from '../plan/index.ts';
import { type PlanLinkRow, planLinks } from './records.ts';
import { sharedPlan } from './shared-plan.ts';

/** Links to the page of a plan: made, listed, ended, opened. */

export interface PlanPageOptions {
  records: Records;
  now: () => Date;
  /** Where people reach the server: links begin with it. */
  url: () => string;
  attempts: Attempts;
  /** As nobody in particular reads it. Fails with `not-found`. */
  readPlan: (id: string) => Promise<{ whole: WholePlan; document: PlanDocument }>;
  readWorkspace: () => Promise<Pick<Workspace, 'name' | 'locale'>>;
}

export interface PlanPageService {
  list(planId: string): Promise<PlanLink[]>;
  /** Fails with `not-found`. */
  make(by: Actor, planId: string, body: BodyOf<typeof makePlanLink>): Promise<AnswerOf<typeof makePlanLink>>;
  /** One that is revoked already stays as it is. */
  revoke(by: Actor, id: string): Promise<void>;
  /** Counts it and shows it. Fails with `share-ended` whatever is wrong, and with `too-many-requests` after many wrong tokens. */
  open(token: string, address: string): Promise<SharedPlan>;
}

const dayMilliseconds = 86_400_000;

/** A stranger learns no more than this, whatever is wrong with the link. */
const ended = () =>
  new DandelionFailure(
    'share-ended',
    'This page is no longer shared. Ask whoever gave you the link for a new one, and check that it was copied as a whole.',
  );

function viewOf(row: PlanLinkRow, now: Date): PlanLink {
  const { id, madeFor, createdBy, createdAt, expiresAt, revokedAt, opens, lastOpenedAt } = row;
  return {
    ...{ id, madeFor, by: createdBy, opens },
    state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    lastOpenedAt: lastOpenedAt?.toISOString() ?? null,
  };
}

async function makeOne(options: PlanPageOptions, by: Actor, planId: string, body: BodyOf<typeof makePlanLink>) {
  const { records, now, url } = options;
  const planName = await planNameOf(records, planId);
  const token = newToken();
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + body.days * dayMilliseconds);
  const link = await records.transaction(async (tx) => {
    const [row] = await tx
      .insert(planLinks)
      .values({
        ...{ id: randomUUID(), planId, tokenHash: hashOf(token), madeFor: body.madeFor },
        ...{ createdBy: by, createdAt, expiresAt },
      })
      .returning();
    await record(tx, by, {
      action: 'plan-link.created',
      subject: { kind: 'plan-link', id: row!.id, name: planName },
      after: { planId, madeFor: body.madeFor, expiresAt: expiresAt.toISOString() },
    });
    return viewOf(row!, createdAt);
  });
  return { link, url: `${url()}/shared-plan#${token}` };
}

async function revokeOne({ records, now }: PlanPageOptions, by: Actor, id: string): Promise<void> {
  const [found] = await records.select().from(planLinks).where(eq(planLinks.id, id));
  if (!found) throw new DandelionFailure('not-found', 'There is no such link. It may have gone with its plan.');
  const planName = await planNameOf(records, found.planId);
  await records.transaction(async (tx) => {
    const revokedAt = now();
    const [row] = await tx
      .update(planLinks)
      .set({ revokedAt })
      .where(and(eq(planLinks.id, id), isNull(planLinks.revokedAt)))
      .returning();
    if (!row) return;
    await record(tx, by, {
      action: 'plan-link.revoked',
      subject: { kind: 'plan-link', id, name: planName },
      ...{ before: { revokedAt: null }, after: { revokedAt: revokedAt.toISOString() } },
    });
  });
}

async function openOne(
  { records, now, attempts, readPlan, readWorkspace }: PlanPageOptions,
  token: string,
  address: string,
) {
  // Counted with the other links of its kind, apart from signing in.
  const subject = `address:shared ${addressSubject(address)}` as const;
  await attempts.spend(subject);
  const at = now();
  const [link] = await records
    .update(planLinks)
    .set({ opens: sql`${planLinks.opens} + 1`, lastOpenedAt: at })
    .where(and(eq(planLinks.tokenHash, hashOf(token)), isNull(planLinks.revokedAt), gt(planLinks.expiresAt, at)))
    .returning();
  if (!link) throw ended();
  await attempts.giveBack(subject);
  const [{ whole, document }, workspace] = await Promise.all([readPlan(link.planId), readWorkspace()]);
  return sharedPlan(whole, document, workspace);
}

export function createPlanPage(options: PlanPageOptions): PlanPageService {
  const { records, now } = options;
  return {
    async list(planId) {
      await planNameOf(records, planId);
      const rows = await records
        .select()
        .from(planLinks)
        .where(eq(planLinks.planId, planId))
        .orderBy(desc(planLinks.createdAt), planLinks.id);
      return rows.map((row) => viewOf(row, now()));
    },
    make: (by, planId, body) => makeOne(options, by, planId, body),
    revoke: (by, id) => revokeOne(options, by, id),
    open: (token, address) => openOne(options, token, address),
  };
}
