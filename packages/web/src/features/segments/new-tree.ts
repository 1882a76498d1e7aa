import type { SegmentTree } from '@dandelion-loop/contract';

/** Trees as they are while they are edited: whatever is not filled in yet is an empty text, or NaN. */

export type Leaf = Exclude<SegmentTree, { kind: 'all' | 'any' } | { kind: 'not' }>;
export type LeafKind = Leaf['kind'];
export type LeafOf<Kind extends LeafKind> = Extract<Leaf, { kind: Kind }>;

export const isGroup = (tree: SegmentTree): tree is Extract<SegmentTree, { kind: 'all' | 'any' | 'not' }> =>
  tree.kind === 'all' || tree.kind === 'any' || tree.kind === 'not';

export const newLeaves: { readonly [Kind in LeafKind]: LeafOf<Kind> } = {
  event: { kind: 'event', name: '', op: 'at-least', times: 1, period: { kind: 'last', days: 90 }, where: [] },
  'last-event': { kind: 'last-event', name: '', op: 'before', moment: { kind: 'ago', days: 30 } },
  value: { kind: 'value', name: '', op: 'at-least', amount: 100, period: { kind: 'ever' } },
  trait: { kind: 'trait', name: '', op: 'is', value: '' },
  seen: { kind: 'seen', which: 'last', op: 'after', moment: { kind: 'ago', days: 30 } },
  known: { kind: 'known', known: true },
  source: { kind: 'source', source: 1 },
  consent: { kind: 'consent', channel: 'email' },
  segment: { kind: 'segment', id: '' },
};

export const newTree: SegmentTree = { kind: 'all', of: [newLeaves.event] };

const isFilled = (value: unknown): boolean => {
  if (value === '' || (typeof value === 'number' && Number.isNaN(value))) return false;
  if (Array.isArray(value)) return value.every(isFilled);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isFilled);
  return true;
};

/** Whether it can be counted as it is. */
export const isWhole = (tree: SegmentTree): boolean =>
  tree.kind === 'all' || tree.kind === 'any'
    ? tree.of.length > 0 && tree.of.every(isWhole)
    : tree.kind === 'not'
      ? isWhole(tree.of)
      : isFilled(tree) && !(tree.kind === 'trait' && tree.op === 'in' && tree.values.length === 0);

/** A condition on a trait by another comparison, with what fits of what was there. */
export function withOp(leaf: LeafOf<'trait'>, op: LeafOf<'trait'>['op']): LeafOf<'trait'> {
  const { kind, name } = leaf;
  const text = 'value' in leaf && typeof leaf.value === 'string' ? leaf.value : '';
  const number = 'value' in leaf && typeof leaf.value === 'number' ? leaf.value : Number.NaN;
  if (op === 'is' || op === 'is-not' || op === 'contains' || op === 'starts-with')
    return { kind, name, op, value: text };
  if (op === 'above' || op === 'below') return { kind, name, op, value: number };
  if (op === 'between') return { kind, name, op, from: number, to: Number.NaN };
  if (op === 'before' || op === 'after') return { kind, name, op, date: '' };
  if (op === 'in') return { kind, name, op, values: text === '' ? [] : [text] };
  return { kind, name, op };
}
