import type { FailureCode } from '@dandelion-loop/contract';

/** An error that a user caused or can mend. The message is one or two plain sentences: what is wrong, where, what to do. */
export class DandelionFailure extends Error {
  readonly code: FailureCode;
  /** When the same can be tried again, where that is known. */
  readonly retryAfterSeconds: number | null;

  constructor(code: FailureCode, message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.name = 'DandelionFailure';
    this.code = code;
  }
}
