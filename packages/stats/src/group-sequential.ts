import { checkPositive, checkProbability } from './check-range.ts';
import { normalTwoSided, normalUpperQuantile } from './normal.ts';
import { continueBetween, probabilityAbove, type StoppedProcess, unstarted } from './recursive-integration.ts';
import { findRoot } from './root.ts';
import type { SpendingFunction } from './spending-functions.ts';

/**
 * Group sequential designs: a few planned looks, each with its own limit for the standardised statistic, so that the
 * chance of ever rejecting a true "no difference" is alpha. Textbook: Jennison and Turnbull 2000.
 */

/** A two-sided design spends half of alpha in each tail; a one-sided one all of it in the upper tail. */
export type Sides = 1 | 2;

export interface GroupSequentialDesign {
  /** Limit of |Z| (two-sided) or Z (one-sided) per look; null where alpha is still too small to stop at any Z. */
  z: (number | null)[];
  /** Two-sided p-value that belongs to each limit; null with it. */
  nominalPTwoSided: (number | null)[];
  /** Chance under "no difference" of having rejected by each look, both tails together. */
  cumulativeAlpha: number[];
}

/** A design to be judged: its limits at its looks. */
export interface GroupSequentialLimits {
  /** Information at each look as a fraction of the planned one, rising, in (0, 1]. */
  information: readonly number[];
  z: readonly (number | null)[];
  sided: Sides;
}

function checkInformation(information: readonly number[]): void {
  const rising = information.every((fraction, look) => fraction > (information[look - 1] ?? 0) && fraction <= 1);
  if (!rising || information.length === 0) {
    throw new RangeError('information must be fractions above 0, rising, and at most 1.');
  }
}

function checkLooks(looks: number): void {
  if (!Number.isInteger(looks) || looks < 1) throw new RangeError(`looks must be a whole number, got ${looks}.`);
}

function equalInformation(looks: number): number[] {
  return Array.from({ length: looks }, (_, look) => (look + 1) / looks);
}

function afterLook(process: StoppedProcess, information: number, limit: number, sided: Sides, drift: number) {
  return continueBetween(process, { information, lower: sided === 2 ? -limit : -Infinity, upper: limit, drift });
}

/**
 * Probability of crossing the upper limit for the first time at each look, when the statistic's mean at full
 * information is `drift` (0: no difference).
 */
function upperCrossings({ information, z, sided }: GroupSequentialLimits, drift: number): number[] {
  let process = unstarted;
  return information.map((fraction, look) => {
    const limit = z[look] ?? Infinity;
    const above = probabilityAbove(process, { information: fraction, limit, drift });
    if (look + 1 < information.length) process = afterLook(process, fraction, limit, sided, drift);
    return above;
  });
}

function cumulative(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}

function describe(limits: GroupSequentialLimits): GroupSequentialDesign {
  const crossed = cumulative(upperCrossings(limits, 0));
  return {
    z: [...limits.z],
    nominalPTwoSided: limits.z.map((limit) => (limit === null ? null : normalTwoSided(limit))),
    cumulativeAlpha: crossed.map((probability) => limits.sided * probability),
  };
}

/** Limits `shape(look) · constant` whose total crossing probability is alpha. */
function designByShape(looks: number, alpha: number, sided: Sides, shape: (look: number) => number) {
  checkLooks(looks);
  checkProbability('alpha', alpha, sided === 1 ? 0.5 : 1);
  const information = equalInformation(looks);
  const limits = (constant: number): GroupSequentialLimits => ({
    information,
    z: information.map((_, look) => shape(look + 1) * constant),
    sided,
  });
  const excess = (constant: number) => cumulative(upperCrossings(limits(constant), 0)).at(-1)! - alpha / sided;
  // Bonferroni bounds the constant from above, one look alone from below.
  const low = normalUpperQuantile(alpha / sided);
  const high = normalUpperQuantile(alpha / sided / looks);
  const constant = looks === 1 ? low : findRoot(excess, low, high);
  return { ...describe(limits(constant)), constant };
}

