import { randomUUID } from 'node:crypto';
import type { BeliefEvidence, BodyOf, changeBelief, createBelief, resolveBelief } from '@dandelion-loop/contract';
import { and, eq, isNull, ne, or } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import { foldText, storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { checkRule, isTestRule } from './belief-tests.ts';
import { type Asking, othersAnswered } from './belief-views.ts';
import { isPast } from './due.ts';
import { changedMeanwhile, holdBelief, subjectOf } from './hold-belief.ts';
import { type BeliefRow, beliefs, forecasts } from './records.ts';

/** Assumptions are written down, changed while nobody answered, resolved by hand and deleted. */

interface Parts {
  records: Records;
  now: () => Date;
  today: () => Promise<string>;
}

type Told = Pick<BeliefRow, 'claim' | 'topic' | 'hangsOn' | 'costIfWrong' | 'rule' | 'dueOn'>;

const told = ({ claim, topic, hangsOn, costIfWrong, rule, dueOn }: Told): Told => ({
  ...{ claim, topic, hangsOn, costIfWrong, rule, dueOn },
});

/** As PostgreSQL can hold it. */
const clean = (given: Told): Told => ({
  ...given,
  ...{ claim: storable(given.claim), topic: storable(given.topic), hangsOn: storable(given.hangsOn) },
  rule: JSON.parse(JSON.stringify(given.rule), (_, value) => (typeof value === 'string' ? storable(value) : value)),
});

const searchTextOf = ({ claim, topic }: Pick<Told, 'claim' | 'topic'>): string =>
  [claim, topic].map(foldText).join('\n');

function refusePast({ dueOn }: Told, today: string): void {
  if (isPast(dueOn, today)) throw new DandelionFailure('wrong-use', `${dueOn} is over. Name a day that is to come.`);
}

export async function addBelief({ records, now, today }: Parts, { actor }: Asking, body: BodyOf<typeof createBelief>) {
  const given = clean(body);
  const createdAt = now();
  refusePast(given, await today());
  return records.transaction(async (tx) => {
    await checkRule(tx, { ...given, createdAt });
    const [row] = await tx
      .insert(beliefs)
      .values({ id: randomUUID(), ...given, searchText: searchTextOf(given), createdBy: actor, createdAt })
      .returning();
    await record(tx, actor, { action: 'belief.created', subject: subjectOf(row!), after: { ...given } });
    return row!;
  });
}

const answersOf = (tx: Transaction, beliefId: string) =>
  tx.select({ memberId: forecasts.memberId }).from(forecasts).where(eq(forecasts.beliefId, beliefId));

/** Whether both ask the same; a test that was not there yet may have been named. */
function asksTheSame(before: Told, after: Told): boolean {
  const asked = ({ claim, rule }: Told, named: boolean) =>
    JSON.stringify([
      claim,
      Object.entries(rule)
        .filter(([key]) => !(named && key === 'experimentId'))
        .sort(),
    ]);
  const namesIt = isTestRule(before.rule) && before.rule.experimentId === null;
  return asked(before, namesIt) === asked(after, namesIt);
}

/** Fails with `conflict` when it is not as `version` says any more, is resolved, or was answered as something else. */
export async function editBelief(
  { records, today }: Parts,
  { actor }: Asking,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeBelief>,
): Promise<BeliefRow> {
  const day = await today();
  return records.transaction(async (tx) => {
    const before = await holdBelief(tx, id);
    if (before.version !== version || before.state !== 'open') throw changedMeanwhile();
    const set = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const after = clean({ ...told(before), ...set });
    if (!asksTheSame(before, after) && (await answersOf(tx, id)).length > 0) {
      throw new DandelionFailure(
        'conflict',
        'Members have answered this claim as it stands. Make it void and write down another one.',
      );
    }
    if (JSON.stringify(after) === JSON.stringify(told(before))) return before;
    if (after.dueOn !== before.dueOn) refusePast(after, day);
    await checkRule(tx, { ...after, createdAt: before.createdAt });
    const [row] = await tx
      .update(beliefs)
      .set({ ...after, searchText: searchTextOf(after), blocked: null, version: version + 1 })
      .where(eq(beliefs.id, id))
      .returning();
    await record(tx, actor, {
      action: 'belief.changed',
      subject: subjectOf(before),
      ...{ before: told(before), after: { ...after } },
    });
    return row!;
  });
}

/** Fails with `conflict` when others answered it, or it is not as `version` says any more. */
export async function deleteBelief(
  { records }: Pick<Parts, 'records'>,
  asking: Asking,
  id: string,
  version: number,
): Promise<void> {
  await records.transaction(async (tx) => {
    const before = await holdBelief(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    if (othersAnswered(await answersOf(tx, id), asking)) {
      throw new DandelionFailure(
        'conflict',
        'Others have answered this. Make it void instead: what they said is theirs.',
      );
    }
    await tx.delete(beliefs).where(eq(beliefs.id, id));
    await record(tx, asking.actor, { action: 'belief.deleted', subject: subjectOf(before), before: told(before) });
  });
}

/** Ends it, or corrects how it ended. The transaction holds the row. */
export async function settle(
  tx: Transaction,
  before: BeliefRow,
  state: 'true' | 'false' | 'void',
  evidence: BeliefEvidence,
): Promise<BeliefRow> {
  const [row] = await tx
    .update(beliefs)
    .set({ state, evidence, blocked: null, version: before.version + 1 })
    .where(eq(beliefs.id, before.id))
    .returning();
  const { by, reason, numbers, query } = evidence;
  await record(tx, by, {
    action: 'belief.resolved',
    subject: subjectOf(before),
    before: { state: before.state, reason: before.evidence?.reason ?? null },
    after: { state, reason, numbers, query },
  });
  return row!;
}

/** By hand. Fails with `conflict` when it was changed or resolved since `version`. */
export async function resolveByHand(
  { records, now }: Pick<Parts, 'records' | 'now'>,
  { actor }: Asking,
  id: string,
  { version, state, reason }: BodyOf<typeof resolveBelief>,
): Promise<BeliefRow> {
  return records.transaction(async (tx) => {
    const before = await holdBelief(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    return settle(tx, before, state, {
      ...{ at: now().toISOString(), by: actor, reason: storable(reason) },
      ...{ numbers: {}, query: null, experiment: null },
    });
  });
}

/** Says why it cannot be resolved, or that it can again. Answers whether that is new. */
export async function noteBlocked(records: Records, { id }: BeliefRow, blocked: string | null): Promise<boolean> {
  const differs = blocked === null ? undefined : or(isNull(beliefs.blocked), ne(beliefs.blocked, blocked));
  const changed = await records
    .update(beliefs)
    .set({ blocked })
    .where(and(eq(beliefs.id, id), eq(beliefs.state, 'open'), differs))
    .returning({ id: beliefs.id });
  return changed.length > 0;
}
