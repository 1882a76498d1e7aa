import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { binomialCost, binomialSegments, type Segment, type Trials } from './binomial-segments.ts';
import { checkCounts, checkProbability } from './check-range.ts';

/** One period (a week, say): how many tests were judged, and how many of them failed. */
export interface PeriodCounts {
  tests: number;
  failures: number;
}

/** A stretch of periods in which far more tests fail than outside it. */
export interface SuspectPeriod {
  /** Index of its first and last period, inclusive. */
  from: number;
  to: number;
  tests: number;
  failures: number;
  /** failures / tests of the stretch. */
  share: number;
  /** The same of all periods that are not suspect; the threshold where there are none. */
  baseShare: number;
  /** Of "this stretch is like the rest, or within what healthy tests show", corrected for all stretches looked at. */
  pValue: number;
}

/** What makes a stretch worth a warning when there is a healthy time to compare it with ... */
const relevant = { failures: 3, share: 0.05 };
/** ... and when there is none, so that nothing but the threshold says what is normal. */
const relevantAlone = { failures: 10, share: 0.2 };
/** With fewer tests, failures are not looked at over time. */
const fewestTests = 20;

/**
 * Finds the stretches of time in which a check that healthy tests fail with probability `threshold` is failed by
 * far more of them: something was wrong with the randomisation then, also in the tests that passed.
 *
 * 1. The series is cut where its share of failures changes (`binomialSegments`), each cut paying for the number of
 *    places where it could have been.
 * 2. The segments are divided by their share into two groups, suspect and healthy, at the most likely place. A suspect
 *    one counts when at least 3 tests fail in it and its share is above 5% (exact binomial test at 2.5%).
 * 3. Neighbours are joined, and each stretch is compared with all that is not suspect: Fisher's exact test, and the
 *    exact binomial test against the threshold; the larger p-value times the number of all possible stretches.
 *
 * If no stretch stands out, or the rest is bad too, the whole history is reported when at least 10 tests fail and their
 * share is above 20%.
 * The scan over all stretches is that of Kulldorff (Communications in Statistics 26(6), 1997), with several stretches at
 * once and an exact bound in place of simulated p-values.
 *
 * Takes 1 ms for some hundred periods; the work grows with the square of the number of periods with failures.
 *
 * @param periods in the order of time; empty ones are allowed, as are periods left out
 * @param options.threshold the p-value at which a test fails, 0.001 when left out
 * @param options.alpha chance of marking anything in a healthy history, at most; 0.01 when left out
 * @returns in the order of time, none touching another; empty with fewer than 20 tests
 * @throws RangeError when a period has more failures than tests, or a number that is negative or not finite
 */
export function suspectPeriods(
  periods: readonly PeriodCounts[],
  options: { threshold?: number; alpha?: number } = {},
): SuspectPeriod[] {
  const { threshold = 0.001, alpha = 0.01 } = options;
  checkProbability('threshold', threshold);
  checkProbability('alpha', alpha);
  periods.forEach(({ tests, failures }, i) => {
    checkCounts(`periods[${i}]`, { n: tests, successes: failures });
  });
  const filled = [...periods.keys()].filter((index) => periods[index]!.tests > 0);
  const counts = filled.map((index) => ({ trials: periods[index]!.tests, failures: periods[index]!.failures }));
  if (sum(counts).trials < fewestTests) return [];

  const stretches = (filled.length * (filled.length + 1)) / 2;
  const segments = binomialSegments(counts, Math.log(stretches / alpha) / 2);
  const suspect = moreOften(segments).filter((segment) => isRelevant(segment, relevant));
  const healthy = sum(segments.filter((segment) => !suspect.includes(segment)));
  const report = (stretch: Segment, base: Trials): SuspectPeriod => ({
    from: filled[stretch.from]!,
    to: filled[stretch.to]!,
    tests: stretch.trials,
    failures: stretch.failures,
    share: stretch.failures / stretch.trials,
    baseShare: base.trials > 0 ? base.failures / base.trials : threshold,
    pValue: Math.min(1, stretches * Math.max(binomialTail(stretch, threshold), fisherTail(stretch, base))),
  });
  const found = joinNeighbours(suspect)
    .map((stretch) => report(stretch, healthy))
    .filter(({ pValue }) => pValue <= alpha);
  // What looked healthy beside worse times may be far from it.
  if (found.length > 0 && !isRelevant(healthy, relevantAlone)) return found;

  const whole: Segment = { from: 0, to: filled.length - 1, ...sum(counts) };
  if (!isRelevant(whole, relevantAlone)) return [];
  return [report(whole, { trials: 0, failures: 0 })].filter(({ pValue }) => pValue <= alpha);
}

function sum(parts: readonly Trials[]): Trials {
  return parts.reduce(
    (total, part) => ({ trials: total.trials + part.trials, failures: total.failures + part.failures }),
    { trials: 0, failures: 0 },
  );
}

/** The segments with the higher shares, divided from the others where two shares explain the counts best. */
function moreOften(segments: readonly Segment[]): Segment[] {
  const sorted = [...segments].sort((a, b) => b.failures / b.trials - a.failures / a.trials);
  let best: { cost: number; segments: Segment[] } = { cost: Number.POSITIVE_INFINITY, segments: [] };
  for (let size = 1; size < sorted.length; size++) {
    const [high, low] = [sorted.slice(0, size), sorted.slice(size)];
    const cost = [high, low].map(sum).reduce((total, part) => total + binomialCost(part.failures, part.trials), 0);
    if (cost < best.cost) best = { cost, segments: high };
  }
  return best.segments;
}

function isRelevant(stretch: Trials, least: { failures: number; share: number }): boolean {
  return stretch.failures >= least.failures && binomialTail(stretch, least.share) <= 0.025;
}

function joinNeighbours(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of [...segments].sort((a, b) => a.from - b.from)) {
    const previous = joined.at(-1);
    if (previous?.to === segment.from - 1) {
      joined[joined.length - 1] = { from: previous.from, to: segment.to, ...sum([previous, segment]) };
    } else joined.push(segment);
  }
  return joined;
}

/** P(this many failures or more) when each test fails with probability `share`. */
function binomialTail({ failures, trials }: Trials, share: number): number {
  return failures === 0 ? 1 : betainc(share, failures, trials - failures + 1, true, false);
}

/** P(this many of all failures, or more, fall into the stretch) when tests inside and outside fail alike. */
function fisherTail(inside: Trials, outside: Trials): number {
  if (outside.trials === 0) return 0;
  const [trials, failures] = [inside.trials + outside.trials, inside.failures + outside.failures];
  const logChoose = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
  let term = Math.exp(
    logChoose(inside.trials, inside.failures) +
      logChoose(outside.trials, outside.failures) -
      logChoose(trials, failures),
  );
  let tail = term;
  // From one count to the next: the ratio of two hypergeometric probabilities.
  for (let k = inside.failures; k < Math.min(inside.trials, failures) && term > 0; k++) {
    const rest = failures - k;
    term *= ((inside.trials - k) * rest) / ((k + 1) * (outside.trials - rest + 1));
    tail += term;
  }
  return Math.min(1, tail);
}
