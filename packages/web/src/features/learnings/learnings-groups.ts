import type { Learning, LearningVerdict } from '@dandelion-loop/contract';
import type { MarkTone } from '../../charts/interval-mark.tsx';

/** Learnings by what is known of them: what is settled first, the strongest first. */

const order: readonly LearningVerdict[] = ['raises', 'lowers', 'no-difference', 'not-settled', 'too-few'];

export interface LearningsGroup {
  verdict: LearningVerdict;
  learnings: readonly Learning[];
  /** Of least interest, behind a button. */
  folded: readonly Learning[];
}

/** So many of a group that settles nothing are seen at once. */
const most = 10;

export const isKnown = ({ verdict }: Pick<Learning, 'verdict'>): boolean =>
  verdict === 'raises' || verdict === 'lowers';

/** Size of an effect, by which learnings of one metric can be put in order. */
export const sizeFor = ({ relative, effect }: Pick<Learning, 'relative' | 'effect'>): number =>
  Math.abs(relative?.value ?? effect);

/** How far an estimate stands from zero, in half-widths of its interval. */
const clarity = ({ effect, low, high }: Learning): number => Math.abs(effect) / Math.max(1e-300, (high - low) / 2);

const interest: Record<LearningVerdict, (learning: Learning) => number> = {
  raises: sizeFor,
  lowers: sizeFor,
  'no-difference': sizeFor,
  'not-settled': clarity,
  'too-few': ({ tests }) => tests,
};

export function groupsOf(learnings: readonly Learning[]): LearningsGroup[] {
  return order.flatMap((verdict) => {
    const found = learnings
      .filter((learning) => learning.verdict === verdict)
      .sort((a, b) => interest[verdict](b) - interest[verdict](a));
    if (found.length === 0) return [];
    const shown = verdict === 'raises' || verdict === 'lowers' ? found.length : most;
    return [{ verdict, learnings: found.slice(0, shown), folded: found.slice(shown) }];
  });
}

type Judged = Pick<Learning, 'verdict' | 'favorable'>;

/** What the mark of a learning says: to the good, to the bad, nothing worth having, or not settled. */
export function toneOf({ verdict, favorable }: Judged): MarkTone {
  if (verdict === 'raises' || verdict === 'lowers') return favorable ? 'better' : 'worse';
  return verdict === 'no-difference' ? 'none' : 'uncertain';
}

/** What to know beside the number: it changes with time, a part of its tests disagrees, single tests do, its tests are old. */
export type Flag = 'drifted' | 'disputed' | 'outlying' | 'stale';

const timeScopes: ReadonlySet<string> = new Set(['half', 'year']);

export function flagsOf({ drift, contradictions, stale }: Learning, level: number): Flag[] {
  const scopes = contradictions.filter((one) => one.kind === 'scope');
  const overTime = scopes.some(({ dimension }) => timeScopes.has(dimension));
  const drifted = overTime || (drift !== null && drift.adjustedPValue <= 1 - level);
  const flags: [Flag, boolean][] = [
    ['drifted', drifted],
    ['disputed', scopes.some(({ dimension }) => !timeScopes.has(dimension))],
    ['outlying', contradictions.length > scopes.length],
    ['stale', stale && !drifted],
  ];
  return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}

/** Single tests that are further from the others than chance and their usual differences allow. */
export const outlyingTests = ({ contradictions }: Pick<Learning, 'contradictions'>): number =>
  contradictions.filter(({ kind }) => kind === 'test').length;
