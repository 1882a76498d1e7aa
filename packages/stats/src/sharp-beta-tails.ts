import { normalUpperTail } from './normal.ts';

/** u − log(1 + u), also where the two are nearly the same. */
function excessOverLog(u: number): number {
  if (Math.abs(u) > 1e-3) return u - Math.log1p(u);
  return u * u * (1 / 2 - u * (1 / 3 - u * (1 / 4 - u * (1 / 5 - u / 6))));
}

/** Below this share of a standard error the correction is the one at the mean: it is the difference of two large numbers there. */
const nearMean = 1e-3;

/**
 * P(X <= p) and P(X >= p) where both parameters are large: a normal tail at the signed root of the deviance, and the first
 * correction to it. From 10 million on it leaves out less than 1e−9.
 *
 * Temme, "Asymptotic inversion of incomplete gamma functions", 1992; NIST DLMF 8.18.9. stdlib's betainc, which serves smaller
 * parameters, is off in the fourth digit at 1e8 and answers −6.9 at 5e11.
 *
 * @param p the rate
 * @param q 1 − p
 */
export function sharpBetaTails(
  { alpha, beta }: { alpha: number; beta: number },
  p: number,
  q: number,
): { below: number; above: number } {
  const total = alpha + beta;
  const [mean, rest] = [alpha / total, beta / total];
  const distance = p < 0.5 ? p - mean : rest - q;
  const deviance = alpha * excessOverLog(distance / mean) + beta * excessOverLog(-distance / rest);
  const z = Math.sign(distance) * Math.sqrt(2 * deviance);
  const spread = Math.sqrt((mean * rest) / total);
  const correction = Math.abs(z) < nearMean ? (rest - mean) / (3 * total * spread) : 1 / z - spread / distance;
  const moved = (Math.exp(-deviance) / Math.sqrt(2 * Math.PI)) * correction;
  return { below: normalUpperTail(-z) + moved, above: normalUpperTail(z) - moved };
}
