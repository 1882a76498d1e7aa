import { indexOfLargest } from './index-of-largest.ts';

/** A yes-or-no question of the two-parameter logistic model: P(yes) = 1 / (1 + exp(-a (θ - b))). */
export interface Item {
  /** Discrimination. */
  a: number;
  /** Difficulty, on the scale of θ. */
  b: number;
}

/** Fisher information about θ, a² P (1 - P), of the logistic model without the factor 1.7 (Birnbaum 1968). */
export function itemInformation({ a, b }: Item, theta: number): number {
  const tail = Math.exp(-Math.abs(a * (theta - b)));
  return (a * a * tail) / (1 + tail) ** 2;
}

/** Index of the item that tells most at θ, the first of equal ones; null without items. */
export function mostInformativeItem(items: readonly Item[], theta: number): number | null {
  return items.length === 0 ? null : indexOfLargest(items.map((item) => itemInformation(item, theta)));
}
