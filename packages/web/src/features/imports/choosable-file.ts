import type { UploadColumn } from '@dandelion-loop/contract';
import type { CountedValues } from './values-of-variation.ts';

/** What can be chosen from. */
export interface ChoosableFile {
  /** Of the stored file whose values can be counted; null where there is none any more. */
  id: string | null;
  columns: readonly UploadColumn[];
  head: readonly string[][];
  /** What is known of the values of a column without the file: from the answer that was made of it. */
  known?: { column: string; values: CountedValues } | undefined;
}
