import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { foldText } from './fold-text.ts';

/**
 * A condition for each word of a search, in whatever order they come: `column` holds text as `foldText` makes it. No word is a pattern:
 * what people type is looked for as it is.
 */
export const hasWords = (column: AnyPgColumn, search: string): SQL[] =>
  foldText(search)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => sql`strpos(${column}, ${word}) > 0`);
