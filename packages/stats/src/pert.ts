/** A number known by three points: no less than `low`, most likely `likely`, no more than `high`. */
export interface ThreePoints {
  low: number;
  likely: number;
  high: number;
}

function checkOrder({ low, likely, high }: ThreePoints): void {
  if (!(low <= likely && likely <= high && Number.isFinite(high - low))) {
    throw new RangeError(`low, likely and high must ascend, got ${low}, ${likely}, ${high}.`);
  }
}

/**
 * Mean of the PERT distribution (Malcolm, Roseboom, Clark & Fazar 1959): (low + 4 likely + high)/6.
 *
 * @throws RangeError when the points do not ascend
 */
export function pertMean(points: ThreePoints): number {
  checkOrder(points);
  const { low, likely, high } = points;
  if (low === high) return low;
  return low + (4 * (likely - low) + (high - low)) / 6;
}

/** Parts of the table of the distribution function, between which it is a straight line. */
const parts = 1024;

/** ln x and ln(1 − x) at the ends and middles of the parts. */
const logs = Float64Array.from({ length: 2 * parts + 1 }, (_, i) => Math.log(i / (2 * parts)));

interface PertTable {
  /** P(X <= low + i/parts of the width). */
  cumulative: Float64Array;
  /** Where to begin to look for each part of probability. */
  begin: Uint16Array;
  /** Share of the width at each part of probability. */
  inverse: Float64Array;
}

/** In so many parts of probability at either end the inverse bends too much for a straight line. */
const edge = 8;

/** By Simpson's rule over each part of the density of Beta(1 + up, 1 + down), up + down = 4. */
function pertTable(up: number, down: number): PertTable {
  // 0 to the power of 0 is 1.
  const power = (exponent: number, at: number) => (exponent === 0 ? 0 : exponent * logs[at]!);
  const density = (i: number) => Math.exp(power(up, i) + power(down, 2 * parts - i));
  const cumulative = new Float64Array(parts + 1);
  let before = density(0);
  for (let i = 1; i <= parts; i++) {
    const after = density(2 * i);
    cumulative[i] = cumulative[i - 1]! + before + 4 * density(2 * i - 1) + after;
    before = after;
  }
  const total = cumulative[parts]!;
  for (let i = 1; i <= parts; i++) cumulative[i]! /= total;
  const begin = new Uint16Array(parts + 1);
  for (let g = 0, i = 0; g <= parts; g++) {
    while (i < parts - 1 && cumulative[i + 1]! <= g / parts) i++;
    begin[g] = i;
  }
  const inverse = new Float64Array(parts + 1);
  for (let g = 0; g <= parts; g++) inverse[g] = search(cumulative, begin, g / parts);
  return { cumulative, begin, inverse };
}

function search(cumulative: Float64Array, begin: Uint16Array, probability: number): number {
  let i = begin[Math.floor(probability * parts)]!;
  while (i < parts - 1 && cumulative[i + 1]! <= probability) i++;
  const from = cumulative[i]!;
  const step = cumulative[i + 1]! - from;
  return (i + (step > 0 ? (probability - from) / step : 0)) / parts;
}

/** Share of the width at a probability: searched for at the ends, else read off, which takes no guess of the processor. */
function lookUp({ cumulative, begin, inverse }: PertTable, probability: number): number {
  const at = probability * parts;
  const part = Math.floor(at);
  if (part < edge || part >= parts - edge) return search(cumulative, begin, probability);
  const from = inverse[part]!;
  return from + (at - part) * (inverse[part + 1]! - from);
}

/**
 * Quantile function of the PERT distribution: low + width × Beta(1 + 4 (likely − low)/width, 1 + 4 (high − likely)/width). From a table
 * with straight lines between its 1,024 points, for simulation.
 *
 * @returns a function from a probability to a value, non-decreasing, constant when all points are one
 * @throws RangeError when the points do not ascend
 */
export function pertQuantile(points: ThreePoints): (probability: number) => number {
  checkOrder(points);
  const { low, likely, high } = points;
  const width = high - low;
  if (width === 0) return () => low;
  const mode = (likely - low) / width;
  const table = pertTable(4 * mode, 4 - 4 * mode);
  return (probability) => low + width * lookUp(table, probability);
}

const bitOfAll = 2 ** -32;
const bitOfPart = 2 ** -22;

/**
 * `pertQuantile` of each of many uniform numbers, rounded to single precision.
 *
 * @param words of the numbers, as `fillWords` gives them: number i is (word + 1/2) / 2^32
 * @throws RangeError when the points do not ascend
 */
export function pertQuantiles(points: ThreePoints, words: Uint32Array): Float32Array {
  checkOrder(points);
  const { low, likely, high } = points;
  const [width, size] = [high - low, words.length];
  const found = new Float32Array(size);
  if (width === 0) return found.fill(low);
  const mode = (likely - low) / width;
  const { cumulative, begin, inverse } = pertTable(4 * mode, 4 - 4 * mode);
  const steps = new Float64Array(parts);
  for (let i = 0; i < parts; i++) steps[i] = inverse[i + 1]! - inverse[i]!;
  for (let i = 0; i < size; i++) {
    const word = words[i]!;
    // As in `lookUp`; the first ten bits are the part.
    const part = word >>> 22;
    found[i] = low + width * (inverse[part]! + ((word & 0x3fffff) + 0.5) * bitOfPart * steps[part]!);
  }
  // The ends in a loop of their own: a way to go that is rarely taken would make the other one slow (measured: four times).
  for (let i = 0; i < size; i++) {
    const part = words[i]! >>> 22;
    if (part < edge || part >= parts - edge) {
      found[i] = low + width * search(cumulative, begin, (words[i]! + 0.5) * bitOfAll);
    }
  }
  return found;
}
