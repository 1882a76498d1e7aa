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
  const runs = equalRuns(periods);
  const failures = [0];
  const trials = [0];
  for (const [i, run] of runs.entries()) {
    failures.push(failures[i]! + run.failures);
    trials.push(trials[i]! + run.trials);
  }
  const costOf = (start: number, end: number) =>
    binomialCost(failures[end]! - failures[start]!, trials[end]! - trials[start]!);
  // best[end] is the cost of the first `end` runs; last[end] is where their last segment starts.
  const best = [-penalty];
  const last = [0];
  let starts = [0];
  for (let end = 1; end <= runs.length; end++) {
    const costs = starts.map((start) => best[start]! + costOf(start, end));
    const lowest = costs.reduce((least, cost) => Math.min(least, cost), Number.POSITIVE_INFINITY);
    best.push(lowest + penalty);
    last.push(starts[costs.indexOf(lowest)]!);
    // A start that is worse by the whole penalty now can never catch up with a new segment from here.
    starts = starts.filter((_, i) => costs[i]! < lowest + penalty);
    starts.push(end);
  }
  const segments: Segment[] = [];
  for (let end = runs.length; end > 0; end = last[end]!) {
    const start = last[end]!;
    segments.unshift({
      from: runs[start]!.from,
      to: runs[end - 1]!.to,
      failures: failures[end]! - failures[start]!,
      trials: trials[end]! - trials[start]!,
    });
  }
  return segments;
}

/**
 * Joins neighbouring periods of equal share. No best cut lies between them, since the cost is concave along such a run;
 * a long history in which next to nothing fails becomes a short one.
 */
function equalRuns(periods: readonly Trials[]): Segment[] {
  const runs: Segment[] = [];
  for (const [i, { trials, failures }] of periods.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && run.failures * trials === failures * run.trials) {
      run.to = i;
      run.trials += trials;
      run.failures += failures;
    } else runs.push({ from: i, to: i, trials, failures });
  }
  return runs;
}
