/**
 * Uniform numbers strictly between 0 and 1 from a seed, the same on every machine (sfc32 of PractRand: 128 bits of state).
 *
 * @param seed whole number; the last 32 bits count
 */
export function seededUniform(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1];
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
