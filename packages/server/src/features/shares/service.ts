import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  BodyOf,
  Experiment,
  listShares,
  makeShare,
  Share,
  SharedExperiment,
  Workspace,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type Attempts, addressSubject, hashOf, newToken } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { experiments, type ShareRow, shares } from './records.ts';
import { sharedExperiment } from './shared-experiment.ts';

/** Links for people without an account: made, listed, ended, opened. */
export interface SharesService {
  list(page: { experiment?: string | undefined; offset: number; limit: number }): Promise<AnswerOf<typeof listShares>>;
  /** Fails with `not-found`, or with `unknown-column` when the experiment has no groups by the column. */
  make(by: Actor, wanted: BodyOf<typeof makeShare>): Promise<AnswerOf<typeof makeShare>>;
  /** Fails with `not-found`. One that is revoked already stays as it is. */
  revoke(by: Actor, id: string): Promise<void>;
  /** Counts it and shows it. Fails with `share-ended` whatever is wrong, and with `too-many-requests` after many wrong tokens. */
  open(token: string, address: string): Promise<SharedExperiment>;
}

export interface SharesOptions {
  records: Records;
  now: () => Date;
  /** Where people reach the server: links begin with it. */
  url: () => string;
  attempts: Attempts;
  /** With its newest answer. Fails with `not-found`. */
  readExperiment: (id: string) => Promise<Experiment>;
  readWorkspace: () => Promise<Pick<Workspace, 'name' | 'locale' | 'timeZone'>>;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** A stranger learns no more than this, whatever is wrong with the link. */
const ended = () =>
  new DandelionFailure(
    'share-ended',
    'This page is no longer shared. Ask whoever gave you the link for a new one, and check that it was copied as a whole.',
  );

const noSuchShare = () =>
  new DandelionFailure('not-found', 'There is no such link. Its experiment was deleted, which ended it.');

const experimentGone = () =>
  new DandelionFailure('not-found', 'This experiment was deleted in this moment. Go back to the list.');

const noSuchColumn = (column: string, { answer }: Experiment) =>
  new DandelionFailure(
    'unknown-column',
    answer.segments.length === 0
      ? 'This experiment has no groups. Share it without them.'
      : `This experiment has no groups by “${column}”. It has: ${answer.segments.map(({ column }) => column).join(', ')}.`,
  );

const stateOf = ({ revokedAt, expiresAt }: ShareRow, now: Date): Share['state'] =>
  revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active';

function viewOf(row: ShareRow, title: string, now: Date): Share {
  const { id, kind, madeFor, segment, showMaker, createdBy, opens } = row;
  return {
    ...{ id, kind, madeFor, segment, showMaker, by: createdBy, opens },
    experiment: { id: row.experimentId, title },
    state: stateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
  };
}

/** Holds the experiment where it is until the transaction is over. */
async function titleOf(tx: Transaction, id: string): Promise<string> {
  const [found] = await tx
    .select({ title: experiments.title })
    .from(experiments)
    .where(eq(experiments.id, id))
    .for('key share');
  if (!found) throw experimentGone();
  return found.title;
}

async function listAll(
  { records, now }: SharesOptions,
  { experiment, offset, limit }: Parameters<SharesService['list']>[0],
) {
  const which = experiment === undefined ? undefined : eq(shares.experimentId, experiment);
  const [[counted], rows] = await Promise.all([
    records
      .select({
        total: count(),
        active: sql<number>`count(*) FILTER (WHERE ${shares.revokedAt} IS NULL AND ${shares.expiresAt} > ${now()})::int`,
      })
      .from(shares)
      .where(which),
    records
      .select({ share: shares, title: experiments.title })
      .from(shares)
      .innerJoin(experiments, eq(experiments.id, shares.experimentId))
      .where(which)
      .orderBy(desc(shares.createdAt), shares.id)
      .offset(offset)
      .limit(limit),
  ]);
  return { ...counted!, shares: rows.map(({ share, title }) => viewOf(share, title, now())) };
}

async function makeOne(options: SharesOptions, by: Actor, wanted: BodyOf<typeof makeShare>) {
  const { records, now, url, readExperiment } = options;
  const { kind, experimentId, days, segment, showMaker } = wanted;
  const experiment = await readExperiment(experimentId);
  if (segment !== null && !experiment.answer.segments.some(({ column }) => column === segment)) {
    throw noSuchColumn(segment, experiment);
  }
  const token = newToken();
  const createdAt = now();
  const share = await records.transaction(async (tx) => {
    const title = await titleOf(tx, experimentId);
    const [row] = await tx
      .insert(shares)
      .values({
        ...{ id: randomUUID(), tokenHash: hashOf(token), kind, experimentId, segment, showMaker, createdBy: by },
        madeFor: storable(wanted.madeFor ?? '') || null,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + days * dayMilliseconds),
      })
      .returning();
    const made = viewOf(row!, title, createdAt);
    const { madeFor, expiresAt } = made;
    await record(tx, by, {
      action: 'share.created',
      subject: { kind: 'share', id: made.id, name: title },
      after: { kind, experimentId, madeFor, segment, showMaker, expiresAt },
    });
    return made;
  });
  return { share, link: `${url()}/shared#${token}` };
}

async function revokeOne({ records, now }: SharesOptions, by: Actor, id: string): Promise<void> {
  await records.transaction(async (tx) => {
    const [row] = await tx.select().from(shares).where(eq(shares.id, id)).for('update');
    if (!row) throw noSuchShare();
    if (row.revokedAt !== null) return;
    const revokedAt = now();
    await tx.update(shares).set({ revokedAt }).where(eq(shares.id, id));
    await record(tx, by, {
      action: 'share.revoked',
      subject: { kind: 'share', id, name: await titleOf(tx, row.experimentId) },
      before: { revokedAt: null },
      after: { revokedAt: revokedAt.toISOString() },
    });
  });
}

/** Counted apart from signing in: a link that has ended, opened by a whole office, keeps nobody out. */
const subjectOf = (address: string) => `address:shared ${addressSubject(address)}` as const;

async function openOne(
  { records, now, attempts, readExperiment, readWorkspace }: SharesOptions,
  token: string,
  address: string,
) {
  const subject = subjectOf(address);
  await attempts.spend(subject);
  const at = now();
  const [share] = await records
    .update(shares)
    .set({ opens: sql`${shares.opens} + 1`, lastOpenedAt: at })
    .where(and(eq(shares.tokenHash, hashOf(token)), isNull(shares.revokedAt), gt(shares.expiresAt, at)))
    .returning();
  if (!share) throw ended();
  await attempts.giveBack(subject);
  const [experiment, workspace] = await Promise.all([
    readExperiment(share.experimentId).catch((error) => {
      // Deleted in this very moment.
      throw error instanceof DandelionFailure && error.code === 'not-found' ? ended() : error;
    }),
    readWorkspace(),
  ]);
  return sharedExperiment(experiment, share, workspace);
}

export function createShares(options: SharesOptions): SharesService {
  return {
    list: (page) => listAll(options, page),
    make: (by, wanted) => makeOne(options, by, wanted),
    revoke: (by, id) => revokeOne(options, by, id),
    open: (token, address) => openOne(options, token, address),
  };
}
