import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  type addPersona,
  type answerPersona,
  type BodyOf,
  type changePersona,
  type countPersona,
  type Person,
  type Persona,
  type PersonaClaim,
  personaLimits,
  type personasAnswerSchema,
  type SegmentTree,
} from '@dandelion-loop/contract';
import { segmentSentence } from '@dandelion-loop/wording';
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor, Caller } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { fillSegments, readSegmentTrees, type SegmentUser, treeHash } from '../segments/index.ts';
import { type CountedPersonas, countPersonas } from './count-personas.ts';
import { contradictedClaims, coverageSentence, driftOf, likenessOf } from './likeness.ts';
import { canMoveBack } from './moved-back.ts';
import {
  type AnswersRow,
  type PersonaRow,
  personaAnswerRows,
  personaCounts,
  personas,
  type TraitRow,
} from './records.ts';

export interface PersonasParts {
  records: Records;
  engine: Engine;
  now: () => Date;
}

type Asking = Pick<Caller, 'actor' | 'member'>;
type Trees = Awaited<ReturnType<typeof readSegmentTrees>>;

export interface PersonasService {
  read(asking: Asking): Promise<z.infer<typeof personasAnswerSchema>>;
  /** Fails with `conflict` for a name that is taken or too many personas, and with `unknown-value`. */
  add(asking: Asking, body: BodyOf<typeof addPersona>): Promise<Persona>;
  /** Fails as `add` does, with `not-found`, and with `conflict` when it was changed since `version`. */
  change(asking: Asking, id: string, body: BodyOf<typeof changePersona>): Promise<Persona>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  count(body: BodyOf<typeof countPersona>): Promise<AnswerOf<typeof countPersona>>;
  /** Fails with `not-allowed` for who is no author. */
  answer(asking: Asking, id: string, body: BodyOf<typeof answerPersona>): Promise<Persona>;
  /** Counts all of them for the day. */
  sweep(): Promise<void>;
}

/** As for segments: what a tree names is not to go meanwhile. */
const lock = sql`SELECT pg_advisory_xact_lock(4600071)`;
const quarterDays = 91;
/** Of the day that is looked for, a count may be so many days away. */
const nearDays = 14;
const dayMilliseconds = 86_400_000;

const noPersona = () =>
  new DandelionFailure('not-found', 'There is no such persona. It may have been deleted. Go back to the list.');

const subjectOf = ({ id, name }: PersonaRow) => ({ kind: 'persona', id, name });
const sentenceOf = (tree: SegmentTree, all: Trees) => segmentSentence(tree, (id) => all.get(id)?.name);
const hashOf = ({ traits, fits }: Pick<PersonaRow, 'traits' | 'fits'>, all: Trees) =>
  treeHash([fits, traits.map(({ tree }) => fillSegments(tree, all))]);

/** Who names a segment. */
export async function personasNamingSegments(db: Records | Transaction): Promise<SegmentUser[]> {
  const rows = await db.select({ id: personas.id, name: personas.name, traits: personas.traits }).from(personas);
  return rows.map(({ id, name, traits }) => ({ kind: 'persona', id, name, trees: traits.map(({ tree }) => tree) }));
}

/** As the audit log keeps it. */
async function told(tx: Transaction, row: PersonaRow) {
  const all = await readSegmentTrees(tx);
  const people = await peopleOf(tx, row.authors);
  return {
    ...{ name: row.name, story: row.story, fits: row.fits },
    authors: row.authors.map((id) => people.get(id)?.name ?? id).join(', '),
    traits: row.traits.map(({ name, tree }) => `${name}: ${sentenceOf(tree, all)}`).join(' '),
  };
}

interface Written {
  name: string;
  story: string;
  authors: string[];
  traits: readonly { id?: string | undefined; name: string; tree: SegmentTree }[];
  fits: number;
}

