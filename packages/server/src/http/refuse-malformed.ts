import type { Socket } from 'node:net';
import { type FailureCode, failureCodes, type Problem } from '@dandelion-loop/contract';
import type { RequestSeen } from '../kernel/seen.ts';

/** Requests that are no HTTP, before there is a request to speak of. */

const refusals: Record<string, { code: FailureCode; status: number; words: string; detail: string }> = {
  HPE_HEADER_OVERFLOW: {
    ...{ code: 'bad-request', status: 431, words: 'Request Header Fields Too Large' },
    detail: 'The head of the request is larger than it may be. Send fewer or shorter headers.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    ...{ code: 'too-slow', status: failureCodes['too-slow'].status, words: 'Request Timeout' },
    detail: 'The head of the request did not come in time. Send it again.',
  },
};
const malformed = {
  ...{ code: 'bad-request' as const, status: 400, words: 'Bad Request' },
  detail: 'This is not HTTP as it should be. Look at the first line and the headers of the request.',
};

/** A socket whose answer has begun must not get a second one in the midst of it. */
function mayAnswer(socket: Socket & { _httpMessage?: { headersSent: boolean } | null }): boolean {
  return socket.writable && socket._httpMessage?.headersSent !== true;
}

/** For `clientErrorHandler`: answers with problem details and closes. */
export function refuseMalformed(seen: (request: RequestSeen) => void) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !mayAnswer(socket)) {
      socket.destroy();
      return;
    }
    const { code, status, words, detail } = refusals[error.code ?? ''] ?? malformed;
    seen({ method: 'OTHER', route: 'none', status, seconds: 0 });
    const { title } = failureCodes[code];
    const problem: Problem = { type: `/api/problems/${code}`, title, status, detail, code };
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${status} ${words}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  };
}
