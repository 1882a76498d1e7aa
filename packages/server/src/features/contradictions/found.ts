import { createHash } from 'node:crypto';
import type { ContradictionKind, LearnedAttribute, Learning, Library, Tie } from '@dandelion-loop/contract';
import { testedWords } from '@dandelion-loop/wording';
import type { Range } from './ranges.ts';

/** What contradicts each other, before it is valued and said. */

/** Somebody's saying about a learning. */
export interface Claim {
  kind: 'belief' | 'note';
  id: string;
  name: string;
  tie: Tie;
  /** Of a belief; null of a note. */
  state: 'open' | 'true' | 'false' | null;
  /** What members gave on average, as far as whoever asks may know. */
  mean: number | null;
}

/** An assumption that one test has decided. */
export interface DecidedBelief {
  id: string;
  name: string;
  state: 'true' | 'false';
  test: { id: string; name: string };
  metric: string | null;
}

/** What one test says of a learning that it carries. */
export interface TestContrast {
  effect: number;
  low: number;
  high: number;
  /** Its share of the pooled effect. */
  weight: number;
}

export interface Side {
  who: string;
  /** Null: a claim without a number. */
  effect: Range | null;
  tests: number | null;
  claims: Tie['direction'] | null;
}

export interface Found {
  id: string;
  kind: ContradictionKind;
  learning: Learning;
  belief: { id: string; name: string } | null;
  note: { id: string; name: string } | null;
  test: { id: string; name: string } | null;
  state: Claim['state'];
  mean: number | null;
  sides: [Side, Side & { effect: Range }];
  /** First less second; of a claim the effect itself. On the scale of the learning. */
  apart: Range;
  /** What is lost by following the wrong side, as an effect; 0 where nothing is decided otherwise. */
  lost: number;
  /** Share of all units that it is about. */
  share: number;
  /** Whether tests differ in what they would say of it: not where one test is asked once more. */
  differs: boolean;
  adjustedPValue: number;
  onlyYou: boolean;
}

export interface Sources {
  library: Library;
  claims: readonly Claim[];
  decided: readonly DecidedBelief[];
  /** Null where the test does not carry the learning, or is not believed. */
  contrastOf: (learning: string, test: string) => TestContrast | null;
}

/** Stays as long as what it is about does. */
export const contradictionId = (kind: ContradictionKind, ...about: readonly string[]): string =>
  `${kind}-${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 16)}`;

export const attributeOf = (attributes: readonly LearnedAttribute[], id: string): LearnedAttribute =>
  attributes.find((attribute) => attribute.id === id) ?? { id, name: id, column: null, coder: null, explains: null };

/** "“Question” present instead of absent" */
export const contrastOf = (
  attributes: readonly LearnedAttribute[],
  { attribute, level, reference }: Learning,
): string => testedWords({ name: attributeOf(attributes, attribute).name, level, reference });

export const isSettled = ({ verdict }: Learning): boolean =>
  verdict === 'raises' || verdict === 'lowers' || verdict === 'no-difference';

export const effectRange = ({ effect, low, high }: { effect: number; low: number; high: number }): Range => ({
  ...{ value: effect, low, high },
});

/** Whether both say that something else is to be done. */
export const pointApart = (one: number, other: number): boolean => one * other < 0;
