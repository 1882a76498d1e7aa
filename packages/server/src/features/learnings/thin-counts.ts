/** Two independent halves of counts, by chance but the same in every run. */

/** Beyond this the normal is as good as coins. */
const mostCoins = 100_000;

/** FNV-1a of a text and Mulberry32 from there. */
export function randomFor(text: string): () => number {
  let state = 2_166_136_261;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function bitsSet(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * How many of `count` fall into the first half: Binomial(count, 1/2).
 *
 * @param random whole numbers of 32 random bits
 */
export function halfOf(count: number, random: () => number): number {
  if (count > mostCoins) {
    const [u, w] = [(random() + 1) / 2 ** 32, random() / 2 ** 32];
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * w);
    return Math.min(count, Math.max(0, Math.round(count / 2 + (Math.sqrt(count) / 2) * normal)));
  }
  let first = 0;
  let left = count;
  for (; left >= 32; left -= 32) first += bitsSet(random());
  return left === 0 ? first : first + bitsSet(random() >>> (32 - left));
}
