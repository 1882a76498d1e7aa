import { checkProbability } from './check-range.ts';
import type { Moments } from './moments.ts';
import { criticalZ } from './normal.ts';

/** What part of the sum of several means one of them is. */
export interface ShareOfRates {
  share: number;
  /** Null where an arm has fewer than two units. */
  low: number | null;
  high: number | null;
}

const logit = (p: number) => Math.log(p) - Math.log1p(-p);
const inverse = (t: number) => 1 / (1 + Math.exp(-t));

/**
 * Shares of the means of independent arms in their sum, such as how choices would divide if all had been shown to as many people.
 * The interval is that of the delta method on the log-odds of the share, so that it stays within 0 and 1; a share of exactly 0 or 1
 * has none on that scale, and there the delta method is taken as it is and cut at 0 and 1.
 *
 * @param arms means are 0 or more, `variance` is of one unit
 * @param level of the intervals, 0 < level < 1
 * @returns null when a mean is negative or an arm is empty, or all means are 0
 */
export function sharesOfRates(arms: readonly Moments[], level: number): ShareOfRates[] | null {
  checkProbability('level', level);
  const total = arms.reduce((sum, { mean }) => sum + mean, 0);
  if (!(total > 0) || arms.some(({ n, mean }) => n < 1 || !(mean >= 0))) return null;
  const known = arms.every(({ n }) => n >= 2);
  const variances = arms.map(({ variance, n }) => variance / n);
  const all = variances.reduce((sum, one) => sum + one, 0);
  return arms.map(({ mean }, at) => {
    const share = mean / total;
    if (!known) return { share, low: null, high: null };
    const own = variances[at]!;
    const deviation = Math.sqrt((1 - share) ** 2 * own + share ** 2 * (all - own)) / total;
    const reach = criticalZ(level) * deviation;
    if (share === 0 || share === 1) return { share, low: Math.max(0, share - reach), high: Math.min(1, share + reach) };
    const onLogit = reach / (share * (1 - share));
    return { share, low: inverse(logit(share) - onLogit), high: inverse(logit(share) + onLogit) };
  });
}
