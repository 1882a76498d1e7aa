import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  addPrinciple,
  BetPrinciple,
  BodyOf,
  changePrinciple,
  getPrinciple,
  listBetPrinciples,
  Principle,
  setBetPrinciple,
} from '@dandelion-loop/contract';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type BetRow, bets, changedMeanwhile, givenFields } from '../plan/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { betsOf, principleViews, standViews } from './principle-views.ts';
import { type PrincipleRow, principles, stands } from './records.ts';

export interface PrinciplesParts {
  records: Records;
  now: () => Date;
}

export interface PrinciplesService {
  list(): Promise<Principle[]>;
  /** Fails with `not-found`. */
  read(id: string): Promise<AnswerOf<typeof getPrinciple>>;
  add(by: Actor, body: BodyOf<typeof addPrinciple>): Promise<Principle>;
  /** Fails with `not-found`, and with `conflict` when it was changed since `version`. */
  change(by: Actor, id: string, body: BodyOf<typeof changePrinciple>): Promise<Principle>;
  ofBet(betId: string): Promise<AnswerOf<typeof listBetPrinciples>>;
  /** Fails with `not-found`, with `unknown-value`, and with `conflict` for a principle that is retired. */
  say(by: Actor, betId: string, body: BodyOf<typeof setBetPrinciple>): Promise<BetPrinciple>;
  takeBack(by: Actor, betId: string, principleId: string): Promise<void>;
}

const noPrinciple = () => new DandelionFailure('not-found', 'There is no such principle. Go back to the list.');
const noBet = () =>
  new DandelionFailure('not-found', 'There is no such bet. It may have been deleted. Go back to the plan.');

const subjectOf = ({ id, sentence }: Pick<PrincipleRow, 'id' | 'sentence'>) => ({
  ...{ kind: 'principle', id, name: sentence },
});

/** As the audit log keeps it: an owner by name, whoever that is later. */
async function told(tx: Transaction, { sentence, why, ownerId, state }: PrincipleRow) {
  const owner = ownerId === null ? null : ((await peopleOf(tx, [ownerId])).get(ownerId)?.name ?? ownerId);
  return { sentence, why, owner, state };
}

async function make({ records, now }: PrinciplesParts, by: Actor, body: BodyOf<typeof addPrinciple>) {
  return records.transaction(async (tx) => {
    await checkHere(tx, [body.ownerId]);
    const texts = { sentence: storable(body.sentence), why: storable(body.why) };
    const [row] = await tx
      .insert(principles)
      .values({ id: randomUUID(), ...body, ...texts, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'principle.created', subject: subjectOf(row!), after: await told(tx, row!) });
    return row!;
  });
}

async function edit(
  { records }: PrinciplesParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changePrinciple>,
) {
  return records.transaction(async (tx) => {
    const [before] = await tx.select().from(principles).where(eq(principles.id, id)).for('update');
    if (!before) throw noPrinciple();
    if (before.version !== version) throw changedMeanwhile('principle');
    if (wanted.ownerId !== undefined) await checkHere(tx, [wanted.ownerId], [before.ownerId]);
    const { sentence, why, ownerId, state } = { ...before, ...givenFields(wanted) };
    const [row] = await tx
      .update(principles)
      .set({ sentence: storable(sentence), why: storable(why), ownerId, state, version: version + 1 })
      .where(eq(principles.id, id))
      .returning();
    await record(tx, by, {
      action: 'principle.changed',
      subject: subjectOf(row!),
      ...{ before: await told(tx, before), after: await told(tx, row!) },
    });
    return row!;
  });
}

/** Nobody gives it a verdict meanwhile. */
async function holdBet(tx: Transaction, id: string): Promise<BetRow> {
  const [bet] = await tx.select().from(bets).where(eq(bets.id, id)).for('update');
  if (!bet) throw noBet();
  return bet;
}

async function readStand(tx: Transaction, betId: string, principleId: string) {
  const [found] = await tx
    .select({ stand: stands, principle: principles })
    .from(stands)
    .innerJoin(principles, eq(principles.id, stands.principleId))
    .where(and(eq(stands.betId, betId), eq(stands.principleId, principleId)));
  return found;
}

