import { PassThrough, type Readable } from 'node:stream';
import type { Endpoint } from '@dandelion-loop/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/** Nobody holds a request by sending it a byte at a time. Uploads take as long as they take. */

const uploadOf = ({ routeOptions: { config } }: FastifyRequest): boolean =>
  (config as { endpoint?: Endpoint }).endpoint?.upload === true;

/** Refused before a byte of it was read. */
const refusedAtTheDoor = new Set([401, 403, 421]);

function tooSlow(seconds: number): DandelionFailure {
  return new DandelionFailure(
    'too-slow',
    `The body of the request did not come within ${seconds} seconds. Nothing was changed; send it again.`,
  );
}

/** The same bytes, or an error when the last of them does not come in time. */
function within(seconds: number, body: Readable): Readable {
  const timed = new PassThrough();
  const timer = setTimeout(() => {
    body.unpipe(timed);
    timed.destroy(tooSlow(seconds));
  }, seconds * 1000);
  timer.unref();
  timed.once('close', () => clearTimeout(timer));
  // A body that was refused before its end (its type, its length) has nobody who would hear that it is also slow.
  timed.on('error', () => {});
  body.once('error', (error) => timed.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) timed.destroy();
  });
  return body.pipe(timed);
}

/** Closes a connection whose answer was sent, but whose body still trickles in. */
function closeLater(seconds: number, { raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return;
  const { socket } = raw;
  const timer = setTimeout(() => {
    if (!raw.complete) socket.destroy();
  }, seconds * 1000);
  timer.unref();
  raw.once('close', () => clearTimeout(timer));
}

export function limitSlowBodies(server: FastifyInstance, seconds: number): void {
  server.addHook('preParsing', async (request: FastifyRequest, _reply: FastifyReply, payload: Readable) =>
    uploadOf(request) || request.raw.complete ? payload : within(seconds, payload),
  );
  server.addHook('onResponse', async (request, reply) => {
    if (!uploadOf(request) || refusedAtTheDoor.has(reply.statusCode)) closeLater(seconds, request);
  });
}
