import { randomInt, randomUUID } from 'node:crypto';
import { type Drill, isOpenBet, type PlanDocument } from '@dandelion-loop/contract';
import { howOften, type PlanPart } from '@dandelion-loop/portfolio';
import { seededUniform } from '@dandelion-loop/stats';
import { desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { documentOf, type PlanState, planNameOf } from '../plan/index.ts';
import type { Planner, VariantAnswer } from './planner.ts';
import { type DrillRow, drills } from './records.ts';

/** Failure drills: something breaks at random, and the team says what it would do. */

interface Parts {
  records: Records;
  planner: Planner;
  now: () => Date;
}

const largestSeed = 2 ** 31 - 1;
/** More at once is no drill that people can talk about. */
const mostBroken = 3;

interface Breakable {
  part: PlanPart;
  chance: number;
}

/** Domains that an open bet draws on, and open bets, that can fail at all. */
function breakable({ domains, bets }: PlanDocument): Breakable[] {
  const open = bets.filter(isOpenBet);
  const used = new Set(open.flatMap((bet) => bet.domains));
  return [
    ...domains
      .filter(({ name }) => used.has(name))
      .map(({ name, failure }) => ({ part: { kind: 'domain' as const, name }, chance: failure })),
    ...open.map(({ name, probability }) => ({ part: { kind: 'bet' as const, name }, chance: 1 - probability })),
  ].filter(({ chance }) => chance > 0);
}

/** The one in which a place lies, when each takes as much room as its chance. */
function chosen(all: readonly Breakable[], place: number): Breakable {
  let end = 0;
  for (const one of all) {
    end += one.chance;
    if (place < end) return one;
  }
  return all[all.length - 1]!;
}

/**
 * One part by its chance, which is certain to break; and each domain besides with its own, up to three. Bets fail often: they are not
 * added to what is broken already. Pure.
 */
function breakAtRandom(document: PlanDocument, seed: number): PlanPart[] {
  const all = breakable(document);
  if (all.length === 0) return [];
  const uniform = seededUniform(seed);
  const total = all.reduce((sum, { chance }) => sum + chance, 0);
  const first = chosen(all, uniform() * total);
  const others = all.filter((one) => one !== first && one.part.kind === 'domain' && uniform() < one.chance);
  return [first, ...others].slice(0, mostBroken).map(({ part }) => part);
}

function sentenceOf(broken: readonly PlanPart[], now: VariantAnswer, then: VariantAnswer): string {
  const what = broken
    .map(({ kind, name }) => (kind === 'bet' ? `the bet “${name}” fails` : `“${name}” fails`))
    .join(', ');
  const hit = now.headlines
    .map((one, i) => ({ ...one, after: then.headlines[i]!.probability }))
    .sort((a, b) => b.probability - b.after - (a.probability - a.after))[0];
  if (hit === undefined)
    return `${what.replace(/^./u, (sign) => sign.toUpperCase())}. The plan has no outcome that it could miss.`;
  const missed = hit.probability - hit.after < 0.005 ? 'no target is missed more often' : null;
  return `${what.replace(/^./u, (sign) => sign.toUpperCase())}: ${missed ?? `“${hit.name}” is then missed ${howOften(1 - hit.after)}, instead of ${howOften(1 - hit.probability)}`}. What would you do?`;
}

const viewOf = ({ createdBy, createdAt, planId: _, ...row }: DrillRow): Drill => ({
  ...row,
  ...{ by: createdBy, at: createdAt.toISOString() },
});

/** Fails with `not-found`. */
export async function listAll(records: Records, planId: string): Promise<Drill[]> {
  await planNameOf(records, planId);
  const rows = await records
    .select()
    .from(drills)
    .where(eq(drills.planId, planId))
    .orderBy(desc(drills.createdAt), desc(drills.id));
  return rows.map(viewOf);
}

export async function holdOne(
  { records, planner, now }: Parts,
  by: Actor,
  state: PlanState,
  seed = randomInt(largestSeed),
): Promise<Drill> {
  const document = documentOf(state);
  const broken = breakAtRandom(document, seed);
  if (broken.length === 0) {
    throw new DandelionFailure('conflict', 'Nothing of this plan can break: it has no open bet that could fail.');
  }
  // A bet that fails adds what it adds when it fails; a removed one would add nothing at all.
  const failed = new Set(broken.filter(({ kind }) => kind === 'bet').map(({ name }) => name));
  const bets = document.bets.map((bet) => (failed.has(bet.name) ? { ...bet, probability: 0 } : bet));
  const removed = broken.filter(({ kind }) => kind === 'domain');
  const [before, after] = await planner.variants(state.plan.id, document, [
    { document: { ...document, bets }, removed },
  ]);
  return records.transaction(async (tx) => {
    const [row] = await tx
      .insert(drills)
      .values({
        ...{ id: randomUUID(), planId: state.plan.id, seed, broken, sentence: sentenceOf(broken, before!, after!) },
        outcomes: before!.headlines.map(({ name, probability }, i) => ({
          ...{ name, before: probability, probability: after!.headlines[i]!.probability },
        })),
        ...{ createdBy: by, createdAt: now() },
      })
      .returning();
    await record(tx, by, {
      action: 'drill.held',
      subject: { kind: 'drill', id: row!.id, name: broken.map(({ name }) => name).join(', ') },
      after: { seed, broken },
    });
    return viewOf(row!);
  });
}

export async function answerOne({ records, now }: Parts, by: Actor, id: string, text: string): Promise<Drill> {
  return records.transaction(async (tx) => {
    const [before] = await tx.select().from(drills).where(eq(drills.id, id)).for('update');
    if (!before) throw new DandelionFailure('not-found', 'There is no such drill. Go back to the plan.');
    const answers = [...before.answers, { text, by, at: now().toISOString() }];
    const [row] = await tx.update(drills).set({ answers }).where(eq(drills.id, id)).returning();
    await record(tx, by, {
      action: 'drill.answered',
      subject: { kind: 'drill', id, name: before.broken.map(({ name }) => name).join(', ') },
      after: { text },
    });
    return viewOf(row!);
  });
}
