import { type Person, permissionsOfRole } from '@dandelion-loop/contract';
import { and, asc, desc, eq, inArray, isNull, ne } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { members } from './records.ts';

/** Who can come, by name. */

const personOf = ({ id, name, role, leftAt }: typeof members.$inferSelect): Person => ({
  ...{ id, name, role, left: leftAt !== null },
});

/** Everybody who is or was here, by name. */
export async function everybody(records: Records): Promise<Person[]> {
  return (await records.select().from(members).orderBy(asc(members.name), asc(members.id))).map(personOf);
}

/** By id; somebody that there never was is left out. */
export async function peopleOf(
  db: Records | Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(members)
    .where(inArray(members.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, personOf(row)]));
}

/** Whoever may not read what a ritual is about cannot come to it. */
const canCome = ({ role, left }: Person): boolean => !left && permissionsOfRole[role].includes('rituals:read');

/** Each id once. Fails with `unknown-value` where somebody cannot come, unless they are in `already`. */
export async function checkPeople(
  tx: Transaction,
  ids: readonly string[],
  already: readonly string[] = [],
): Promise<string[]> {
  const different = [...new Set(ids)];
  const found = await peopleOf(tx, different);
  for (const id of different) {
    const person = found.get(id);
    if (person === undefined) throw new DandelionFailure('unknown-value', `There is no member with the id ${id}.`);
    if (already.includes(id) || canCome(person)) continue;
    throw new DandelionFailure(
      'unknown-value',
      person.left
        ? `${person.name} has left. Leave them out.`
        : `${person.name} is a partner and sees only their own follow-ups. Leave them out, or give them another role.`,
    );
  }
  return different;
}

/**
 * For what somebody is to do. By id; fails with `unknown-value` where somebody is nobody or has left, unless they are in `already`: who
 * left may stay named until somebody else takes over.
 */
export async function checkHere(
  tx: Transaction,
  ids: readonly (string | null)[],
  already: readonly (string | null)[] = [],
): Promise<ReadonlyMap<string, Person>> {
  const named = ids.filter((id) => id !== null);
  const found = await peopleOf(tx, named);
  for (const id of named) {
    if (already.includes(id)) continue;
    const person = found.get(id);
    if (person === undefined) throw new DandelionFailure('unknown-value', `There is no member with the id ${id}.`);
    if (person.left)
      throw new DandelionFailure('unknown-value', `${person.name} has left. Choose somebody who is here.`);
  }
  return found;
}

/** Who takes what nobody has: the owner who is here longest, or else whoever is. Null: everybody left. */
export async function leadOf(db: Records | Transaction): Promise<Person | null> {
  const [row] = await db
    .select()
    .from(members)
    .where(and(isNull(members.leftAt), ne(members.role, 'partner')))
    .orderBy(desc(eq(members.role, 'owner')), asc(members.joinedAt), asc(members.id))
    .limit(1);
  return row === undefined ? null : personOf(row);
}
