import { storable } from '../../kernel/fold-text.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON as RFC 8785 writes it: no blanks, keys sorted by their UTF-16 units, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Any value as JSON that PostgreSQL can store: moments as ISO 8601, `undefined` left out, characters that are none replaced. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value), (_key, part) => {
    if (typeof part === 'string') return storable(part);
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [storable(key), inner]));
  }) as Json;
}
