import { DandelionFailure } from '../../kernel/failure.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const lineFeed = 0x0a;
const blank = 0x20;

/**
 * The elements of one JSON array, each on a line of its own. Nothing moves: brackets around the array and line breaks between
 * values become blanks, the commas between elements become line feeds. Whether the elements are valid is not looked at.
 */
export async function* jsonElements(source: AsyncIterable<Buffer>, shown: string): AsyncGenerator<Buffer> {
  const split = splitElements(shown);
  for await (const chunk of source) {
    split.scan(chunk);
    yield chunk;
  }
  if (split.depth() > 0) {
    throw new DandelionFailure(
      'file-truncated',
      `${shown} ends before its JSON list is closed. The download or copy was cut off; get the file again.`,
    );
  }
}

/** Changes the pieces in place. `depth` is 0 when the array is closed. */
export function splitElements(shown: string): { scan(bytes: Uint8Array): void; depth(): number } {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let closed = false;
  function scan(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte <= blank) {
        bytes[at] = blank;
      } else if (closed) {
        throw new DandelionFailure(
          'format-broken',
          `${shown} goes on after the end of its JSON list. Keep one list, or write one JSON object on each line.`,
        );
      } else if (byte === quote) {
        inString = true;
      } else if (byte === 0x5b || byte === 0x7b) {
        if (depth === 0) bytes[at] = blank;
        depth++;
      } else if (byte === 0x5d || byte === 0x7d) {
        depth--;
        if (depth === 0) bytes[at] = blank;
        closed = depth <= 0;
      } else if (byte === comma && depth === 1) {
        bytes[at] = lineFeed;
      }
    }
  }
  return { scan, depth: () => depth };
}
