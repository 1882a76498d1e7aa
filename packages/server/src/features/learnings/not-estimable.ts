import type { NotEstimable, NotEstimableCode } from '@dandelion-loop/contract';
import { notEstimableReason } from '@dandelion-loop/wording';
import type { Cell } from './cell.ts';
import { type LevelCounts, levelsOf } from './reference-level.ts';

/** What the tests of a library cannot tell, and why: said, and never taken for no effect. */

type About = Pick<NotEstimable, 'attribute' | 'level' | 'reference' | 'metric'>;

function sayNot(of: About, code: NotEstimableCode, others: string[] = []): NotEstimable {
  return { ...of, code, confoundedWith: others, reason: notEstimableReason(code, others) };
}

/** Why a level that stands beside its reference somewhere has no learning. */
export function whyNotPooled({ subject, contrasts, notHeld, noEvents, result }: Cell): NotEstimable {
  const { attribute, level, reference, metric } = subject;
  const of = { attribute, level, reference, metric };
  const confounded = result?.confounded ?? [];
  if (confounded.length > 0) return sayNot(of, 'confounded', confounded);
  if (contrasts.size > 0 || notHeld === 0) return sayNot(of, 'left-out');
  return noEvents > 0 ? sayNot(of, 'no-events') : sayNot(of, 'not-held', result?.apart ?? []);
}

/** Attributes and levels that no test compares. */
export function neverCompared(
  cells: readonly Cell[],
  counts: LevelCounts,
  references: ReadonlyMap<string, string>,
  expected: readonly string[],
): NotEstimable[] {
  const compared = new Map<string, Set<string>>();
  for (const { subject } of cells) {
    compared.set(subject.attribute, (compared.get(subject.attribute) ?? new Set()).add(subject.level));
  }
  const none = { level: null, reference: null, metric: null };
  const unknown = expected.filter((attribute) => !references.has(attribute));
  const never = [...references]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([attribute, reference]) => {
      const levels = compared.get(attribute);
      if (levels === undefined) return [sayNot({ attribute, ...none }, 'constant')];
      return levelsOf(counts, attribute)
        .filter((level) => level !== reference && !levels.has(level))
        .map((level) => sayNot({ attribute, level, reference, metric: null }, 'constant'));
    });
  return [...unknown.map((attribute) => sayNot({ attribute, ...none }, 'unknown')), ...never];
}
