import { failureCodes, type Problem } from '@dandelion-loop/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EngineError } from '../kernel/engine.ts';
import { DandelionFailure } from '../kernel/failure.ts';

/** A request that does not fit the endpoint's schemas. */
export class BadInput extends DandelionFailure {
  readonly fields: NonNullable<Problem['fields']>;

  constructor(place: 'params' | 'query' | 'body', error: z.ZodError) {
    const fields = error.issues.slice(0, 20).map(({ path, message }) => ({
      path: [place, ...path].join('.').slice(0, 200),
      message,
    }));
    const [first] = fields;
    super(
      'bad-request',
      `The request cannot be read: ${first ? `${first.path}: ${first.message}` : z.prettifyError(error)}`,
    );
    this.fields = fields;
  }
}

/** Fastify's own refusals, by its codes. */
const fastifyRefusals: Record<string, [code: 'bad-request' | 'file-too-large', message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['file-too-large', 'The request is larger than it may be.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['bad-request', 'The body must be JSON (Content-Type: application/json).'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad-request', 'The body is empty; it must be JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-request', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'The length of the body is not what was announced.'],
  FST_ERR_BAD_URL: ['bad-request', 'The address cannot be read.'],
};

const lostStore = /ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08\d{3}|53300/;
/** What the driver says without a code. */
const lostConnection = /Connection terminated|timeout exceeded when trying to connect/;
/** A day that the calendar of the store does not have, such as one of the year 0. */
const noSuchDay = /^2200[78]$/;

/** What to tell a client about any error; a bug of ours says no more than that it is one, and where to look for it. */
function problemOf(error: unknown, requestId: string): Problem {
  const failure = asFailure(error);
  const { status, title } = failureCodes[failure.code];
  return {
    type: `/api/problems/${failure.code}`,
    title,
    status,
    detail: failure.message,
    code: failure.code,
    ...(status >= 500 ? { requestId } : {}),
    ...(failure instanceof BadInput ? { fields: failure.fields } : {}),
  };
}

function asFailure(error: unknown): DandelionFailure {
  if (error instanceof DandelionFailure) return error;
  const code = systemCode(error);
  const refusal = fastifyRefusals[code];
  if (refusal) return new DandelionFailure(...refusal);
  if (lostStore.test(code) || causesOf(error).some((one) => lostConnection.test(String(one)))) {
    return new DandelionFailure(
      'engine-failed',
      'The record store does not answer at the moment. It is being restarted; try again in a few seconds.',
      { cause: error },
    );
  }
  if (noSuchDay.test(code)) {
    return new DandelionFailure('bad-value', 'A day cannot be kept: the calendar has none like it. Look at its year.', {
      cause: error,
    });
  }
  if (code === 'ENOSPC' || code === '53100') {
    return new DandelionFailure('no-space', 'The disk is full. Free some space and try again; nothing was changed.', {
      cause: error,
    });
  }
  if (error instanceof EngineError && error.type === 'MEMORY_LIMIT_EXCEEDED') {
    return new DandelionFailure(
      'engine-failed',
      'This needs more memory than the machine has free. Choose fewer rows.',
    );
  }
  const statusCode = (error as FastifyError | null)?.statusCode;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new DandelionFailure('bad-request', 'The request cannot be read.', { cause: error });
  }
  return new DandelionFailure(
    'internal',
    'This is a bug in Dandelion. What you did was not saved. The log of the server has the details under the id of this request.',
    {
      cause: error,
    },
  );
}

type Cause = { code?: unknown; cause?: unknown };

/** Drizzle wraps what the store said. */
function causesOf(error: unknown): Cause[] {
  const found: Cause[] = [];
  for (let at = error as Cause | undefined; at && found.length < 5; at = at.cause as typeof at) found.push(at);
  return found;
}

const systemCode = (error: unknown): string =>
  causesOf(error)
    .map(({ code }) => code)
    .find((code) => typeof code === 'string') ?? '';

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  const { retryAfterSeconds } = asFailure(error);
  if (problem.code === 'internal') request.log.error({ err: error }, 'a bug');
  else request.log.debug({ code: problem.code }, problem.title);
  if (retryAfterSeconds !== null) void reply.header('Retry-After', String(retryAfterSeconds));
  else if (problem.status === 503) void reply.header('Retry-After', '2');
  if (problem.code === 'not-signed-in') void reply.header('WWW-Authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