/** Texts that the record store takes, ids for new traits; a trait that is no other's keeps its id and so its answers. */
function storableOf({ name, story, authors, traits, fits }: Written, known: readonly TraitRow[]) {
  const taken = new Set<string>();
  const rows = traits.map((trait): TraitRow => {
    const keeps = trait.id !== undefined && !taken.has(trait.id) && known.some(({ id }) => id === trait.id);
    const id = keeps ? trait.id! : randomUUID();
    taken.add(id);
    const tree = JSON.parse(JSON.stringify(trait.tree), (_, value) =>
      typeof value === 'string' ? storable(value) : value,
    ) as SegmentTree;
    return { id, name: storable(trait.name), tree };
  });
  return { name: storable(name), story: storable(story), authors: [...new Set(authors)], traits: rows, fits };
}

async function check(tx: Transaction, row: ReturnType<typeof storableOf>, before: PersonaRow | null): Promise<void> {
  if (row.fits > row.traits.length) {
    throw new DandelionFailure('unknown-value', `There are ${row.traits.length} traits: no more can be asked to hold.`);
  }
  await checkHere(tx, row.authors, before?.authors ?? []);
  const all = await readSegmentTrees(tx);
  for (const { tree } of row.traits) fillSegments(tree, all);
  const [taken] = await tx
    .select({ id: personas.id })
    .from(personas)
    .where(
      and(sql`lower(${personas.name}) = lower(${row.name})`, before === null ? sql`true` : ne(personas.id, before.id)),
    );
  if (taken) throw new DandelionFailure('conflict', 'There is a persona of this name already. Choose another name.');
}

async function make({ records, now }: PersonasParts, by: Actor, body: BodyOf<typeof addPersona>) {
  return records.transaction(async (tx) => {
    await tx.execute(lock);
    if ((await tx.$count(personas)) >= personaLimits.personas) {
      throw new DandelionFailure('conflict', `There are ${personaLimits.personas} personas already. Delete one first.`);
    }
    const row = storableOf(body, []);
    await check(tx, row, null);
    const [made] = await tx
      .insert(personas)
      .values({ id: randomUUID(), ...row, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'persona.created', subject: subjectOf(made!), after: await told(tx, made!) });
    return made!.id;
  });
}

async function hold(tx: Transaction, id: string, version: number | null): Promise<PersonaRow> {
  await tx.execute(lock);
  const [row] = await tx.select().from(personas).where(eq(personas.id, id)).for('update');
  if (!row) throw noPersona();
  if (version !== null && row.version !== version) {
    throw new DandelionFailure('conflict', 'The persona was changed meanwhile. Load it again and repeat your change.');
  }
  return row;
}

async function edit(
  { records }: PersonasParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changePersona>,
) {
  await records.transaction(async (tx) => {
    const before = await hold(tx, id, version);
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const row = storableOf({ ...before, ...given }, before.traits);
    await check(tx, row, before);
    const toldBefore = await told(tx, before);
    const [after] = await tx
      .update(personas)
      .set({ ...row, version: version + 1 })
      .where(eq(personas.id, id))
      .returning();
    await record(tx, by, {
      ...{ action: 'persona.changed', subject: subjectOf(after!), before: toldBefore, after: await told(tx, after!) },
    });
  });
}

async function remove({ records }: PersonasParts, by: Actor, id: string, version: number) {
  await records.transaction(async (tx) => {
    const row = await hold(tx, id, version);
    const before = await told(tx, row);
    await tx.delete(personas).where(eq(personas.id, id));
    await record(tx, by, { action: 'persona.deleted', subject: subjectOf(row), before });
  });
}

/** What they said stays with them: the audit log holds that they answered, and not what. */
async function answer({ records, now }: PersonasParts, asking: Asking, id: string, answers: AnswersRow) {
  await records.transaction(async (tx) => {
    const row = await hold(tx, id, null);
    const memberId = asking.member?.id;
    if (memberId === undefined || !row.authors.includes(memberId)) {
      throw new DandelionFailure('not-allowed', 'Only its authors say what holds of themselves. Ask to be made one.');
    }
    const unknown = Object.keys(answers).find((trait) => !row.traits.some((one) => one.id === trait));
    if (unknown !== undefined) {
      throw new DandelionFailure('unknown-value', 'This persona has no such trait any more. Load it again.');
    }
    const values = { answers, answeredAt: now() };
    await tx
      .insert(personaAnswerRows)
      .values({ personaId: id, memberId, ...values })
      .onConflictDoUpdate({ target: [personaAnswerRows.personaId, personaAnswerRows.memberId], set: values });
    await record(tx, asking.actor, { action: 'persona.answered', subject: subjectOf(row) });
  });
}

