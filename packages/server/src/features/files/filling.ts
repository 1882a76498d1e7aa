import type { Engine } from '../../kernel/engine.ts';
import type { InspectedFile } from './inspected-file.ts';
import type { FileLimits } from './limits.ts';
import type { ReadProgress } from './read-bytes.ts';

/** What the loaders of the formats are given: the table is there and empty. */
export interface Filling {
  engine: Engine;
  file: InspectedFile;
  table: string;
  /** Names in the file, in the order of the physical columns c0, c1, ... */
  asked: readonly string[];
  limits: FileLimits;
  /** Bytes of text after which no more rows are read; then `onCut` is called. */
  most: number;
  onCut: () => void;
  onProgress: ((progress: ReadProgress) => void) | undefined;
}

/** Text is parsed on all cores and handed on in the order of the file, to one thread that counts the rows. */
export const inOrder = {
  max_threads: 1,
  max_insert_threads: 1,
  input_format_parallel_parsing: 1,
  max_parsing_threads: 4,
  // No sooner than the engine would by itself: parts of a million rows.
  min_insert_block_size_rows: 1_048_449,
} as const;
