import type { LibraryTest, LibraryVariation } from './library-test.ts';

/** What must be equal between variations that are compared: everything they are made of but what is asked about. */

/** Where the levels of an attribute come from. */
export interface AttributeSource {
  id: string;
  /** Of the file; null for what people coded by hand. */
  column: string | null;
  /** What read it from a text; null for a column of levels. */
  coder: string | null;
}

/**
 * A column of levels describes a text when it differs between variations of the same text in fewer than one of so many of
 * the tests that vary it. Not in none: a slip of one row must not turn what is known of thousands.
 */
const slips = 50;

/** Of a column of levels and one of texts: tests in which the levels differ, and those where they do so beside the same text. */
interface Together {
  varied: number;
  alone: number;
}

const noColumns: ReadonlySet<string> = new Set();

/** Whether variations have two levels of an attribute, and whether they do beside one text. */
function differs(variations: readonly LibraryVariation[], attribute: string, text: string): 'not' | 'varied' | 'alone' {
  let first: string | undefined;
  let varied = false;
  let alone = false;
  const levelOf = new Map<string, string>();
  for (const { attributes, contents } of variations) {
    const level = attributes.get(attribute);
    const words = contents.get(text);
    if (level === undefined || !words) continue;
    first ??= level;
    varied ||= level !== first;
    const before = levelOf.get(words);
    alone ||= before !== undefined && before !== level;
    levelOf.set(words, level);
  }
  return alone ? 'alone' : varied ? 'varied' : 'not';
}

/** Which columns are left free when variations are compared by an attribute; counted over all tests, so that it may change with them. */
export class HeldColumns {
  readonly #coded = new Map<string, string>();
  readonly #levels: string[] = [];
  readonly #texts: string[];
  /** By attribute of levels, then text. */
  readonly #together = new Map<string, Map<string, Together>>();
  #free = new Map<string, ReadonlySet<string>>();

  constructor(sources: readonly AttributeSource[]) {
    for (const { id, column, coder } of sources) {
      if (column !== null && coder !== null) this.#coded.set(id, column);
      else this.#levels.push(id);
    }
    this.#texts = [...new Set(this.#coded.values())];
    this.#free = this.#freeNow();
  }

  /** Columns that may differ between the variations that are compared; all others that a test has are held equal. */
  freeOf(attribute: string): ReadonlySet<string> {
    return this.#free.get(attribute) ?? noColumns;
  }

  /** Counts a test in, or with −1 out. */
  count({ variations }: LibraryTest, sign: 1 | -1): void {
    for (const level of this.#levels) {
      if (!variations.some(({ attributes }) => attributes.has(level))) continue;
      for (const text of this.#texts) {
        const how = differs(variations, level, text);
        if (how === 'not') continue;
        const own = this.#together.get(level) ?? new Map<string, Together>();
        this.#together.set(level, own);
        const both = own.get(text) ?? { varied: 0, alone: 0 };
        own.set(text, both);
        both.varied += sign;
        if (how === 'alone') both.alone += sign;
      }
    }
  }

  /** After counting: the attributes for which other columns are free than before. */
  settle(): string[] {
    const [before, now] = [this.#free, this.#freeNow()];
    const changed = [...now.keys()].filter((attribute) => {
      const [was, is] = [before.get(attribute)!, now.get(attribute)!];
      return was.size !== is.size || [...is].some((column) => !was.has(column));
    });
    if (changed.length > 0) this.#free = now;
    return changed;
  }

  /** Attributes of levels with the text that they describe. */
  descriptions(): { attribute: string; text: string }[] {
    return this.#levels.flatMap((attribute) => this.#describedBy(attribute).map((text) => ({ attribute, text })));
  }

  /** Texts that an attribute of levels describes. */
  #describedBy(level: string): string[] {
    const of = [...(this.#together.get(level) ?? [])];
    return of.filter(([, { varied, alone }]) => varied > 0 && alone * slips < varied).map(([text]) => text);
  }

  #freeNow(): Map<string, ReadonlySet<string>> {
    const described = new Map(this.#levels.map((level) => [level, this.#describedBy(level)]));
    const describing = (text: string) => this.#levels.filter((level) => described.get(level)!.includes(text));
    const ofText = new Map(this.#texts.map((text) => [text, new Set([text, ...describing(text)])]));
    const free = new Map<string, ReadonlySet<string>>();
    for (const [attribute, text] of this.#coded) free.set(attribute, ofText.get(text)!);
    for (const level of this.#levels) {
      free.set(level, new Set([level, ...described.get(level)!.flatMap((text) => [...ofText.get(text)!])]));
    }
    return free;
  }
}

/** Places of variations that are equal in all but the free columns; one with unknown content equals none. */
export function strataOf(
  variations: readonly Pick<LibraryVariation, 'contents'>[],
  free: ReadonlySet<string>,
): number[][] {
  if (variations[0]?.contents.size === 0) return [variations.map((_, at) => at)];
  const strata = new Map<string, number[]>();
  variations.forEach(({ contents }, at) => {
    const held: (string | null)[] = [];
    for (const [column, value] of contents) if (!free.has(column)) held.push(value);
    const key = held.length === 0 ? '' : held.includes(null) ? `${at}` : JSON.stringify(held);
    const stratum = strata.get(key);
    if (stratum) stratum.push(at);
    else strata.set(key, [at]);
  });
  return [...strata.values()];
}

/** Of the columns that are held for an attribute, those in which a level never equals its reference in any of these tests. */
export function alwaysApart(
  tests: Iterable<LibraryTest>,
  { attribute, level, reference }: { attribute: string; level: string; reference: string },
  free: ReadonlySet<string>,
): string[] {
  let apart: string[] | null = null;
  for (const { variations } of tests) {
    const of = (wanted: string) => variations.filter(({ attributes }) => attributes.get(attribute) === wanted);
    const [treated, others] = [of(level), of(reference)];
    apart = (apart ?? [...variations[0]!.contents.keys()].filter((column) => !free.has(column))).filter((column) => {
      const values = new Set(others.map(({ contents }) => contents.get(column) ?? null));
      return treated.every(({ contents }) => contents.get(column) == null || !values.has(contents.get(column)!));
    });
    if (apart.length === 0) return [];
  }
  return apart ?? [];
}
