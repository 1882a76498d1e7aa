import { normalUpperTail } from './normal.ts';

/**
 * Distribution of a standardised statistic that is looked at several times and may stop early, by recursive numerical
 * integration: Armitage, McPherson and Rowe 1969 (JRSS A 132), on the grid of Jennison and Turnbull 2000, "Group
 * Sequential Methods", chapter 19: dense near the mean, logarithmic in the tails, Simpson's rule between.
 *
 * The statistic at information I is Z ~ N(drift · sqrt(I), 1), with independent increments of Z · sqrt(I).
 */
export interface StoppedProcess {
  /** Of the present look; 0 before the first. */
  information: number;
  /** Where Z may be and with which probability (density times Simpson weight), not having stopped so far. */
  points: Float64Array;
  masses: Float64Array;
}

/** Before the first look: nothing known, nothing stopped. */
export const unstarted: StoppedProcess = {
  information: 0,
  points: Float64Array.of(0),
  masses: Float64Array.of(1),
};

/** Jennison and Turnbull's r. With 16 the integrals are good to about 1e-7. */
const fineness = 16;

/** The coarse nodes around the mean 0, from −3 − 4 log r to 3 + 4 log r. */
const nodes = Array.from({ length: 6 * fineness - 1 }, (_, index) => {
  const i = index + 1;
  if (i < fineness) return -3 - 4 * Math.log(fineness / i);
  if (i <= 5 * fineness) return -3 + (3 * (i - fineness)) / (2 * fineness);
  return 3 + 4 * Math.log(fineness / (6 * fineness - i));
});

/** Points and Simpson weights between the limits, for a statistic with the given mean. */
function simpsonGrid(mean: number, lower: number, upper: number): { points: Float64Array; weights: Float64Array } {
  const from = Math.max(lower, mean + nodes[0]!);
  const to = Math.min(upper, mean + nodes.at(-1)!);
  if (from >= to) return { points: new Float64Array(0), weights: new Float64Array(0) };
  const inside = nodes.map((node) => node + mean).filter((node) => node > from && node < to);
  const ends = [from, ...inside, to];
  const points = new Float64Array(2 * ends.length - 1);
  const weights = new Float64Array(points.length);
  for (let i = 0; i + 1 < ends.length; i += 1) {
    const width = ends[i + 1]! - ends[i]!;
    points[2 * i] = ends[i]!;
    points[2 * i + 1] = ends[i]! + width / 2;
    weights[2 * i]! += width / 6;
    weights[2 * i + 1]! += (4 * width) / 6;
    weights[2 * i + 2]! += width / 6;
  }
  points[points.length - 1] = to;
  return { points, weights };
}

/** Probability of coming to the next look, at `information`, and finding Z above `limit` there. */
export function probabilityAbove(
  process: StoppedProcess,
  { information, limit, drift }: { information: number; limit: number; drift: number },
): number {
  const step = information - process.information;
  const [rootBefore, rootNow, rootStep] = [Math.sqrt(process.information), Math.sqrt(information), Math.sqrt(step)];
  let total = 0;
  for (let i = 0; i < process.points.length; i += 1) {
    const z = (limit * rootNow - process.points[i]! * rootBefore - drift * step) / rootStep;
    total += process.masses[i]! * normalUpperTail(z);
  }
  return total;
}

/** The process after a look at `information` at which it stops unless Z is between the limits. */
export function continueBetween(
  process: StoppedProcess,
  { information, lower, upper, drift }: { information: number; lower: number; upper: number; drift: number },
): StoppedProcess {
  const step = information - process.information;
  const [rootBefore, rootNow, rootStep] = [Math.sqrt(process.information), Math.sqrt(information), Math.sqrt(step)];
  const { points, weights } = simpsonGrid(drift * rootNow, lower, upper);
  const scale = rootNow / (rootStep * Math.sqrt(2 * Math.PI));
  const masses = points.map((point, j) => {
    let density = 0;
    for (let i = 0; i < process.points.length; i += 1) {
      const x = (point * rootNow - process.points[i]! * rootBefore - drift * step) / rootStep;
      density += process.masses[i]! * Math.exp(-0.5 * x * x);
    }
    return density * scale * weights[j]!;
  });
  return { information, points, masses };
}
