import type { AnswerOf, PairAgreement, readAgreement } from '@dandelion-loop/contract';
import { cohenKappa } from '@dandelion-loop/stats';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Records } from '../../kernel/records.ts';
import { settleCodes } from './coded-levels.ts';
import { disputed, findVariations } from './list-codes.ts';
import { codes } from './records.ts';

/** How far people agree who coded the same variations. */

const mostPeople = 10;
const mostDisagreements = 100;

interface Person {
  by: Actor;
  /** Level by variation. */
  levels: Map<string, string>;
}

function mostUsed(levels: readonly string[], table: readonly (readonly number[])[], items: number) {
  const [first] = levels
    .map((level, i) => ({
      level,
      share:
        table.reduce((sum, row, j) => sum + row[i]! + (j === i ? row.reduce((a, b) => a + b, 0) : 0), 0) / (2 * items),
    }))
    .sort((a, b) => b.share - a.share);
  return first!;
}

function compare(one: Person, other: Person, level: number): PairAgreement | null {
  const both = [...one.levels].flatMap(([item, first]): [string, string][] => {
    const second = other.levels.get(item);
    return second === undefined ? [] : [[first, second]];
  });
  const levels = [...new Set(both.flat())].sort();
  // With one level alone there is nothing to tell apart; kappa says so of a table of two.
  const size = Math.max(2, levels.length);
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [first, second] of both) table[levels.indexOf(first)]![levels.indexOf(second)]! += 1;
  const found = cohenKappa(table, level);
  if (found === null) return null;
  const { items, agreement, expectedAgreement, kappa, low, high, prevalenceAdjusted } = found;
  return {
    ...{ one: one.by, other: other.by, items, agreement, expected: expectedAgreement, kappa, low, high },
    ...{ prevalenceAdjusted, mostUsed: mostUsed(levels, table, items) },
  };
}

/** At the level of the intervals. */
export async function agreementOf(
  records: Records,
  attribute: string,
  level: number,
): Promise<AnswerOf<typeof readAgreement>> {
  const rows = await records.select().from(codes).where(eq(codes.attribute, attribute)).orderBy(codes.codedAt);
  const people = new Map<string, Person>();
  const items = new Map<string, string[]>();
  for (const { experimentId, variation, coder, codedBy, level: given } of rows) {
    const item = `${experimentId} ${variation}`;
    const person = people.get(coder) ?? { by: codedBy, levels: new Map<string, string>() };
    // The name is the newest one.
    person.by = codedBy;
    person.levels.set(item, given);
    people.set(coder, person);
    const of = items.get(item) ?? [];
    of.push(given);
    items.set(item, of);
  }
  const busiest = [...people.values()].sort((a, b) => b.levels.size - a.levels.size).slice(0, mostPeople);
  const pairs = busiest.flatMap((one, at) =>
    busiest.slice(at + 1).flatMap((other) => compare(one, other, level) ?? []),
  );
  const settled = [...items.values()].map((of) => settleCodes(of).by);
  const wanted = { attribute, where: disputed, me: '', limit: mostDisagreements };
  const found = await findVariations(records, wanted);
  const majority = settled.filter((by) => by === 'majority').length;
  const ties = settled.filter((by) => by === 'tie').length;
  return {
    level,
    pairs: pairs.sort((a, b) => b.items - a.items),
    disagreements: found.map(({ place: _, ...shown }) => shown),
    ...{ disputed: majority + ties, majority, ties },
  };
}
