import { leavesOf, type SegmentTree } from '@dandelion-loop/contract';

/**
 * Whether a tree can be looked at as of an earlier moment: what was done and when somebody was seen first is kept with its time; traits, sources,
 * consent, and whether somebody is known, are kept only as they are now.
 */
export const canMoveBack = (trees: readonly SegmentTree[]): boolean =>
  trees.flatMap(leavesOf).every((leaf) => {
    if (leaf.kind === 'seen') return leaf.which === 'first';
    return ['event', 'value', 'last-event'].includes(leaf.kind);
  });
