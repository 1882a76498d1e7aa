import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestSeen } from '../kernel/seen.ts';
import { openSpan } from '../kernel/trace.ts';

/** One line, one count and one span a request. Of what was sent only the method and the route's pattern are told. */

export interface Observer {
  seen: (request: RequestSeen) => void;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Asked every few seconds by machines. */
const quiet = new Set(['/healthz', '/readyz', '/metrics']);
/** Who asked went away before the answer was sent. */
const gone = 499;

function routeOf({ routeOptions }: FastifyRequest, status: number): string {
  const { config, url = '' } = routeOptions;
  const { endpoint } = config as { endpoint?: { path: string } };
  if (endpoint !== undefined) return endpoint.path;
  if (quiet.has(url) || /^\/(api|v1)\//.test(url)) return url;
  return url === '' && status >= 400 ? 'none' : 'page';
}

const lengthOf = (reply: FastifyReply): number | null => {
  const length = Number(reply.getHeader('content-length'));
  return Number.isFinite(length) ? length : null;
};

/** Sees a request from its beginning to the end of its answer. `next` is what comes then; it runs as a part of its span. */
export function observe(request: FastifyRequest, reply: FastifyReply, { seen }: Observer, next: () => void): void {
  const begun = performance.now();
  const method = methods.has(request.method) ? request.method : 'OTHER';
  const traceparent = request.headers.traceparent;
  const open = openSpan({
    name: method,
    kind: 'server',
    attributes: { 'http.request.method': method, 'dandelion.request_id': request.id },
    parent: typeof traceparent === 'string' ? traceparent : undefined,
  });
  void reply.header('X-Request-Id', request.id);
  reply.raw.once('close', () => {
    const status = reply.raw.writableFinished ? reply.raw.statusCode : gone;
    const milliseconds = performance.now() - begun;
    const route = routeOf(request, status);
    seen({ method, route, status, seconds: milliseconds / 1000 });
    open?.rename(`${method} ${route}`);
    open?.set({ 'http.route': route, 'http.response.status_code': status });
    open?.end(status >= 500 ? String(status) : undefined);
    const facts = {
      method,
      route,
      status,
      milliseconds: Math.round(milliseconds),
      bytes: lengthOf(reply),
      ...open?.ids,
    };
    // Events come by the thousand.
    if ((quiet.has(route) || route.startsWith('/v1/')) && status < 400) request.log.debug(facts, 'request');
    else request.log.info(facts, 'request');
  });
  if (open === null) next();
  else open.within(next);
}
