/** A confidence interval. A side is null where it is unbounded or not defined; the function that returns it says which. */
export interface Interval {
  low: number | null;
  high: number | null;
}
