import type { FailureCode } from '@dandelion-loop/contract';

/** An error that a user caused or can mend. The message is one or two plain sentences: what is wrong, where, what to do. */
export class DandelionFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DandelionFailure';
    this.code = code;
  }
}
