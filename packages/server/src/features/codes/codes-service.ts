import type {
  AnswerOf,
  BodyOf,
  CodedAttribute,
  listCodes,
  mergeLevels,
  QueryOf,
  readAgreement,
  setCodes,
} from '@dandelion-loop/contract';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { agreementOf } from './code-agreement.ts';
import { readCodedAttributes } from './coded-attributes.ts';
import { handAttribute } from './hand-codes.ts';
import { readPage } from './list-codes.ts';
import { coderKey, codes, mergedLevels, noteChange } from './records.ts';

export interface CodesService {
  attributes(): Promise<CodedAttribute[]>;
  list(by: Actor, query: QueryOf<typeof listCodes>): Promise<AnswerOf<typeof listCodes>>;
  /** Fails with `not-found` when one of the variations is not there; then none is coded. */
  set(by: Actor, wanted: BodyOf<typeof setCodes>): Promise<AnswerOf<typeof setCodes>>;
  agreement(attribute: string): Promise<AnswerOf<typeof readAgreement>>;
  /** Fails with `not-found` when nothing has such a level. */
  merge(by: Actor, wanted: BodyOf<typeof mergeLevels>): Promise<CodedAttribute>;
}

interface Parts {
  records: Records;
  now: () => Date;
  /** Of intervals, as in the settings. */
  level: () => Promise<number>;
}

type Wanted = BodyOf<typeof setCodes>['codes'];

const keyOf = ({ experimentId, variation }: { experimentId: string; variation: string }): string =>
  JSON.stringify([experimentId, variation]);

async function checkThere(tx: Transaction, wanted: Wanted): Promise<void> {
  const tests = [...new Set(wanted.map(({ experimentId }) => experimentId))];
  // Keeps the tests until the codes are there.
  await tx.execute(sql`SELECT FROM experiments WHERE id = ANY(${sql.param(tests)}::uuid[]) FOR KEY SHARE`);
  const { rows } = await tx.execute<{ experimentId: string; variation: string }>(sql`
    SELECT experiment_id AS "experimentId", name AS variation FROM variations
    WHERE experiment_id = ANY(${sql.param(tests)}::uuid[])`);
  const there = new Set(rows.map(keyOf));
  const missing = wanted.find((one) => !there.has(keyOf(one)));
  if (missing === undefined) return;
  throw new DandelionFailure(
    'not-found',
    `There is no variation “${missing.variation}” in that test. It was judged again or deleted meanwhile; load the list again. Nothing was coded.`,
  );
}

const tally = (levels: readonly (string | null)[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const level of levels) if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

async function write(tx: Transaction, attribute: string, by: Actor, wanted: Wanted, now: Date): Promise<void> {
  const rows = wanted.flatMap(({ experimentId, variation, level }) =>
    level === null
      ? []
      : [
          {
            experimentId,
            variation,
            attribute,
            coder: coderKey(by),
            level: storable(level),
            codedBy: by,
            codedAt: now,
          },
        ],
  );
  if (rows.length > 0)
    await tx
      .insert(codes)
      .values(rows)
      .onConflictDoUpdate({
        target: [codes.experimentId, codes.variation, codes.attribute, codes.coder],
        set: { level: sql`excluded.level`, codedBy: sql`excluded.coded_by`, codedAt: sql`excluded.coded_at` },
      });
  for (const { experimentId, variation } of wanted.filter(({ level }) => level === null))
    await tx
      .delete(codes)
      .where(
        and(
          ...[eq(codes.experimentId, experimentId), eq(codes.variation, variation)],
          ...[eq(codes.attribute, attribute), eq(codes.coder, coderKey(by))],
        ),
      );
}

async function set({ records, now }: Parts, by: Actor, wanted: BodyOf<typeof setCodes>): Promise<number> {
  const attribute = storable(wanted.attribute);
  // Of one that is named twice the last counts.
  const latest = new Map(wanted.codes.map((one) => [keyOf(one), one]));
  return records.transaction(async (tx) => {
    await noteChange(tx);
    await checkThere(tx, [...latest.values()]);
    const tests = [...new Set(wanted.codes.map(({ experimentId }) => experimentId))];
    const before = await tx
      .select()
      .from(codes)
      .where(and(eq(codes.attribute, attribute), eq(codes.coder, coderKey(by)), inArray(codes.experimentId, tests)));
    const had = new Map(before.map((row) => [keyOf(row), row.level]));
    const changed = [...latest.values()].filter((one) => (had.get(keyOf(one)) ?? null) !== one.level);
    if (changed.length === 0) return 0;
    await write(tx, attribute, by, changed, now());
    await record(tx, by, {
      action: 'codes.changed',
      subject: { kind: 'codes', id: handAttribute(attribute), name: attribute },
      before: { levels: tally(changed.map((one) => had.get(keyOf(one)) ?? null)) },
      after: { levels: tally(changed.map(({ level }) => level)), variations: changed.length },
    });
    return changed.length;
  });
}

const noLevel = (attribute: string) =>
  new DandelionFailure(
    'not-found',
    `Nothing has such a level of “${attribute}” now. Look at its levels again: somebody may have merged them already.`,
  );

type Merge = BodyOf<typeof mergeLevels>;

/** The codes themselves are changed, whoever gave them. */
async function mergeCodes(tx: Transaction, { attribute, levels, into }: Merge): Promise<void> {
  const changed = await tx
    .update(codes)
    .set({ level: storable(into) })
    .where(and(eq(codes.attribute, attribute), inArray(codes.level, levels)))
    .returning({ level: codes.level });
  if (changed.length === 0) throw noLevel(attribute);
}

/** One level for another, from now on; what was merged into one of them goes along. A level of its own stands alone again. */
async function mergeColumn(tx: Transaction, { attribute, levels, into }: Merge): Promise<void> {
  const others = levels.filter((level) => level !== into);
  await tx.delete(mergedLevels).where(and(eq(mergedLevels.attribute, attribute), eq(mergedLevels.level, into)));
  if (others.length === 0) return;
  await tx
    .update(mergedLevels)
    .set({ into })
    .where(and(eq(mergedLevels.attribute, attribute), inArray(mergedLevels.into, others)));
  await tx
    .insert(mergedLevels)
    .values(others.map((level) => ({ attribute, level, into })))
    .onConflictDoUpdate({ target: [mergedLevels.attribute, mergedLevels.level], set: { into } });
}

async function merge({ records }: Parts, by: Actor, wanted: Merge): Promise<CodedAttribute> {
  const { attribute, from, levels, into } = wanted;
  const find = async () =>
    (await readCodedAttributes(records)).find((one) => one.from === from && one.name === attribute);
  const before = await find();
  if (before === undefined) throw noLevel(attribute);
  const known = new Set([...before.levels, ...before.merged].map(({ level }) => level));
  if (from === 'column' && !levels.every((level) => known.has(level))) throw noLevel(attribute);
  await records.transaction(async (tx) => {
    await noteChange(tx);
    await (from === 'hand' ? mergeCodes : mergeColumn)(tx, wanted);
    await record(tx, by, {
      action: 'codes.merged',
      subject: { kind: 'codes', id: before.id, name: attribute },
      after: { levels, into },
    });
  });
  return (await find()) ?? before;
}

export function createCodes(parts: Parts): CodesService {
  const { records, level } = parts;
  return {
    attributes: () => readCodedAttributes(records),
    list: (by, query) => readPage(records, by, query),
    set: async (by, wanted) => ({ changed: await set(parts, by, wanted) }),
    agreement: async (attribute) => agreementOf(records, attribute, await level()),
    merge: (by, wanted) => merge(parts, by, wanted),
  };
}
