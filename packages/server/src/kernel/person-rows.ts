/**
 * The one door to rows that are of persons: what customers did and are, the rows of a file, the units made of them. Whoever reads such a table says what for,
 * and what they allowed narrows what is read in this one place (docs/decisions/0007-one-door-to-person-level-rows.md, 0014).
 */

import { consentPurposes, isConsentPurpose } from '@dandelion-loop/contract';
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

/** Tables of what customers did and are, by the column that says whose a row is. Each has a column `ask`: only a yes allows. */
const consented: ReadonlyMap<string, string> = new Map([
  ['events', 'actor'],
  ['recent', 'actor'],
  ['people', 'customer'],
  ['traits', 'customer'],
  ['doings', 'customer'],
]);

/**
 * Which rows may be read, by the table `consent_of`: two bits a purpose, 1 no and 2 yes. A no to `collect` is a no to everything. Nobody is
 * written to without a yes. Rows of nobody (0) were kept without ids and can be no one's no. While `consent_of` is not filled, which its own
 * row of nobody says, there are no rows.
 */
function mayBeRead(key: string, purpose: Purpose): string {
  const place = 2 * consentPurposes.indexOf(purpose);
  const said = `joinGet('consent_of', 'answers', ${key})`;
  const filled = `joinGet('consent_of', 'answers', toUInt64(0)) = 1`;
  const noRefusal = `bitAnd(${said}, ${1 | (2 ** place)}) = 0`;
  const allowed = `bitAnd(${said}, ${2 * 2 ** place}) != 0`;
  return purpose.startsWith('contact:')
    ? `${filled} AND ${key} != 0 AND ${noRefusal} AND ${allowed}`
    : `${filled} AND (${key} = 0 OR (${noRefusal} AND (ask = 0 OR ${allowed})))`;
}

/** Opens a table of the engine whose rows are of persons. The name is ours, never a person's text. */
export function openPersonRows({ table, purpose }: { table: string; purpose: Purpose }): PersonRows {
  if (!plainName.test(table)) throw new Error(`Not a plain name of a table: ${JSON.stringify(table)}`);
  if (!isConsentPurpose(purpose)) throw new Error(`Not a purpose: ${JSON.stringify(purpose)}`);
  const key = consented.get(table);
  const source = key === undefined ? table : `(SELECT * FROM ${table} WHERE ${mayBeRead(key, purpose)})`;
  return { [throughTheDoor]: true, purpose, source };
}
