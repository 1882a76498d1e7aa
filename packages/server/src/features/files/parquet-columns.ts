import { blanks } from './inspected-file.ts';

/** `Nullable(X)` and `LowCardinality(X)` hold an X. */
function innerType(type: string): string {
  const wrapped = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1];
  return wrapped === undefined ? type : innerType(wrapped);
}

/** Values that are no single cell. */
export function isNested(type: string): boolean {
  return /^(Array|Tuple|Map|Nested|Variant|Dynamic|JSON|Object)\b/.test(innerType(type));
}

/** A value of a Parquet column as the text of a cell, as SQL over a trusted name. */
export function cellOfType(name: string, type: string): string {
  const inner = innerType(type);
  if (!inner.startsWith('DateTime')) return `trimBoth(ifNull(toString(${name}), ''), '${blanks}')`;
  // ISO 8601: 2024-01-31T09:30:00Z, without a fraction of zero.
  const text = `replaceOne(replaceRegexpOne(toString(${name}), '[.]0+$', ''), ' ', 'T')`;
  const zone = inner.includes("'UTC'") ? `'Z'` : `''`;
  return `ifNull(concat(${text}, ${zone}), '')`;
}

/**
 * The rows of a staged Parquet file with its columns called x0, x1, ... by their place, and `row` as the number of the row from 0:
 * names of the file, which are text of a user, are not spoken of. The virtual column holds in whichever order row groups are read.
 */
export function parquetRows(staged: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, at) => `x${at}`);
  return `WITH source (${names.join(', ')}, row) AS (SELECT *, assumeNotNull(_row_number) FROM file('${staged}', 'Parquet'))`;
}

/** A question with thousands of columns is long but harmless. */
export const wideQuestion = { max_ast_elements: 1_000_000, max_expanded_ast_elements: 1_000_000 } as const;
