import { checkCounts } from './check-range.ts';
import { chiSquareUpperTail } from './chi-square.ts';
import { increasingRoot } from './increasing-root.ts';
import type { Counts } from './moments.ts';

/** Both arms of a segment. */
export interface SegmentCounts {
  control: Counts;
  treatment: Counts;
}

export interface LogisticInteraction {
  /** Twice the log-likelihood lost when the odds ratio is taken to be the same in all segments. */
  likelihoodRatio: number;
  /** Segments in which success and failure both occur, less one. */
  df: number;
  pValue: number;
}

/** Farthest log odds ratio looked at: beyond it a cell of any size is empty. */
const farthest = 100;

const totals = ({ control, treatment }: SegmentCounts) => ({
  successes: control.successes + treatment.successes,
  failures: control.n - control.successes + treatment.n - treatment.successes,
});

/** Successes in the arm of `n`, beside one of `other`, among `successes` in both, at an odds ratio of at least 1. */
function fittedUpward(n: number, other: number, successes: number, oddsRatio: number): number {
  const b = other + oddsRatio * n + successes * (oddsRatio - 1);
  const product = oddsRatio * n * successes;
  return (2 * product) / (b + Math.sqrt(Math.max(0, b * b - 4 * (oddsRatio - 1) * product)));
}

/** Successes of the treatment that keep the totals of the segment and have the log odds ratio given. */
function fittedSuccesses({ control, treatment }: SegmentCounts, logOddsRatio: number): number {
  const successes = control.successes + treatment.successes;
  if (logOddsRatio >= 0) return fittedUpward(treatment.n, control.n, successes, Math.exp(logOddsRatio));
  return successes - fittedUpward(control.n, treatment.n, successes, Math.exp(-logOddsRatio));
}

/** The four cells of a segment when the treatment has `fitted` successes. */
function cellsAt({ control, treatment }: SegmentCounts, fitted: number): number[] {
  const controls = control.successes + treatment.successes - fitted;
  return [fitted, treatment.n - fitted, controls, control.n - controls].map((cell) => Math.max(0, cell));
}

/** Sum of observed · log(observed / fitted) over the four cells. */
function logLoss(segment: SegmentCounts, fitted: number): number {
  const observed = cellsAt(segment, segment.treatment.successes);
  const expected = cellsAt(segment, fitted);
  return observed.reduce((sum, count, i) => (count === 0 ? sum : sum + count * Math.log(count / expected[i]!)), 0);
}

/** The log odds ratio under which the treatment's successes of all segments together are as observed. */
function commonLogOddsRatio(segments: readonly SegmentCounts[]): number {
  const observed = segments.reduce((sum, { treatment }) => sum + treatment.successes, 0);
  const at = (logOddsRatio: number) => {
    const fitted = segments.map((segment) => fittedSuccesses(segment, logOddsRatio));
    const slopes = segments.map((segment, i) => {
      const inverse = cellsAt(segment, fitted[i]!).reduce((sum, cell) => sum + 1 / cell, 0);
      return 1 / inverse;
    });
    return {
      value: fitted.reduce((sum, count) => sum + count, 0) - observed,
      slope: slopes.reduce((sum, slope) => sum + slope, 0),
    };
  };
  return increasingRoot(at, { low: -farthest, high: farthest, start: 0 });
}

/** Whether the treatment has as few (or as many) successes as the totals allow, in every segment. */
function isExtreme(segments: readonly SegmentCounts[]): boolean {
  const fewest = ({ control, treatment }: SegmentCounts) =>
    treatment.successes === Math.max(0, treatment.successes + control.successes - control.n);
  const most = ({ control, treatment }: SegmentCounts) =>
    treatment.successes === Math.min(treatment.n, treatment.successes + control.successes);
  return segments.every(fewest) || segments.every(most);
}

/**
 * Does the odds ratio of treatment against control differ between segments? Likelihood-ratio test of the interaction in a
 * logistic regression: segments and one odds ratio against every cell for itself. The common odds ratio is found by the
 * totals of successes, which the fit keeps (Breslow & Day 1980, section 4.4).
 *
 * It asks another question than {@link interactionTest} on differences of rates: where base rates differ, equal
 * differences are unequal odds ratios and the other way round.
 *
 * @param segments counts with 0 <= successes <= n; a segment with an empty arm, only successes or only failures says
 *   nothing and is left out
 * @returns null with fewer than two segments left
 */
export function logisticInteractionTest(segments: readonly SegmentCounts[]): LogisticInteraction | null {
  for (const { control, treatment } of segments) {
    checkCounts('control', control);
    checkCounts('treatment', treatment);
  }
  const telling = segments.filter((segment) => {
    const { successes, failures } = totals(segment);
    return segment.control.n > 0 && segment.treatment.n > 0 && successes > 0 && failures > 0;
  });
  if (telling.length < 2) return null;
  const df = telling.length - 1;
  if (isExtreme(telling)) return { likelihoodRatio: 0, df, pValue: 1 };
  const common = commonLogOddsRatio(telling);
  const loss = telling.reduce((sum, segment) => sum + logLoss(segment, fittedSuccesses(segment, common)), 0);
  const likelihoodRatio = Math.max(0, 2 * loss);
  return { likelihoodRatio, df, pValue: chiSquareUpperTail(likelihoodRatio, df) };
}
