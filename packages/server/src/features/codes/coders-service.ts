import { randomBytes } from 'node:crypto';
import type {
  AnswerOf,
  BodyOf,
  CoderDefinition,
  Coder as ListedCoder,
  listCoders,
  tryCoder,
} from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type Coder, shippedCoders, userCoder } from '../coding/index.ts';
import { readCoders } from './own-coders.ts';
import { type CoderRow, coders, type LevelCounts, learningRuns, noteChange } from './records.ts';
import { tryOnTexts } from './try-coder.ts';

export interface CodersService {
  list(): Promise<AnswerOf<typeof listCoders>>;
  /** Fails with `wrong-use` for words or a pattern that cannot be used, with `conflict` for a name that is taken. */
  create(by: Actor, wanted: { name: string; definition: CoderDefinition }): Promise<ListedCoder>;
  /** Fails as `create` does, and with `not-found`, or `conflict` when it is not as `version` says any more. */
  change(
    by: Actor,
    id: string,
    wanted: { version: number; name?: string | undefined; definition?: CoderDefinition | undefined },
  ): Promise<ListedCoder>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  try(wanted: BodyOf<typeof tryCoder>): Promise<AnswerOf<typeof tryCoder>>;
}

/** Each reads every text whenever learnings are computed from the beginning. */
const mostOwn = 200;

const noCoder = () => new DandelionFailure('not-found', 'There is no such coder of your own. Go back to the list.');
const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This coder was changed meanwhile. Look at it as it is now, then change what you still want.',
  );
const nameTaken = (name: string) =>
  new DandelionFailure('conflict', `There is a coder called “${name}” already. Give this one another name.`);
const tooMany = () =>
  new DandelionFailure('conflict', `There are ${mostOwn} coders of your own, the most there can be. Delete one first.`);

/** Of all columns together: attributes of a coder are named by column and coder. */
function countsOf({ id, levels }: Coder, counted: LevelCounts): ListedCoder['counts'] {
  const own = Object.entries(counted).filter(([attribute]) => attribute.endsWith(`.${id}`));
  return levels.map((level) => ({ level, variations: own.reduce((sum, [, of]) => sum + (of[level] ?? 0), 0) }));
}

function ownOf(row: CoderRow | undefined): ListedCoder['own'] {
  if (row === undefined) return null;
  const { definition, version, createdBy, createdAt, changedAt } = row;
  return {
    ...{ definition, version, createdBy },
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt?.toISOString() ?? null },
  };
}

function viewOf(coder: Coder, row: CoderRow | undefined, counted: LevelCounts): ListedCoder {
  const { id, name, explains, levels, kind, languages } = coder;
  return {
    ...{ id, name, explains, levels: [...levels], kind },
    languages: languages === null ? null : [...languages],
    counts: countsOf(coder, counted),
    own: ownOf(row),
  };
}

const coderOf = ({ id, name, definition }: Pick<CoderRow, 'id' | 'name' | 'definition'>) =>
  userCoder({ id, name, ...definition });

async function list(records: Records): Promise<AnswerOf<typeof listCoders>> {
  const [{ coders: all, unusable }, rows, [run]] = await Promise.all([
    readCoders(records),
    records.select().from(coders).orderBy(coders.name),
    records.select().from(learningRuns),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const counted = run?.levels ?? {};
  const broken = rows.flatMap((row): ListedCoder[] => {
    const why = unusable.find(({ name }) => name === row.name)?.why;
    if (why === undefined) return [];
    const shown = { id: row.id, name: row.name, explains: why, levels: ['absent', 'present'] };
    return [{ ...shown, kind: 'presence', languages: null, counts: [], own: ownOf(row) }];
  });
  return {
    coders: [...all.map((coder) => viewOf(coder, byId.get(coder.id), counted)), ...broken],
    countedAt: run?.computedAt?.toISOString() ?? null,
  };
}

/** A change of one waits for the others, so that no name is taken twice. */
async function checkName(tx: Transaction, name: string, except: string | null): Promise<void> {
  const same = (one: string) => one.toLowerCase() === name.toLowerCase();
  const others = await tx.select({ id: coders.id, name: coders.name }).from(coders);
  if (shippedCoders.some((coder) => same(coder.name))) throw nameTaken(name);
  if (others.some((coder) => coder.id !== except && same(coder.name))) throw nameTaken(name);
  if (except === null && others.length >= mostOwn) throw tooMany();
}

async function hold(tx: Transaction, id: string, version: number): Promise<CoderRow> {
  const [row] = await tx.select().from(coders).where(eq(coders.id, id)).for('update');
  if (!row) throw noCoder();
  if (row.version !== version) throw changedMeanwhile();
  return row;
}

/** Lone surrogates cannot be stored. */
const storableDefinition = (definition: CoderDefinition): CoderDefinition =>
  definition.kind === 'words'
    ? { kind: 'words', words: definition.words.map((word) => storable(word).trim()).filter((word) => word !== '') }
    : { kind: 'pattern', pattern: storable(definition.pattern) };

export function createCoders({ records, now }: { records: Records; now: () => Date }): CodersService {
  const countedNow = async () => (await records.select().from(learningRuns))[0]?.levels ?? {};
  return {
    list: () => list(records),
    async create(by, wanted) {
      const [name, definition] = [storable(wanted.name), storableDefinition(wanted.definition)];
      const id = `own-${randomBytes(5).toString('hex')}`;
      const coder = coderOf({ id, name, definition });
      const row = await records.transaction(async (tx) => {
        await noteChange(tx);
        await checkName(tx, name, null);
        const [added] = await tx
          .insert(coders)
          .values({ id, name, definition, createdBy: by, createdAt: now() })
          .returning();
        await record(tx, by, {
          action: 'coder.created',
          subject: { kind: 'coder', id, name },
          after: { name, definition },
        });
        return added!;
      });
      return viewOf(coder, row, await countedNow());
    },
    async change(by, id, wanted) {
      const row = await records.transaction(async (tx) => {
        await noteChange(tx);
        const before = await hold(tx, id, wanted.version);
        const name = wanted.name === undefined ? before.name : storable(wanted.name);
        const definition = wanted.definition ? storableDefinition(wanted.definition) : before.definition;
        coderOf({ id, name, definition });
        await checkName(tx, name, id);
        const set = { name, definition, version: before.version + 1, changedAt: now() };
        const [after] = await tx.update(coders).set(set).where(eq(coders.id, id)).returning();
        await record(tx, by, {
          action: 'coder.changed',
          subject: { kind: 'coder', id, name },
          before: { name: before.name, definition: before.definition },
          after: { name, definition },
        });
        return after!;
      });
      return viewOf(coderOf(row), row, await countedNow());
    },
    async remove(by, id, version) {
      await records.transaction(async (tx) => {
        await noteChange(tx);
        const { name, definition } = await hold(tx, id, version);
        await tx.delete(coders).where(eq(coders.id, id));
        await record(tx, by, {
          action: 'coder.deleted',
          subject: { kind: 'coder', id, name },
          before: { name, definition },
        });
      });
    },
    async try({ id, definition, text, texts }) {
      const { coders: all } = await readCoders(records);
      const coder =
        definition === undefined
          ? all.find((one) => one.id === id)
          : userCoder({ id: 'tried', name: 'Tried', ...storableDefinition(definition) });
      if (coder === undefined) throw noCoder();
      return tryOnTexts(records, coder, text, texts);
    },
  };
}
