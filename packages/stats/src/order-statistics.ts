/** The smallest values first, but only as far in order as was asked for. */
export interface OrderStatistics {
  /** The value that `rank` others come before, from 0. */
  at(rank: number): number;
  /** Sum of the values before `rank`, and of `share` of the one at it. */
  sumBelow(rank: number, share: number): number;
}

/** Parts this small are sorted by insertion. */
const small = 24;

/** Middle of three, so that what is in order already costs no more than what is not. */
function pivotOf(values: Float64Array, from: number, to: number): number {
  const [a, b, c] = [values[from]!, values[(from + to) >> 1]!, values[to - 1]!];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function insertionSort(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

/** Exchanges values until those before the position are at most the pivot and the others at least (Hoare 1961). */
function divide(values: Float64Array, from: number, to: number): number {
  const pivot = pivotOf(values, from, to);
  let [low, high] = [from, to - 1];
  while (low <= high) {
    while (values[low]! < pivot) low++;
    while (values[high]! > pivot) high--;
    if (low > high) break;
    const value = values[low]!;
    values[low++] = values[high]!;
    values[high--] = value;
  }
  return low;
}

/**
 * Order statistics of many values without sorting them all (quickselect, Hoare 1961): each question leaves the values more in order for
 * the next.
 *
 * @param values no NaN; reordered in place, so they belong to this function from then on
 */
export function orderStatistics(values: Float64Array): OrderStatistics {
  // Everything before a limit is at most what comes after it.
  const limits = [0, values.length];
  function settle(rank: number): void {
    let next = limits.findIndex((limit) => limit > rank);
    let [from, to] = [limits[next - 1]!, limits[next]!];
    while (to - from > small) {
      const middle = divide(values, from, to);
      // A part of equal values is divided in its middle, else one end may come back: then it is sorted whole.
      if (middle <= from || middle >= to) {
        values.subarray(from, to).sort();
        return;
      }
      limits.splice(next, 0, middle);
      if (rank < middle) {
        to = middle;
      } else {
        from = middle;
        next++;
      }
    }
    insertionSort(values, from, to);
  }
  return {
    at(rank) {
      settle(rank);
      return values[rank]!;
    },
    sumBelow(rank, share) {
      settle(rank);
      let sum = 0;
      for (let i = 0; i < rank; i++) sum += values[i]!;
      return sum + share * values[rank]!;
    },
  };
}