/** Everything that is told of personas, read once. */
interface Looked {
  rows: PersonaRow[];
  all: Trees;
  counted: CountedPersonas;
  at: Date;
}

async function look({ records, engine, now }: PersonasParts): Promise<Looked> {
  const rows = await records
    .select()
    .from(personas)
    .orderBy(asc(sql`lower(${personas.name})`));
  const all = await readSegmentTrees(records);
  const at = now();
  const asked = rows.map(({ traits, fits }) => ({ fits, trees: traits.map(({ tree }) => fillSegments(tree, all)) }));
  return { rows, all, at, counted: await countPersonas(engine, asked, at) };
}

type Drifts = Map<string, Persona['drift']>;
const shareOf = (customers: number, of: number) => (of === 0 ? null : customers / of);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** Against a quarter ago: computed where all that the persona asks for is kept with its time, else by the count of that day. */
async function readDrifts({ records, engine }: PersonasParts, { rows, all, counted, at }: Looked): Promise<Drifts> {
  const then = new Date(at.getTime() - quarterDays * dayMilliseconds);
  const drifts: Drifts = new Map();
  const shareNow = (row: PersonaRow) => shareOf(counted.personas[rows.indexOf(row)]!.customers, counted.of);
  const asked = rows.map((row) => ({
    row,
    fits: row.fits,
    trees: row.traits.map(({ tree }) => fillSegments(tree, all)),
  }));
  const moved = asked.filter(({ trees }) => canMoveBack(trees));
  if (moved.length > 0) {
    const past = await countPersonas(engine, moved, then);
    for (const [place, { row }] of moved.entries()) {
      if (past.of === 0) continue;
      const share = shareOf(past.personas[place]!.customers, past.of);
      drifts.set(row.id, driftOf(dayOf(then), share, shareNow(row), 'computed'));
    }
  }
  const others = rows.filter(({ id }) => !moved.some(({ row }) => row.id === id));
  if (others.length === 0) return drifts;
  const near = (days: number) => dayOf(new Date(then.getTime() + days * dayMilliseconds));
  const kept = await records
    .select()
    .from(personaCounts)
    .where(
      and(
        inArray(
          personaCounts.personaId,
          others.map(({ id }) => id),
        ),
        sql`${personaCounts.day} BETWEEN ${near(-nearDays)} AND ${near(nearDays)}`,
      ),
    )
    .orderBy(sql`abs(${personaCounts.day} - ${dayOf(then)}::date)`, personaCounts.day);
  for (const row of others) {
    const hash = hashOf(row, all);
    const found = kept.find(({ personaId, treeHash: of }) => personaId === row.id && of === hash);
    if (found) drifts.set(row.id, driftOf(found.day, shareOf(found.customers, found.of), shareNow(row), 'kept'));
  }
  return drifts;
}

interface Said {
  people: ReadonlyMap<string, Person>;
  answers: readonly { personaId: string; memberId: string; answers: AnswersRow }[];
  drifts: Drifts;
}

