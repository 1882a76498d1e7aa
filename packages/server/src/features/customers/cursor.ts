import { DandelionFailure } from '../../kernel/failure.ts';

/** Where a page begins, as it travels to the caller and back. It holds nothing that the page did not show. */

export const writeCursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const fits: Record<'string' | 'number' | 'id', (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isSafeInteger(value),
  id: (value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value),
};

/** Null: from the beginning. Fails with `bad-request` for what no answer gave. */
export function readCursor<Place extends object>(
  text: string | undefined,
  shape: Record<keyof Place & string, keyof typeof fits>,
): Place | null {
  if (text === undefined) return null;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    place = null;
  }
  const read = place as Record<string, unknown> | null;
  const good = Object.entries<keyof typeof fits>(shape).every(([name, kind]) => fits[kind](read?.[name]));
  if (good) return place as Place;
  throw new DandelionFailure('bad-request', 'The cursor is none of this list. Begin without one.');
}
