import type { Coder } from './coder.ts';
import { ellipsis, exclamation, question } from './coders/marks.ts';

/** The coders that come with Dandelion, in the order in which they are listed. */
export const shippedCoders: readonly Coder[] = [question, exclamation, ellipsis];
