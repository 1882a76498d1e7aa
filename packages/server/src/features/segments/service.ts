import { createHash, randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  type addSegment,
  type BodyOf,
  type CustomerSegment,
  type changeSegment,
  type countSegment,
  type getSegment,
  type listSegmentMembers,
  type QueryOf,
  type SegmentCount,
  type SegmentTree,
  segmentsIn,
} from '@dandelion-loop/contract';
import { segmentSentence } from '@dandelion-loop/wording';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { countCollected, countTrees, membersOf } from './customers-of-trees.sql.ts';
import { fillSegments, type NamedTree } from './fill-segments.ts';
import { readMembers } from './member-rows.sql.ts';
import { type SegmentRow, segmentCounts, segments } from './records.ts';

type Db = Records | Transaction;

/** What else names segments: features of a higher tier tell. */
export interface SegmentUser {
  kind: 'persona';
  id: string;
  name: string;
  trees: readonly SegmentTree[];
}

export interface SegmentsParts {
  records: Records;
  engine: Engine;
  log: Log;
  now: () => Date;
  usersOf: (db: Db) => Promise<readonly SegmentUser[]>;
}

export interface SegmentsService {
  list(): Promise<CustomerSegment[]>;
  /** Fails with `not-found`. */
  read(id: string): Promise<AnswerOf<typeof getSegment>>;
  /** Fails with `conflict` for a name that is taken, and with `unknown-value` for a segment in its tree that is not there. */
  add(by: Actor, body: BodyOf<typeof addSegment>): Promise<CustomerSegment>;
  /** Fails as `add` does, with `not-found`, and with `conflict` when it was changed since `version` or would hold itself. */
  change(by: Actor, id: string, body: BodyOf<typeof changeSegment>): Promise<CustomerSegment>;
  /** Fails with `not-found`, and with `conflict` while something names it or when it was changed since `version`. */
  remove(by: Actor, id: string, version: number): Promise<void>;
  count(tree: SegmentTree): Promise<AnswerOf<typeof countSegment>>;
  members(id: string, query: QueryOf<typeof listSegmentMembers>): Promise<AnswerOf<typeof listSegmentMembers>>;
  /** Counts all of them for the day, for the history. */
  sweep(): Promise<void>;
}

/** So that two changes at once do not together make a circle. Arbitrary. */
const lock = sql`SELECT pg_advisory_xact_lock(4600071)`;

const noSegment = () =>
  new DandelionFailure('not-found', 'There is no such segment. It may have been deleted. Go back to the list.');
const nameTaken = () =>
  new DandelionFailure('conflict', 'There is a segment of this name already. Choose another name.');

export const treeHash = (trees: unknown): string =>
  createHash('sha256').update(JSON.stringify(trees)).digest('hex').slice(0, 16);

/** Of all segments, by id. */
export async function readSegmentTrees(db: Db): Promise<Map<string, NamedTree>> {
  const rows = await db.select({ id: segments.id, name: segments.name, tree: segments.tree }).from(segments);
  return new Map(rows.map((row) => [row.id, row]));
}

const viewOf = (row: SegmentRow, all: ReadonlyMap<string, NamedTree>): CustomerSegment => ({
  ...{ id: row.id, name: row.name, about: row.about, tree: row.tree, count: row.count, by: row.createdBy },
  sentence: segmentSentence(row.tree, (id) => all.get(id)?.name),
  ...{ createdAt: row.createdAt.toISOString(), version: row.version },
});

/** As the audit log keeps it. */
const told = (row: SegmentRow, all: ReadonlyMap<string, NamedTree>) => ({
  ...{ name: row.name, about: row.about, customers: viewOf(row, all).sentence },
});
const subjectOf = ({ id, name }: SegmentRow) => ({ kind: 'segment', id, name });

async function checkName(tx: Transaction, name: string, id: string): Promise<void> {
  const [taken] = await tx
    .select({ id: segments.id })
    .from(segments)
    .where(and(sql`lower(${segments.name}) = lower(${name})`, ne(segments.id, id)));
  if (taken) throw nameTaken();
}

/** That no tree holds itself, with this one in place, and none is too large. */
function checkTrees(all: Map<string, NamedTree>, one: NamedTree): void {
  all.set(one.id, one);
  for (const { tree } of all.values()) fillSegments(tree, all);
}

