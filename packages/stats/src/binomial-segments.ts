/** Failures among trials, of one period or of several together. */
export interface Trials {
  trials: number;
  failures: number;
}

/** A stretch of neighbouring periods with one share of failures; positions are inclusive. */
export interface Segment extends Trials {
  from: number;
  to: number;
}

/** Minus the log-likelihood of the counts at their own share of failures. */
export function binomialCost(failures: number, trials: number): number {
  const passes = trials - failures;
  if (failures === 0 || passes === 0) return 0;
  return -failures * Math.log(failures / trials) - passes * Math.log(passes / trials);
}

/**
 * Cuts a series of binomial counts where its share of failures changes: the segments with the highest likelihood, less
 * `penalty` for every segment. Exact, by optimal partitioning (Jackson et al., IEEE Signal Processing Letters 12(2),
 * 2005) with the pruning of Killick, Fearnhead & Eckley (PELT, JASA 107, 2012).
 *
 * @param periods in their order; trials above 0 and 0 <= failures <= trials
 * @param penalty in units of log-likelihood, above 0
 * @returns segments in order, without gaps; empty for no periods
 */
export function binomialSegments(periods: readonly Trials[], penalty: number): Segment[] {
  const failures = [0];
  const trials = [0];
  for (const [i, period] of periods.entries()) {
    failures.push(failures[i]! + period.failures);
    trials.push(trials[i]! + period.trials);
  }
  const costOf = (start: number, end: number) =>
    binomialCost(failures[end]! - failures[start]!, trials[end]! - trials[start]!);
  // best[end] is the cost of the first `end` periods; last[end] is where their last segment starts.
  const best = [-penalty];
  const last = [0];
  let starts = [0];
  for (let end = 1; end <= periods.length; end++) {
    const costs = starts.map((start) => best[start]! + costOf(start, end));
    const lowest = Math.min(...costs);
    best.push(lowest + penalty);
    last.push(starts[costs.indexOf(lowest)]!);
    // A start that is worse by the whole penalty now can never catch up with a new segment from here.
    starts = starts.filter((_, i) => costs[i]! < lowest + penalty);
    starts.push(end);
  }
  const segments: Segment[] = [];
  for (let end = periods.length; end > 0; end = last[end]!) {
    const from = last[end]!;
    segments.unshift({
      from,
      to: end - 1,
      failures: failures[end]! - failures[from]!,
      trials: trials[end]! - trials[from]!,
    });
  }
  return segments;
}
