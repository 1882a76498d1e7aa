import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/**
 * What Windows-1252 has in 0x80-0x9F, as in the WHATWG table; from 0xA0 on it equals Latin-1.
 * Not by TextDecoder: that of Node 20 gives control characters for them.
 */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const encodedByte = Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80]! : String.fromCharCode(byte)),
);

/** By the byte order mark; without one it is 8 bits a character, and what those mean shows while reading. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Text in any of the encodings as UTF-8 without a byte order mark.
 *
 * Of text with 8 bits a character, what is valid UTF-8 stays and any other byte is read as Windows-1252. That needs no look at
 * the whole file first, and a Latin-1 text that is valid UTF-8 by chance is next to impossible. `onForeign` hears of the first such byte.
 */
export async function* decodeText(
  source: AsyncIterable<Buffer>,
  encoding: Encoding,
  onForeign: () => void,
): AsyncGenerator<Buffer> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
    return;
  }
  let foreign = false;
  const decode = (bytes: Buffer) => {
    if (isUtf8(bytes)) return bytes;
    if (!foreign) onForeign();
    foreign = true;
    return repair(bytes);
  };
  let carried: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of source) {
    let bytes: Buffer = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    if (!begun && bytes.length < 3) {
      carried = bytes;
      continue;
    }
    if (!begun) bytes = withoutMark(bytes);
    begun = true;
    const whole = bytes.length - unfinished(bytes);
    carried = bytes.subarray(whole);
    if (whole > 0) yield decode(bytes.subarray(0, whole));
  }
  if (carried.length > 0) yield decode(carried);
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Bytes at the end that begin a character whose rest is still to come: 0 to 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
  }
  return 0;
}

/** Bytes of a character by its first byte, 1 for a byte that begins none. */
function sequenceLength(byte: number): number {
  if (byte >= 0xf0 && byte < 0xf5) return 4;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xc2 && byte < 0xe0 ? 2 : 1;
}

function repair(bytes: Buffer): Buffer {
  // One byte becomes three at most.
  const repaired = Buffer.allocUnsafe(bytes.length * 3);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      repaired[length++] = byte;
      at++;
      continue;
    }
    const wide = sequenceLength(byte);
    if (wide > 1 && isUtf8(bytes.subarray(at, at + wide)) && at + wide <= bytes.length) {
      length += bytes.copy(repaired, length, at, at + wide);
      at += wide;
    } else {
      length += encodedByte[byte]!.copy(repaired, length);
      at++;
    }
  }
  return repaired.subarray(0, length);
}
