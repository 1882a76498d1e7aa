import { createServer, type ServerResponse } from 'node:http';
import { failureCodes, type Problem, type Readiness } from '@dandelion-loop/contract';
import { securityHeaders } from './security-headers.ts';

/** Answers in the place of a server that holds still. */
export interface StandIn {
  close(): Promise<void>;
}

const retryAfterSeconds = 10;

/** Listens on the address of the server and tells everybody the sentence, with 503. `/healthz` is well: the process lives. */
export async function standIn(address: { host: string; port: number }, sentence: string): Promise<StandIn> {
  const answer = (response: ServerResponse, status: number, type: string, body: object) => {
    response.writeHead(status, { ...securityHeaders, 'content-type': type, 'retry-after': String(retryAfterSeconds) });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    // What is sent is let through to nowhere: who sends it would not see the answer otherwise.
    request.resume();
    const path = (request.url ?? '').split('?')[0];
    if (path === '/healthz') return answer(response, 200, 'application/json', { ok: true });
    if (path === '/readyz') {
      const parts = { restore: { state: 'starting' as const, reason: sentence } };
      return answer(response, 503, 'application/json', { ready: false, parts } satisfies Readiness);
    }
    if (request.headers.accept?.includes('text/html')) {
      response.writeHead(503, {
        ...securityHeaders,
        'content-type': 'text/plain; charset=utf-8',
        'retry-after': String(retryAfterSeconds),
      });
      return response.end(sentence);
    }
    const code = 'engine-failed';
    const { title } = failureCodes[code];
    const problem: Problem = { type: `/api/problems/${code}`, title, status: 503, detail: sentence, code };
    answer(response, 503, 'application/problem+json', problem);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
