import { EngineError } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Failure } from './states.ts';

/** What the engine could not do for lack of means; anything else it refuses is a bug of ours. */
const engineLimits: Record<string, string> = {
  MEMORY_LIMIT_EXCEEDED:
    'Judging this needs more memory than the machine has free. Look at part of the rows with a condition, or close other programs and try again.',
  TIMEOUT_EXCEEDED: 'The computation took longer than it may. Look at part of the rows with a condition.',
};

/** Whether the engine went away in the middle: then it is worth to begin again. */
export const isEngineGone = (error: unknown): boolean =>
  error instanceof DandelionFailure && error.code === 'engine-failed' && !(error.cause instanceof EngineError);

/** PostgreSQL cannot hold these, and a sentence can quote the file. */
const unstorable = /[\0\p{Cs}]/gu;

/** Why an analysis failed, for the person who waits for it. Null: a bug, which belongs into the log. */
export function explainFailure(error: unknown): Failure | null {
  if (error instanceof DandelionFailure) {
    return { code: error.code, message: error.message.replaceAll(unstorable, '\ufffd') };
  }
  const limit = error instanceof EngineError ? engineLimits[error.type] : undefined;
  return limit === undefined ? null : { code: 'engine-failed', message: limit };
}

export const bugFailure: Failure = {
  code: 'internal',
  message: 'This is a bug in Dandelion. The log of the server says more; please report it with the lines from there.',
};

export const cutOffFailure: Failure = {
  code: 'interrupted',
  message:
    'The work was cut off three times, because the server or one of its databases stopped. Nothing of it was stored. Try again; if it happens again, the machine may have too little memory for this file.',
};

export const outOfMemoryFailure: Failure = {
  code: 'file-too-large',
  message:
    'The answers need more memory than one analysis may take. Choose fewer metrics or segments, or look at part of the rows with a condition.',
};
