import { z } from 'zod';

/**
 * Every failure that a user can cause, by code. `exit` is the exit code of the command line:
 * 2 wrong use (the command must change), 3 unusable data or machine (the file or the machine must change), 130 stopped.
 * `status` is the HTTP status of the same failure in the API, `title` its words there.
 */
export const failureCodes = {
  'wrong-use': { exit: 2, status: 422, title: 'The request cannot be carried out as it is' },
  'unknown-column': { exit: 2, status: 422, title: 'No such column' },
  'unknown-value': { exit: 2, status: 422, title: 'No such value' },
  'bad-condition': { exit: 2, status: 422, title: 'The condition cannot be read' },
  'file-not-found': { exit: 2, status: 404, title: 'No such file' },
  'file-unreadable': { exit: 3, status: 422, title: 'The file cannot be read' },
  'file-too-large': { exit: 3, status: 413, title: 'The file is too large' },
  'file-truncated': { exit: 3, status: 422, title: 'The file is cut off' },
  'format-unknown': { exit: 3, status: 422, title: 'Unknown kind of file' },
  'format-broken': { exit: 3, status: 422, title: 'The file is damaged' },
  'no-rows': { exit: 3, status: 422, title: 'Nothing to compare' },
  'one-variation': { exit: 3, status: 422, title: 'Fewer than two variations' },
  'too-many-variations': { exit: 3, status: 422, title: 'Too many variations' },
  'bad-value': { exit: 3, status: 422, title: 'A value cannot be used' },
  'no-space': { exit: 3, status: 507, title: 'The disk is full' },
  'temporary-folder': { exit: 3, status: 500, title: 'The temporary folder cannot be used' },
  'unsupported-platform': { exit: 3, status: 500, title: 'Not available on this machine' },
  'engine-missing': { exit: 3, status: 500, title: 'A database is missing' },
  'engine-failed': { exit: 3, status: 503, title: 'A database does not answer' },
  /** By the launcher: the packages or the build could not be made. */
  'set-up-failed': { exit: 3, status: 500, title: 'Dandelion could not be set up' },
  /** By `start`: the data folder cannot be used. */
  'data-folder': { exit: 3, status: 500, title: 'The data folder cannot be used' },
  'already-running': { exit: 3, status: 409, title: 'Already running' },
  'port-in-use': { exit: 3, status: 409, title: 'The port is taken' },
  interrupted: { exit: 130, status: 499, title: 'Stopped' },
  /** The API's own. */
  'bad-request': { exit: 2, status: 400, title: 'The request cannot be read' },
  'not-signed-in': { exit: 2, status: 401, title: 'Not signed in' },
  /** Wrong password, code or address: which of them is not told. */
  'sign-in-refused': { exit: 2, status: 401, title: 'Could not sign in' },
  /** Right so far; a code of the authenticator is missing. */
  'second-factor': { exit: 2, status: 401, title: 'A code is needed' },
  'not-allowed': { exit: 2, status: 403, title: 'Not allowed' },
  'method-not-allowed': { exit: 2, status: 405, title: 'Not in this way' },
  'not-found': { exit: 2, status: 404, title: 'Not found' },
  'link-used': { exit: 2, status: 410, title: 'The link has been used or is too old' },
  'share-ended': { exit: 2, status: 410, title: 'No longer shared' },
  /** It was changed meanwhile, or something else stands against it. */
  conflict: { exit: 2, status: 409, title: 'Not possible as things are now' },
  'wrong-host': { exit: 2, status: 421, title: 'Asked under another name' },
  'too-slow': { exit: 2, status: 408, title: 'The request came too slowly' },
  'too-many-requests': { exit: 2, status: 429, title: 'Too many requests' },
  /** More comes than can be written: nothing is lost when the sender waits and repeats. */
  overloaded: { exit: 3, status: 503, title: 'Too much at once' },
  /** A bug of ours. */
  internal: { exit: 1, status: 500, title: 'A bug in Dandelion' },
} as const satisfies Record<string, { exit: number; status: number; title: string }>;

export type FailureCode = keyof typeof failureCodes;

/** What `--json` prints instead of an answer. */
export const failureSchema = z.object({
  schema: z.literal(1),
  error: z.object({ code: z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]), message: z.string() }),
});
export type Failure = z.infer<typeof failureSchema>;
