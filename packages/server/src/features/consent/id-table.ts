import { randomBytes } from 'node:crypto';
import type { SubjectKind } from './answers.ts';

/**
 * Answers by id, in 16 bytes an id and some free room: of an id only 64 bits of a keyed hash are kept, with a key that is drawn for each
 * table, so that nobody can look for an id that falls on another's. Ids are never taken out; the table is made anew instead.
 */

/** Each part grows by itself, so that no growth takes long. */
const partCount = 256;
const smallest = 16;
/** Of the places of a part. */
const fullest = 0.85;
const growth = 1.15;

/** Two numbers that together are what `answers` is: 30 bits, and what is above. */
const half = 2 ** 30;

class Part {
  private count = 0;
  private capacity = smallest;
  private first = new Uint32Array(smallest);
  private second = new Uint32Array(smallest);
  private low = new Uint32Array(smallest);
  private high = new Uint32Array(smallest);

  /** Where an id is, or would be. Free places are those without answers. */
  private placeOf(first: number, second: number): number {
    let at = Math.floor((second / 2 ** 32) * this.capacity);
    while ((this.first[at] !== first || this.second[at] !== second) && (this.low[at] !== 0 || this.high[at] !== 0)) {
      at = at + 1 === this.capacity ? 0 : at + 1;
    }
    return at;
  }

  get(first: number, second: number): number {
    const at = this.placeOf(first, second);
    return this.low[at]! + this.high[at]! * half;
  }

  set(first: number, second: number, answers: number): void {
    if (this.count + 1 > this.capacity * fullest) this.grow();
    const at = this.placeOf(first, second);
    if (this.low[at] === 0 && this.high[at] === 0) this.count++;
    this.first[at] = first;
    this.second[at] = second;
    this.low[at] = answers % half;
    this.high[at] = Math.floor(answers / half);
  }

  private grow(): void {
    const { first, second, low, high } = this;
    this.capacity = Math.ceil(this.capacity * growth) + smallest;
    this.first = new Uint32Array(this.capacity);
    this.second = new Uint32Array(this.capacity);
    this.low = new Uint32Array(this.capacity);
    this.high = new Uint32Array(this.capacity);
    this.count = 0;
    for (let at = 0; at < first.length; at++) {
      if (low[at] !== 0 || high[at] !== 0) this.set(first[at]!, second[at]!, low[at]! + high[at]! * half);
    }
  }

  size(): { ids: number; bytes: number } {
    return { ids: this.count, bytes: this.capacity * 16 };
  }
}

export class IdTable {
  private readonly parts = Array.from({ length: partCount }, () => new Part());
  private readonly hash: (kind: SubjectKind, id: string) => readonly [number, number];

  constructor(key: Buffer = randomBytes(8)) {
    this.hash = keyedHash(key.readUInt32LE(0), key.readUInt32LE(4));
  }

  /** 0 where nothing is known of the id. */
  get(kind: SubjectKind, id: string): number {
    const [first, second] = this.hash(kind, id);
    return this.parts[first >>> 24]!.get(first, second);
  }

  /** `answers` is not 0. */
  set(kind: SubjectKind, id: string, answers: number): void {
    const [first, second] = this.hash(kind, id);
    this.parts[first >>> 24]!.set(first, second, answers);
  }

  size(): { ids: number; bytes: number } {
    const sizes = this.parts.map((part) => part.size());
    return {
      ids: sizes.reduce((sum, { ids }) => sum + ids, 0),
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}

const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by));

/** HalfSipHash-1-3 with 64 bits of answer (Aumasson, Bernstein) over the kind and the UTF-16 units of the id. The pair is used again by the next call. */
function keyedHash(key0: number, key1: number): (kind: SubjectKind, id: string) => readonly [number, number] {
  const answer: [number, number] = [0, 0];
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let v3 = 0;
  function round(): void {
    v0 = (v0 + v1) | 0;
    v1 = rotated(v1, 5) ^ v0;
    v0 = rotated(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotated(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotated(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotated(v1, 13) ^ v2;
    v2 = rotated(v2, 16);
  }
  function absorb(word: number): void {
    v3 ^= word;
    round();
    v0 ^= word;
  }
  return (kind, id) => {
    v0 = key0;
    v1 = key1 ^ 0xee;
    v2 = 0x6c796765 ^ key0;
    v3 = 0x74656462 ^ key1;
    const { length } = id;
    // The kind and the length, so that no two different texts are the same words.
    absorb((kind === 'user' ? 1 : 2) | (length << 2));
    for (let at = 0; at < length; at += 2) {
      absorb(id.charCodeAt(at) | (at + 1 < length ? id.charCodeAt(at + 1) << 16 : 0));
    }
    v2 ^= 0xee;
    for (let n = 0; n < 3; n++) round();
    answer[0] = (v1 ^ v3) >>> 0;
    v1 ^= 0xdd;
    for (let n = 0; n < 3; n++) round();
    answer[1] = (v1 ^ v3) >>> 0;
    return answer;
  };
}