/** No texts that the record store does not take. */
const storableTree = (tree: SegmentTree): SegmentTree =>
  JSON.parse(JSON.stringify(tree), (_, value) => (typeof value === 'string' ? storable(value) : value)) as SegmentTree;

async function make({ records, now }: SegmentsParts, by: Actor, body: BodyOf<typeof addSegment>) {
  return records.transaction(async (tx) => {
    await tx.execute(lock);
    const row = {
      id: randomUUID(),
      name: storable(body.name),
      about: storable(body.about),
      tree: storableTree(body.tree),
    };
    await checkName(tx, row.name, row.id);
    const all = await readSegmentTrees(tx);
    checkTrees(all, row);
    const [made] = await tx
      .insert(segments)
      .values({ ...row, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'segment.created', subject: subjectOf(made!), after: told(made!, all) });
    return made!;
  });
}

async function hold(tx: Transaction, id: string, version: number): Promise<SegmentRow> {
  await tx.execute(lock);
  const [row] = await tx.select().from(segments).where(eq(segments.id, id)).for('update');
  if (!row) throw noSegment();
  if (row.version !== version) {
    throw new DandelionFailure('conflict', 'The segment was changed meanwhile. Load it again and repeat your change.');
  }
  return row;
}

async function edit({ records }: SegmentsParts, by: Actor, id: string, body: BodyOf<typeof changeSegment>) {
  return records.transaction(async (tx) => {
    const before = await hold(tx, id, body.version);
    const all = await readSegmentTrees(tx);
    const toldBefore = told(before, all);
    const name = storable(body.name ?? before.name);
    const tree = body.tree === undefined ? before.tree : storableTree(body.tree);
    if (body.name !== undefined) await checkName(tx, name, id);
    checkTrees(all, { id, name, tree });
    const stays = treeHash(tree) === treeHash(before.tree);
    const [row] = await tx
      .update(segments)
      .set({
        name,
        tree,
        about: storable(body.about ?? before.about),
        version: body.version + 1,
        ...(!stays && { count: null }),
      })
      .where(eq(segments.id, id))
      .returning();
    await record(tx, by, {
      ...{ action: 'segment.changed', subject: subjectOf(row!), before: toldBefore, after: told(row!, all) },
    });
    return row!;
  });
}

async function usersOf(parts: SegmentsParts, db: Db, id: string) {
  const own = [...(await readSegmentTrees(db)).values()].filter(({ tree }) => segmentsIn(tree).includes(id));
  const others = (await parts.usersOf(db)).filter(({ trees }) => trees.some((tree) => segmentsIn(tree).includes(id)));
  return [
    ...own.map(({ id: of, name }) => ({ kind: 'segment' as const, id: of, name })),
    ...others.map(({ kind, id: of, name }) => ({ kind, id: of, name })),
  ];
}

async function remove(parts: SegmentsParts, by: Actor, id: string, version: number): Promise<void> {
  await parts.records.transaction(async (tx) => {
    const row = await hold(tx, id, version);
    const [user] = await usersOf(parts, tx, id);
    if (user) {
      throw new DandelionFailure('conflict', `The ${user.kind} “${user.name}” names this segment. Change that first.`);
    }
    const all = await readSegmentTrees(tx);
    await tx.delete(segments).where(eq(segments.id, id));
    await record(tx, by, { action: 'segment.deleted', subject: subjectOf(row), before: told(row, all) });
  });
}

/** Counts and keeps it for the day, unless the tree has changed meanwhile. */
async function countRow({ records, now }: SegmentsParts, row: SegmentRow, counted: SegmentCount): Promise<SegmentRow> {
  const at = now();
  const { customers, of } = counted;
  const count = { ...counted, at: at.toISOString() };
  const hash = treeHash(row.tree);
  return records.transaction(async (tx) => {
    const kept = await tx
      .update(segments)
      .set({ count })
      .where(and(eq(segments.id, row.id), eq(segments.version, row.version)))
      .returning();
    if (kept.length === 0) return row;
    const values = { customers, of, treeHash: hash };
    await tx
      .insert(segmentCounts)
      .values({ segmentId: row.id, day: at.toISOString().slice(0, 10), ...values })
      .onConflictDoUpdate({ target: [segmentCounts.segmentId, segmentCounts.day], set: values });
    return kept[0]!;
  });
}

