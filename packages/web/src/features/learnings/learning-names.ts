import type { LearnedAttribute, Learning, Library } from '@dandelion-loop/contract';

/** What learnings are called on the page. Names are of the data: they are made harmless where they are shown. */

export type Attributes = ReadonlyMap<string, LearnedAttribute>;

export const attributesOf = ({ attributes }: Pick<Library, 'attributes'>): Attributes =>
  new Map(attributes.map((attribute) => [attribute.id, attribute]));

/** Of an attribute that the library names; one that it does not is called by its id. */
export const attributeOf = (attributes: Attributes, id: string): LearnedAttribute =>
  attributes.get(id) ?? { id, name: id, column: null, coder: null, explains: null };

export interface LearningName {
  /** "Question", "Length in words: long" */
  name: string;
  /** What the level is compared with, where the name does not say it. */
  against: string | null;
}

type Contrast = Pick<Learning, 'attribute' | 'level' | 'reference'>;

/** A thing that is there or not is called by its attribute alone. */
export function nameOf({ attribute, level, reference }: Contrast, attributes: Attributes): LearningName {
  const { name } = attributeOf(attributes, attribute);
  if (level === 'present' && reference === 'absent') return { name, against: null };
  return { name: `${name}: ${level}`, against: reference };
}

/** The column of texts that a coder read; null where levels were given. */
export function readFrom({ attribute }: Pick<Learning, 'attribute'>, attributes: Attributes): string | null {
  const { column, coder } = attributeOf(attributes, attribute);
  return coder === null ? null : column;
}

/** What learnings were read from, null for given levels, in the order of the library. */
export function sourcesOf(learnings: readonly Contrast[], attributes: Attributes): (string | null)[] {
  const used = new Set(learnings.map((learning) => readFrom(learning, attributes)));
  const inOrder = [...attributes.values()].map(({ id }) => readFrom({ attribute: id }, attributes));
  return [...new Set([...inOrder.filter((column) => used.has(column)), ...used])];
}
