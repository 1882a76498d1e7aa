import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A collector of OpenTelemetry's spans on loopback, for OTLP over HTTP with JSON. */

interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Record<string, unknown>;
  status: { code?: number };
}

interface Sent {
  resourceSpans: {
    resource: { attributes: Pair[] };
    scopeSpans: { spans: (Omit<CollectedSpan, 'attributes'> & { attributes: Pair[] })[] }[];
  }[];
}
interface Pair {
  key: string;
  value: Record<string, unknown>;
}

const record = (pairs: Pair[]) => Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));

export interface Collector {
  url: string;
  spans: CollectedSpan[];
  /** Attributes of the programs that sent. */
  resources: Record<string, unknown>[];
  requests: { path: string; type: string; authorization: string | undefined; body: string }[];
  close(): void;
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const resources: Collector['resources'] = [];
  const requests: Collector['requests'] = [];
  const server = createServer(async (request, response) => {
    const type = request.headers['content-type'] ?? '';
    const body = await text(request);
    requests.push({ path: request.url ?? '', type, authorization: request.headers.authorization, body });
    if (type.includes('json')) {
      for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
        resources.push(record(resource.attributes));
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          spans.push({ ...span, attributes: record(span.attributes) });
        }
      }
    }
    response.setHeader('content-type', type).end(type.includes('json') ? '{}' : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, spans, resources, requests, close };
}