/** All customers change slowly, and counting them costs as much as a segment. */
const keepCollectedMilliseconds = 30_000;

function rememberCollected({ engine, now }: SegmentsParts): () => Promise<number> {
  let last: { at: number; customers: number } | null = null;
  return async () => {
    const at = now();
    if (last === null || at.getTime() - last.at > keepCollectedMilliseconds) {
      last = { at: at.getTime(), customers: await countCollected(engine, at) };
    }
    return last.customers;
  };
}

const cursorOf = ({ seen, id }: { seen: string; id: string }) => `${seen.replace(' ', 'T')}_${id}`;
function readCursor(text: string) {
  const [, day, time, id] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d{3})_([0-9a-f]{16})$/.exec(text) ?? [];
  if (id === undefined) throw new DandelionFailure('bad-request', 'This is no end of a page. Begin again without it.');
  return { seen: `${day} ${time}`, id };
}

export function createSegments(parts: SegmentsParts): SegmentsService {
  const { records, engine, log, now } = parts;
  const collected = rememberCollected(parts);

  async function counts(trees: readonly SegmentTree[]): Promise<SegmentCount[]> {
    const [{ of, customers }, all] = await Promise.all([countTrees(engine, trees, now()), collected()]);
    return customers.map((one) => ({ customers: one, of, unreadable: Math.max(0, all - of) }));
  }
  const rowOf = async (id: string): Promise<SegmentRow> => {
    const [row] = await records.select().from(segments).where(eq(segments.id, id));
    if (!row) throw noSegment();
    return row;
  };
  async function counted(row: SegmentRow, all: ReadonlyMap<string, NamedTree>): Promise<SegmentRow> {
    const [count] = await counts([fillSegments(row.tree, all)]);
    return countRow(parts, row, count!);
  }
  /** A segment that is saved is saved, whether or not it can be counted just then. */
  async function saved(row: SegmentRow): Promise<CustomerSegment> {
    const all = await readSegmentTrees(records);
    const told = await counted(row, all).catch((error: unknown) => {
      log.info({ error: error instanceof Error ? error.message : String(error) }, 'A segment was not counted');
      return row;
    });
    return viewOf(told, all);
  }

  return {
    async list() {
      const rows = await records
        .select()
        .from(segments)
        .orderBy(asc(sql`lower(${segments.name})`));
      const all = await readSegmentTrees(records);
      return rows.map((row) => viewOf(row, all));
    },
    async read(id) {
      const all = await readSegmentTrees(records);
      const row = await counted(await rowOf(id), all);
      const days = await records
        .select()
        .from(segmentCounts)
        .where(eq(segmentCounts.segmentId, id))
        .orderBy(asc(segmentCounts.day));
      const hash = treeHash(row.tree);
      return {
        segment: viewOf(row, all),
        days: days.map(({ day, customers, of, treeHash: then }) => ({ day, customers, of, before: then !== hash })),
        usedBy: await usersOf(parts, records, id),
      };
    },
    add: async (by, body) => saved(await make(parts, by, body)),
    change: async (by, id, body) => saved(await edit(parts, by, id, body)),
    remove: (by, id, version) => remove(parts, by, id, version),
    async count(tree) {
      const all = await readSegmentTrees(records);
      const [count] = await counts([fillSegments(tree, all)]);
      const { customers, of } = count!;
      const sentence = segmentSentence(tree, (id) => all.get(id)?.name);
      return { ...count!, sentence, share: of === 0 ? null : customers / of };
    },
    async members(id, { after, limit }) {
      const { tree } = await rowOf(id);
      const page = await membersOf(engine, {
        tree: fillSegments(tree, await readSegmentTrees(records)),
        ...{ now: now(), limit, after: after === undefined ? null : readCursor(after) },
      });
      const next = page.length < limit ? null : cursorOf(page.at(-1)!);
      return { members: await readMembers(engine, page), next };
    },
    async sweep() {
      const all = await readSegmentTrees(records);
      for (const row of await records.select().from(segments).orderBy(segments.id)) await counted(row, all);
    },
  };
}
