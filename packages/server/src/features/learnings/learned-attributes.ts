import type { LearnedAttribute } from '@dandelion-loop/contract';
import type { Coder } from '../coding/index.ts';
import { codedAttribute, type TestHead } from './read-tests.ts';

/** Which attributes tests may have: levels that were given, and what coders read from texts. Texts of one column need no name of it. */
export function learnedAttributes(heads: readonly TestHead[], coders: readonly Coder[]): LearnedAttribute[] {
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
  const coded = texts.flatMap((column) =>
    coders.map(({ id, name, explains }) => ({
      ...{ id: codedAttribute(column, id), column, coder: id, explains },
      name: texts.length === 1 ? name : `${name} (${column})`,
    })),
  );
  return [...given, ...coded];
}
