import { scaleLinear } from 'd3-scale';

/** Where dots of a distribution lie: stacked in bins that begin at the target, so that none lies on both of its sides. */

export interface DotValue {
  value: number;
  reached: boolean;
}

export interface DotAxis {
  target: number;
  /** Whether what is at the target or above has reached it, or what is at it or below. */
  rising: boolean;
  /** Of one slot; all slots are as wide. */
  width: number;
  /** Slots before the target, and after it. */
  before: number;
  after: number;
}

interface PlacedDot extends DotValue {
  /** Share of the width. */
  at: number;
  /** How many lie below it. */
  row: number;
}

export interface DotLayout {
  dots: PlacedDot[];
  /** Of the highest stack. */
  rows: number;
}

const slots = 30;
/** Higher stacks are made wider instead, up to so many dots. */
const mostRows = 11;
const widest = 8;

/** One axis for everything that is shown on it, now and after a change. */
export function dotAxis(values: readonly number[], target: number, rising: boolean): DotAxis {
  const low = Math.min(target, ...values);
  const high = Math.max(target, ...values);
  const width = high > low ? (high - low) / slots : Math.max(1, Math.abs(target)) / slots;
  // One more on each side: what lies on the edge of a slot belongs to the next, and a stack may be several slots wide.
  const count = (length: number) => Math.ceil(length / width + 1e-9) + 1;
  return { target, rising, width, before: count(target - low), after: count(high - target) };
}

export const placeOn = ({ target, width, before, after }: DotAxis, value: number): number =>
  ((value - target) / width + before) / (before + after);

function slotOf({ target, rising, width }: DotAxis, { value, reached }: DotValue): number {
  const slot = Math.floor((value - target) / width + 1e-9);
  return reached === rising ? Math.max(0, slot) : Math.min(-1, slot);
}

function stacked(axis: DotAxis, values: readonly DotValue[], wide: number): DotLayout {
  const filled = new Map<number, number>();
  let rows = 0;
  const dots = values.map((dot): PlacedDot => {
    const stack = Math.floor(slotOf(axis, dot) / wide);
    const place = filled.get(stack) ?? 0;
    filled.set(stack, place + 1);
    const row = Math.floor(place / wide);
    rows = Math.max(rows, row + 1);
    const slot = stack * wide + (place % wide) + 0.5;
    return { ...dot, at: (slot + axis.before) / (axis.before + axis.after), row };
  });
  return { dots, rows };
}

/** Stacks as narrow as they can be without growing too high. */
export function dotLayout(axis: DotAxis, values: readonly DotValue[]): DotLayout {
  let found = stacked(axis, values, 1);
  for (let wide = 2; found.rows > mostRows && wide <= widest; wide++) found = stacked(axis, values, wide);
  return found;
}

/** Round values along it. */
export function dotTicks(axis: DotAxis): { value: number; at: number }[] {
  const { target, width, before, after } = axis;
  const [low, high] = [target - before * width, target + after * width];
  return scaleLinear()
    .domain([low, high])
    .ticks(6)
    .map((value) => ({ value, at: placeOn(axis, value) }));
}
