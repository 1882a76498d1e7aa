import { z } from 'zod';

/**
 * Every failure that a user can cause, by code. `exit` is the exit code of the command line:
 * 2 wrong use (the command must change), 3 unusable data or machine (the file or the machine must change), 130 stopped.
 */
export const failureCodes = {
  'wrong-use': { exit: 2 },
  'unknown-column': { exit: 2 },
  'unknown-value': { exit: 2 },
  'bad-condition': { exit: 2 },
  'file-not-found': { exit: 2 },
  'file-unreadable': { exit: 3 },
  'file-too-large': { exit: 3 },
  'file-truncated': { exit: 3 },
  'format-unknown': { exit: 3 },
  'format-broken': { exit: 3 },
  'no-rows': { exit: 3 },
  'one-variation': { exit: 3 },
  'too-many-variations': { exit: 3 },
  'bad-value': { exit: 3 },
  'no-space': { exit: 3 },
  'temporary-folder': { exit: 3 },
  'unsupported-platform': { exit: 3 },
  'engine-missing': { exit: 3 },
  'engine-failed': { exit: 3 },
  /** By the launcher: the packages or the build could not be made. */
  'set-up-failed': { exit: 3 },
  interrupted: { exit: 130 },
  /** A bug of ours. */
  internal: { exit: 1 },
} as const satisfies Record<string, { exit: number }>;

export type FailureCode = keyof typeof failureCodes;

/** What `--json` prints instead of an answer. */
export const failureSchema = z.object({
  schema: z.literal(1),
  error: z.object({ code: z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]), message: z.string() }),
});
export type Failure = z.infer<typeof failureSchema>;
