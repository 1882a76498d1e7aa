import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type OutboundAnswer, OutboundError, type OutboundPost } from '../../kernel/outbound.ts';
import { checkHost } from './resolve-host.ts';
import type { Rules } from './rules.ts';
import { httpNeedsAllowed, readTarget } from './target.ts';

const mostAnswer = 64 * 1024;

/** Words for what goes wrong with connections, by the codes of the system. */
const words: Record<string, string> = {
  ECONNREFUSED: 'Nothing answers there: the connection was refused.',
  ECONNRESET: 'The receiver broke the connection.',
  EPIPE: 'The receiver broke the connection.',
  EHOSTUNREACH: 'The receiver cannot be reached from here.',
  ENETUNREACH: 'The receiver cannot be reached from here.',
  ETIMEDOUT: 'The receiver did not answer in time.',
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the receiver is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the receiver is signed by itself.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the receiver is signed by nobody whom this machine trusts.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate of the receiver cannot be verified: it may not send the whole chain.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate of the receiver is signed by nobody whom this machine trusts.',
  HPE_INVALID_CONSTANT: 'What answers there does not speak HTTP.',
  EPROTO: 'The receiver does not speak TLS as it should.',
};

/** What went wrong with a connection, as a sentence that quotes nothing. */
export function connectionError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const failures = error instanceof AggregateError ? error.errors : [error];
  // The library that speaks SMTP keeps the system's code beside its own.
  const { originalCode, code = '' } = (failures[0] ?? {}) as { originalCode?: string; code?: string };
  const cause = originalCode ?? code;
  const known = words[cause] ?? (cause.startsWith('HPE_') ? words.HPE_INVALID_CONSTANT! : null);
  return new OutboundError(known ?? `The connection failed${/^\w+$/.test(cause) ? ` (${cause})` : ''}.`, {
    cause: error,
  });
}

/** As much of the answer as anybody reads; then the connection ends. What breaks later does not matter: the status is there. */
function readBody(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = () => {
      response.destroy();
      resolve(Buffer.concat(chunks).subarray(0, mostAnswer).toString('utf8'));
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= mostAnswer) done();
    });
    for (const event of ['end', 'error', 'aborted', 'close'] as const) response.on(event, done);
  });
}

/** Posts once, to an address that was checked in this very call. */
export async function post(
  { url, headers, body, milliseconds, stop }: OutboundPost,
  rules: Rules,
): Promise<OutboundAnswer> {
  const late = AbortSignal.timeout(milliseconds);
  const signal = AbortSignal.any([stop, late]);
  try {
    const target = readTarget(url);
    const host = await untilAborted(checkHost(target.hostname, rules), signal);
    if (target.protocol === 'http:' && !host.allowed) throw new OutboundError(httpNeedsAllowed);
    // Whatever the name leads to from now on, these are the addresses.
    const pinned = host.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const lookup: LookupFunction = (_name, { all }, answer) =>
      all ? answer(null, pinned) : answer(null, pinned[0]!.address, pinned[0]!.family);
    return await new Promise<OutboundAnswer>((resolve, reject) => {
      let answered = false;
      const options = { method: 'POST', lookup, agent: false as const, signal, maxHeaderSize: 16 * 1024 };
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const request = target.protocol === 'https:' ? requestHttps : requestHttp;
      const asked = request(target, { ...options, headers: { ...headers, ...length } }, (response) => {
        const given = Object.entries(response.headers).map(([name, value]) => [name, value?.toString()] as const);
        answered = true;
        const status = response.statusCode ?? 0;
        readBody(response).then((text) => resolve({ status, headers: Object.fromEntries(given), body: text }), reject);
      });
      // Once there is a status, `readBody` ends with what came.
      asked.on('error', (error) => answered || reject(error));
      // An offer to speak something else.
      asked.on('upgrade', () => asked.destroy(new OutboundError('The receiver answered with another protocol.')));
      asked.end(body);
    });
  } catch (error) {
    if (stop.aborted) throw new OutboundError('Dandelion was stopped meanwhile.');
    if (late.aborted) throw new OutboundError(`No answer within ${Math.round(milliseconds / 1000)} seconds.`);
    throw connectionError(error);
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