/**
 * Pocock 1977: the same limit at each of the equally spaced looks. Stops early easily and costs the most at the end.
 *
 * @throws RangeError when looks is not a whole number of at least 1 or alpha is outside (0, 1), one-sided (0, 0.5)
 */
export function pocockDesign({ looks, alpha, sided }: { looks: number; alpha: number; sided: Sides }) {
  return designByShape(looks, alpha, sided, () => 1);
}

/**
 * O'Brien and Fleming 1979: z_k = constant · sqrt(K / k) at equally spaced looks. Very strict early, nearly the
 * fixed-sample limit at the end.
 *
 * @throws RangeError as `pocockDesign`
 */
export function obrienFlemingDesign({ looks, alpha, sided }: { looks: number; alpha: number; sided: Sides }) {
  return designByShape(looks, alpha, sided, (look) => Math.sqrt(looks / look));
}

/** Beyond this Z the normal tail is below the smallest double. */
const farthestZ = 37;

/**
 * Limits from a spending function at looks that need be neither equally spaced nor fixed in number (Lan and DeMets
 * 1983). Give the fractions of planned information that were really seen, up to the present look: later looks do not
 * change earlier limits.
 *
 * @param information fractions of the planned information, rising, in (0, 1]; the last look of a finished test is 1
 * @param alpha total
 * @throws RangeError when information is not rising within (0, 1], or alpha is outside (0, 1), one-sided (0, 0.5)
 */
export function spendingDesign(input: {
  information: readonly number[];
  alpha: number;
  sided: Sides;
  spending: SpendingFunction;
}): GroupSequentialDesign {
  const { information, alpha, sided, spending } = input;
  checkInformation(information);
  checkProbability('alpha', alpha, sided === 1 ? 0.5 : 1);
  let process = unstarted;
  let spent = 0;
  const z = information.map((fraction) => {
    const share = spending(fraction, alpha / sided) - spent;
    const excess = (limit: number) => probabilityAbove(process, { information: fraction, limit, drift: 0 }) - share;
    const limit = excess(farthestZ) >= 0 ? null : findRoot(excess, -farthestZ, farthestZ);
    if (limit !== null) spent += share;
    process = afterLook(process, fraction, limit ?? Infinity, sided, 0);
    return limit;
  });
  return describe({ information, z, sided });
}

/** Chance of rejecting in the upper tail by the last look, when the statistic's mean at full information is `drift`. */
export function groupSequentialPower(limits: GroupSequentialLimits & { drift: number }): number {
  checkInformation(limits.information);
  return cumulative(upperCrossings(limits, limits.drift)).at(-1)!;
}

/**
 * How many times the fixed sample the design may need at most, for the same power against the same effect.
 *
 * @param power in (alpha, 1)
 * @throws RangeError when alpha or power is out of range, or information is not rising within (0, 1]
 */
export function inflationFactor(input: GroupSequentialLimits & { alpha: number; power: number }): number {
  const { alpha, power, ...limits } = input;
  checkProbability('alpha', alpha);
  checkProbability('power', power);
  if (power <= alpha) throw new RangeError(`power must be above alpha (${alpha}), got ${power}.`);
  const fixed = normalUpperQuantile(1 - power) + normalUpperQuantile(alpha / limits.sided);
  const drift = findRoot((guess) => groupSequentialPower({ ...limits, drift: guess }) - power, 0, 4 * fixed);
  return (drift / fixed) ** 2;
}

/**
 * What peeking costs: the chance that |Z| exceeds a fixed limit at any of several equally spaced looks although there
 * is no difference (0.142 for 5 looks at 1.96).
 *
 * @throws RangeError when looks is not a whole number of at least 1 or z is not above 0
 */
export function peekingFalsePositiveRate({ looks, z }: { looks: number; z: number }): number {
  checkLooks(looks);
  checkPositive('z', z);
  const information = equalInformation(looks);
  return describe({ information, z: information.map(() => z), sided: 2 }).cumulativeAlpha.at(-1)!;
}
