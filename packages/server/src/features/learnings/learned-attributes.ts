import type { LearnedAttribute } from '@dandelion-loop/contract';
import { handAttribute } from '../codes/index.ts';
import type { Coder } from '../coding/index.ts';
import { codedAttribute, type TestHead } from './read-tests.ts';

/**
 * Which attributes tests may have: levels that were given in columns, what people coded by hand, and what coders read
 * from texts. Texts of one column need no name of it.
 */
export function learnedAttributes(
  heads: readonly TestHead[],
  coders: readonly Coder[],
  byHand: readonly string[],
): LearnedAttribute[] {
  const columns = (of: 'attributes' | 'texts') =>
    [...new Set(heads.flatMap(({ choices }) => choices?.[of] ?? []))].sort();
  const texts = columns('texts');
  const given = columns('attributes').map((column) => ({
    id: column,
    name: column,
    column,
    coder: null,
    explains: null,
  }));
  const hand = byHand.map((name) => ({
    ...{ id: handAttribute(name), name, column: null, coder: null },
    explains: 'People read each variation and chose its level.',
  }));
  const coded = texts.flatMap((column) =>
    coders.map(({ id, name, explains }) => ({
      ...{ id: codedAttribute(column, id), column, coder: id, explains },
      name: texts.length === 1 ? name : `${name} (${column})`,
    })),
  );
  return [...given, ...hand, ...coded];
}
