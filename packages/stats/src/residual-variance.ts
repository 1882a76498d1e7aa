/** Derivatives of twice the restricted log-likelihood in tau². */
export interface RestrictedScore {
  /** Its slope: positive where a larger tau² is more likely. */
  score: number;
  /** Expected information, positive. */
  information: number;
}

/** Relative size of a step after which the next would change nothing that is shown: each is a tenth of the one before, or less. */
const enough = 1e-7;
/** Two places closer than this, relatively: the line through their scores tells more than the expected information. */
const close = 0.3;

interface Place {
  tau2: number;
  score: number;
}

/**
 * The step to where the score is 0, and how far that may be from it: by the line through the last two places where they are
 * close, which errs by about the product of both distances, else by the expected information.
 */
function stepFrom(here: Place & RestrictedScore, before: Place | null, scale: number): { gain: number; error: number } {
  const unit = here.tau2 + scale;
  if (before !== null && Math.abs(here.tau2 - before.tau2) <= close * unit) {
    const slope = (here.score - before.score) / (here.tau2 - before.tau2);
    const gain = -here.score / slope;
    if (slope < 0) return { gain, error: (Math.abs(gain) * Math.abs(here.tau2 + gain - before.tau2)) / unit };
  }
  const gain = here.score / here.information;
  return { gain, error: Math.abs(gain) };
}

/**
 * Variance between studies that a model of their effects leaves unexplained, by restricted maximum likelihood: Fisher
 * scoring, and secants once it is close, kept inside a bracket, so that a step that leaves it becomes a bisection. 0
 * where the score at 0 is not positive.
 *
 * @param at score and information at a tau² from 0
 * @param scale a typical sampling variance, positive: the unit in which a step is small
 * @param near where to begin; the answer is the same to seven digits wherever that is
 */
export function residualVariance(at: (tau2: number) => RestrictedScore, scale: number, near = 0): number {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let before: Place | null = null;
  let tau2 = near;
  // Whether a larger tau² than 0 is known to be more likely.
  let above = false;
  if (!(near > 0)) {
    const first = at(0);
    if (!(first.score > 0)) return 0;
    above = true;
    tau2 = Math.max(first.score / first.information, 1e-3 * scale);
    before = { tau2: 0, score: first.score };
  }
  // 200 halvings pass from any number of this world to any other.
  for (let step = 0; step < 200; step++) {
    const { score, information } = at(tau2);
    if (score > 0) {
      low = tau2;
      above = true;
    } else high = tau2;
    const { gain, error } = stepFrom({ tau2, score, information }, before, scale);
    if (error <= enough * (tau2 + scale) && (above || tau2 + gain > 0)) return Math.max(0, tau2 + gain);
    before = { tau2, score };
    if (!above && tau2 + gain <= 0) {
      if (!(at(0).score > 0)) return 0;
      above = true;
    }
    const scored = tau2 + gain;
    const inside = scored > low && scored < high;
    const next = inside ? scored : Number.isFinite(high) ? (low + high) / 2 : 4 * tau2 + scale;
    if (high - low <= enough * low) return next;
    tau2 = next;
  }
  return tau2;
}
