/** Derivatives of twice the restricted log-likelihood in tau². */
export interface RestrictedScore {
  /** Its slope: positive where a larger tau² is more likely. */
  score: number;
  /** Expected information, positive. */
  information: number;
}

/** Relative size of a scoring step after which the next would change nothing that is shown: each is a tenth of the one before. */
const enough = 1e-7;

/**
 * Variance between studies that a model of their effects leaves unexplained, by restricted maximum likelihood: Fisher
 * scoring kept inside a bracket, so that a step that leaves it becomes a bisection. 0 where the score at 0 is not positive.
 *
 * @param at score and information at a tau² from 0
 * @param scale a typical sampling variance, positive: the unit in which a step is small
 */
export function residualVariance(at: (tau2: number) => RestrictedScore, scale: number): number {
  const first = at(0);
  if (!(first.score > 0)) return 0;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let tau2 = Math.max(first.score / first.information, 1e-3 * scale);
  // 200 halvings pass from any number of this world to any other.
  for (let step = 0; step < 200; step++) {
    const { score, information } = at(tau2);
    if (score > 0) low = tau2;
    else high = tau2;
    const gain = score / information;
    if (Math.abs(gain) <= enough * (tau2 + scale)) return Math.max(0, tau2 + gain);
    const scored = tau2 + gain;
    const inside = scored > low && scored < high;
    const next = inside ? scored : Number.isFinite(high) ? (low + high) / 2 : 4 * tau2 + scale;
    if (high - low <= enough * low) return next;
    tau2 = next;
  }
  return tau2;
}
