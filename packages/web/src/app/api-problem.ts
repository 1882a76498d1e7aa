import type { FailureCode, Problem } from '@dandelion-loop/contract';

/** The server's codes, and what only a client can see: that nobody answers. */
export type ProblemCode = FailureCode | 'unreachable';

export interface ProblemParts {
  /** 0 when there was no answer. */
  status: number;
  code: ProblemCode;
  title: string;
  /** What is wrong, where, what to do: sentences for people. */
  detail: string;
  fields?: Problem['fields'];
  /** When it can be tried again. */
  retryAfterSeconds?: number | undefined;
}

/** What went wrong with a call, as RFC 9457 tells it. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
  readonly fields: NonNullable<Problem['fields']>;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, code, title, detail, fields, retryAfterSeconds }: ProblemParts) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.fields = fields ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What is wrong with one field of the body, such as `name` or `metrics.0.numerator`. */
  ofField(path: string): string | undefined {
    return this.fields.find((field) => field.path === `body.${path}`)?.message;
  }
}