async function say(
  { records, now }: PrinciplesParts,
  by: Actor,
  betId: string,
  { principleId, stand, reason }: BodyOf<typeof setBetPrinciple>,
): Promise<BetPrinciple> {
  return records.transaction(async (tx) => {
    const bet = await holdBet(tx, betId);
    const [principle] = await tx.select().from(principles).where(eq(principles.id, principleId));
    if (!principle) throw new DandelionFailure('unknown-value', 'There is no such principle. Choose another one.');
    const before = await readStand(tx, betId, principleId);
    if (principle.state === 'retired' && before === undefined)
      throw new DandelionFailure('conflict', 'This principle is retired: bets neither follow nor break it any more.');
    const set = { stand, reason: storable(reason), by, at: now() };
    await tx
      .insert(stands)
      .values({ betId, principleId, ...set })
      .onConflictDoUpdate({ target: [stands.betId, stands.principleId], set });
    await record(tx, by, {
      action: `bet.${stand}-principle`,
      subject: { kind: 'bet', id: betId, name: bet.name },
      // The principle is named whether or not something was said of it before.
      ...(before && { before: { principle: null, stand: before.stand.stand, reason: before.stand.reason } }),
      after: { principle: principle.sentence, stand, reason },
    });
    return (await standViews(tx, [(await readStand(tx, betId, principleId))!], bet))[0]!;
  });
}

async function takeBack({ records }: PrinciplesParts, by: Actor, betId: string, principleId: string) {
  await records.transaction(async (tx) => {
    const bet = await holdBet(tx, betId);
    const before = await readStand(tx, betId, principleId);
    if (before === undefined)
      throw new DandelionFailure('not-found', 'Nothing is said of this bet and this principle.');
    await tx.delete(stands).where(and(eq(stands.betId, betId), eq(stands.principleId, principleId)));
    await record(tx, by, {
      action: 'bet.principle-taken-back',
      subject: { kind: 'bet', id: betId, name: bet.name },
      before: { principle: before.principle.sentence, stand: before.stand.stand, reason: before.stand.reason },
    });
  });
}

async function ofBet({ records }: PrinciplesParts, betId: string): Promise<AnswerOf<typeof listBetPrinciples>> {
  const [bet] = await records.select().from(bets).where(eq(bets.id, betId));
  if (!bet) throw noBet();
  const said = await records
    .select({ stand: stands, principle: principles })
    .from(stands)
    .innerJoin(principles, eq(principles.id, stands.principleId))
    .where(eq(stands.betId, betId))
    .orderBy(asc(principles.createdAt), principles.id);
  const holding = await records
    .select({ id: principles.id, sentence: principles.sentence, state: principles.state })
    .from(principles)
    .where(ne(principles.state, 'retired'))
    .orderBy(asc(principles.createdAt), principles.id);
  const known = new Set(said.map(({ principle }) => principle.id));
  return { stands: await standViews(records, said, bet), open: holding.filter(({ id }) => !known.has(id)) };
}

export function createPrinciples(parts: PrinciplesParts): PrinciplesService {
  const { records } = parts;
  const one = async (row: PrincipleRow) => (await principleViews(records, [row]))[0]!;
  return {
    async list() {
      const order = sql`array_position(ARRAY['active', 'proposed', 'retired'], ${principles.state})`;
      const rows = await records.select().from(principles).orderBy(order, asc(principles.createdAt), principles.id);
      return principleViews(records, rows);
    },
    async read(id) {
      const [row] = await records.select().from(principles).where(eq(principles.id, id));
      if (!row) throw noPrinciple();
      return { principle: await one(row), bets: await betsOf(records, id) };
    },
    add: async (by, body) => one(await make(parts, by, body)),
    change: async (by, id, body) => one(await edit(parts, by, id, body)),
    ofBet: (betId) => ofBet(parts, betId),
    say: (by, betId, body) => say(parts, by, betId, body),
    takeBack: (by, betId, principleId) => takeBack(parts, by, betId, principleId),
  };
}
