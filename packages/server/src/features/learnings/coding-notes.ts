import type { LearnedAttribute } from '@dandelion-loop/contract';
import type { LevelCounts } from '../codes/index.ts';
import type { Library } from './library.ts';
import type { LibraryTest } from './library-test.ts';
import type { Disputes } from './read-tests.ts';

/** How many variations of all tests have each level of each attribute. */
export function countLevels(tests: Iterable<LibraryTest>): LevelCounts {
  // Not an object: an attribute may be called like a property that every object has.
  const levels = new Map<string, Map<string, number>>();
  for (const { variations } of tests) {
    for (const [attribute, level] of variations.flatMap(({ attributes }) => [...attributes])) {
      const of = levels.get(attribute) ?? new Map<string, number>();
      of.set(level, (of.get(level) ?? 0) + 1);
      levels.set(attribute, of);
    }
  }
  return Object.fromEntries([...levels].map(([attribute, of]) => [attribute, Object.fromEntries(of)]));
}

const counted = (count: number, one: string, many: string) => (count === 1 ? `one ${one}` : `${count} ${many}`);

function noteOf(name: string, { majority, tie }: { majority: number; tie: number }): string {
  const parts = [
    ...(majority > 0 ? [`the majority was taken for ${counted(majority, 'variation', 'variations')}`] : []),
    ...(tie > 0
      ? [`${counted(tie, 'variation counts', 'variations count')} as unknown, where as many say one thing as another`]
      : []),
  ];
  return `“${name}” was coded by hand, and not all agree: ${parts.join('; ')}.`;
}

/** Which attributes describe a text, so that they change with it and neither is held where the other is asked about. */
export const descriptionNotes = (
  library: Pick<Library, 'descriptions'>,
  nameOf: (attribute: string) => string,
): string[] =>
  library
    .descriptions()
    .map(
      ({ attribute, text }) =>
        `“${nameOf(attribute)}” does not change while “${text}” stays the same: it is taken as a description of that text. What is said of one of them may come from the other.`,
    );

/** What to say of codes that are disputed, and of coders that cannot be used. */
export function codingNotes(
  tests: Iterable<Disputes>,
  attributes: readonly LearnedAttribute[],
  unusable: readonly { name: string; why: string }[],
): string[] {
  const disputes = new Map<string, { majority: number; tie: number }>();
  for (const { attribute, by } of [...tests].flat()) {
    const of = disputes.get(attribute) ?? { majority: 0, tie: 0 };
    of[by] += 1;
    disputes.set(attribute, of);
  }
  const nameOf = new Map(attributes.map(({ id, name }) => [id, name]));
  return [
    ...[...disputes].sort().map(([id, of]) => noteOf(nameOf.get(id) ?? id, of)),
    ...unusable.map(({ name, why }) => `Your coder “${name}” was left out. ${why}`),
  ];
}
