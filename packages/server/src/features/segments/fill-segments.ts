import { isGroup, type SegmentTree } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';

/** Segments that stand in a tree are put in their places, so that what is compiled knows of no names. */

export interface NamedTree {
  id: string;
  name: string;
  tree: SegmentTree;
}

/** Of one tree, once all segments in it are in their places. */
const mostConditions = 300;
/** Segments within segments. */
const deepest = 8;

const gone = () =>
  new DandelionFailure('unknown-value', 'A condition names a segment that is not there. Choose another one.');

/**
 * The tree with the trees of segments instead of their names. Fails with `unknown-value` where a segment is not there, and with
 * `conflict` where one holds itself, or all together are too many conditions.
 */
export function fillSegments(tree: SegmentTree, segments: ReadonlyMap<string, NamedTree>): SegmentTree {
  let conditions = 0;
  function fill(one: SegmentTree, above: readonly string[]): SegmentTree {
    if (!isGroup(one)) {
      if (one.kind === 'segment') return filled(one.id, above);
      conditions++;
      if (conditions > mostConditions) {
        throw new DandelionFailure(
          'conflict',
          `With the segments it names this has more than ${mostConditions} conditions. Use fewer of them.`,
        );
      }
      return one;
    }
    if (one.kind === 'not') return { kind: 'not', of: fill(one.of, above) };
    return { kind: one.kind, of: one.of.map((part) => fill(part, above)) };
  }
  function filled(id: string, above: readonly string[]): SegmentTree {
    const segment = segments.get(id);
    if (segment === undefined) throw gone();
    if (above.includes(id)) {
      throw new DandelionFailure(
        'conflict',
        `“${segment.name}” would hold itself by way of other segments. Take one of them out.`,
      );
    }
    if (above.length === deepest) {
      throw new DandelionFailure('conflict', `Segments within segments go ${deepest} deep at most. Use fewer of them.`);
    }
    return fill(segment.tree, [...above, id]);
  }
  return fill(tree, []);
}
