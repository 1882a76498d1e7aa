/**
 * The one door to rows that are of persons: the rows of a file, the units made of them. Whoever reads such a table says what for,
 * so that consent can later narrow what is read in this one place (docs/decisions/0007-one-door-to-person-level-rows.md).
 */

import type { ConsentPurpose } from './consent-gate.ts';

/** What rows are read for. */
export type Purpose = ConsentPurpose;

/** Not exported: without it nobody else can make `PersonRows`. */
const throughTheDoor: unique symbol = Symbol('person rows');

/** Rows that may be read for a purpose. Questions to the engine take these instead of the name of a table. */
export interface PersonRows {
  readonly [throughTheDoor]: true;
  readonly purpose: Purpose;
  /** SQL to be written after FROM: the table, or a narrower selection from it with the same columns. */
  readonly source: string;
}

const plainName = /^[a-z_][a-z0-9_]*$/;

/** Opens a table of the engine whose rows are of persons. The name is ours, never a person's text. */
export function openPersonRows({ table, purpose }: { table: string; purpose: Purpose }): PersonRows {
  if (!plainName.test(table)) throw new Error(`Not a plain name of a table: ${JSON.stringify(table)}`);
  return { [throughTheDoor]: true, purpose, source: table };
}