function viewOf(row: PersonaRow, asking: Asking, { rows, all, counted }: Looked, said: Said): Persona {
  const { of, personas: counts } = counted;
  const count = counts[rows.indexOf(row)]!;
  const here = new Set(row.traits.map(({ id }) => id));
  const own = said.answers
    .filter(({ personaId, memberId }) => personaId === row.id && row.authors.includes(memberId))
    .map((one) => ({
      ...one,
      answers: Object.fromEntries(Object.entries(one.answers).filter(([id]) => here.has(id))),
    }));
  const shares = new Map(row.traits.map(({ id }, at) => [id, shareOf(count.traits[at]!.customers, of) ?? 0]));
  const me = asking.member?.id;
  const isAuthor = me !== undefined && row.authors.includes(me);
  return {
    ...{ id: row.id, name: row.name, story: row.story, fits: row.fits, by: row.createdBy, version: row.version },
    createdAt: row.createdAt.toISOString(),
    authors: row.authors.flatMap((id) => said.people.get(id) ?? []),
    traits: row.traits.map((trait, at) => ({ ...trait, sentence: sentenceOf(trait.tree, all), ...count.traits[at]! })),
    ...{ customers: count.customers, share: shareOf(count.customers, of), drift: said.drifts.get(row.id) ?? null },
    likeness:
      of === 0
        ? null
        : likenessOf(
            own.map(({ answers }) => answers),
            shares,
          ),
    mine: isAuthor ? (own.find(({ memberId }) => memberId === me)?.answers ?? {}) : null,
  };
}

const contradictedBy = ({ rows, counted }: Looked): PersonaClaim[] =>
  contradictedClaims(
    counted.of,
    counted.none,
    rows.map(({ id, name, fits, traits }, at) => ({
      ...{ id, name, fits, customers: counted.personas[at]!.customers },
      traits: traits.map((trait, place) => ({ ...trait, customers: counted.personas[at]!.traits[place]!.customers })),
    })),
  );

export function createPersonas(parts: PersonasParts): PersonasService {
  const { records, engine, now } = parts;

  async function readAll(asking: Asking, looked: Looked): Promise<Persona[]> {
    const answers = await records.select().from(personaAnswerRows);
    const people = await peopleOf(
      records,
      looked.rows.flatMap(({ authors }) => authors),
    );
    const drifts = await readDrifts(parts, looked);
    return looked.rows.map((row) => viewOf(row, asking, looked, { people, answers, drifts }));
  }
  async function one(asking: Asking, id: string): Promise<Persona> {
    const found = (await readAll(asking, await look(parts))).find((persona) => persona.id === id);
    if (found === undefined) throw noPersona();
    return found;
  }

  return {
    async read(asking) {
      const looked = await look(parts);
      const { of, none, overlaps } = looked.counted;
      const at = (place: number) => looked.rows[place]!.id;
      return {
        personas: await readAll(asking, looked),
        coverage: { of, none, share: shareOf(none, of), sentence: coverageSentence(of, none, looked.rows.length) },
        overlaps: overlaps.map(({ one: a, other, customers }) => ({ one: at(a), other: at(other), customers })),
        contradicted: contradictedBy(looked),
      };
    },
    add: async (asking, body) => one(asking, await make(parts, asking.actor, body)),
    async change(asking, id, body) {
      await edit(parts, asking.actor, id, body);
      return one(asking, id);
    },
    remove: (by, id, version) => remove(parts, by, id, version),
    async count({ traits, fits }) {
      const all = await readSegmentTrees(records);
      const trees = traits.map(({ tree }) => fillSegments(tree, all));
      const { of, personas: counts } = await countPersonas(engine, [{ trees, fits }], now());
      const told = counts[0]!.traits.map((trait, at) => ({ ...trait, sentence: sentenceOf(traits[at]!.tree, all) }));
      return { of, customers: counts[0]!.customers, traits: told };
    },
    async answer(asking, id, { answers }) {
      await answer(parts, asking, id, answers);
      return one(asking, id);
    },
    async sweep() {
      if ((await records.$count(personas)) === 0) return;
      const { rows, all, counted, at } = await look(parts);
      for (const [place, row] of rows.entries()) {
        const values = { customers: counted.personas[place]!.customers, of: counted.of, treeHash: hashOf(row, all) };
        await records
          .insert(personaCounts)
          .values({ personaId: row.id, day: dayOf(at), ...values })
          .onConflictDoUpdate({ target: [personaCounts.personaId, personaCounts.day], set: values });
      }
    },
  };
}
