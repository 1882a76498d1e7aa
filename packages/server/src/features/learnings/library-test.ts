import type { MetricKind } from '@dandelion-loop/contract';

/** A finished test as the library of learnings takes it, wherever it was run. */
export interface LibraryTest {
  id: string;
  name: string;
  /** ISO date, or null where it is not known. */
  day: string | null;
  /** Its checks of health hold. */
  valid: boolean;
  /** It ran in a period of faulty splits. */
  suspect: boolean;
  /** Where it belongs, for instance channel and import. */
  scopes: Readonly<Record<string, string>>;
  variations: readonly LibraryVariation[];
}

export interface LibraryVariation {
  name: string;
  metrics: readonly VariationMetric[];
  /** Level by attribute; an attribute that is missing is unknown. */
  attributes: ReadonlyMap<string, string>;
  /**
   * What it is made of, by column: texts, columns of levels, and what is always held equal, such as the image. Variations
   * are compared only where all are equal but what is asked about. Null where nobody knows: it equals nothing then.
   */
  contents: ReadonlyMap<string, string | null>;
}

export interface VariationMetric {
  name: string;
  kind: MetricKind;
  units: number;
  value: number | null;
  /** Squared standard error of the value. */
  variance: number | null;
  /** Of a proportion; else units times the value. */
  successes?: number;
  lowerIsBetter: boolean;
}

/** Whether a test counts by default. */
export const isBelieved = ({ valid, suspect }: Pick<LibraryTest, 'valid' | 'suspect'>): boolean => valid && !suspect;
