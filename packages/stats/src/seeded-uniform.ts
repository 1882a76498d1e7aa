/** Two whole numbers, the last 32 bits of which count: streams of one seed have nothing in common. */
export type Stream = readonly [number, number];

const firstStream: Stream = [0, 0x9e3779b9];

/**
 * Uniform numbers strictly between 0 and 1 from a seed, the same on every machine (sfc32 of PractRand: 128 bits of state).
 *
 * @param seed whole number; the last 32 bits count
 * @param stream which of the streams of this seed
 */
export function seededUniform(seed: number, stream: Stream = firstStream): () => number {
  let [a, b, c, counter] = [stream[0] | 0, seed | 0, stream[1] | 0, 1];
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return ((result >>> 0) + 0.5) / 2 ** 32;
  };
  // Neighbouring seeds have nothing in common after some rounds.
  for (let round = 0; round < 20; round++) next();
  return next;
}

/**
 * The words that the numbers of `seededUniform` are made of, in bulk: several times faster for a hundred thousand of them. Number
 * i is (word + 1/2) / 2^32.
 *
 * @returns `into`
 */
export function fillWords(into: Uint32Array, seed: number, stream: Stream = firstStream): Uint32Array {
  let a = stream[0] | 0;
  let b = seed | 0;
  let c = stream[1] | 0;
  let counter = 1;
  const size = into.length;
  for (let i = -20; i < size; i++) {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    if (i >= 0) into[i] = result;
  }
  return into;
}

/** Where the words of uniform numbers below a probability end: `word < wordsBelow(p)` is `number < p`. */
export const wordsBelow = (probability: number): number => probability * 2 ** 32 - 0.5;
