import { afterEach, describe, expect, it } from 'vitest';
import { openSpan, openStatement, span, traceIds, traceparent } from '../../kernel/trace.ts';
import { type Collector, startCollector } from '../../test-collector.ts';
import { startTracing } from './start-tracing.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

describe('without a collector', () => {
  it('work is done as if there was nothing', async () => {
    expect(await span({ name: 'a', kind: 'internal' }, async () => 7)).toBe(7);
    expect([openSpan({ name: 'a', kind: 'server' }), openStatement('postgresql', 'SELECT 1')]).toEqual([null, null]);
    expect([traceIds(), traceparent()]).toEqual([null, null]);
  });
});

describe('with a collector', () => {
  let collector: Collector;
  afterEach(() => {
    collector.close();
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  });

  async function collected(protocol: 'http/protobuf' | 'http/json', work: () => Promise<unknown>): Promise<void> {
    collector = await startCollector();
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    const tracing = await startTracing({ protocol, version: '0', log });
    await work();
    // What is left is sent before the end.
    await tracing.stop();
  }

  it('spans go there as Protobuf', async () => {
    await collected('http/protobuf', () => span({ name: 'a probe', kind: 'internal' }, async () => 1));
    expect(collector.requests).toMatchObject([{ path: '/v1/traces', type: 'application/x-protobuf' }]);
    expect(collector.requests[0]?.body).toContain('a probe');
    expect(await span({ name: 'after it', kind: 'internal' }, async () => traceIds())).toBeNull();
  });

  it('a failure is told by its kind, and a statement only as a part of something', async () => {
    await collected('http/json', async () => {
      expect(openStatement('postgresql', 'SELECT 1')).toBeNull();
      const work = async () => {
        openStatement('postgresql', `SELECT '${'x'.repeat(9000)}'`)?.end();
        throw new TypeError('about "somebody"');
      };
      await expect(span({ name: 'a failure', kind: 'internal' }, work)).rejects.toThrow('about');
    });
    const [statement, failure] = collector.spans;
    expect(statement).toMatchObject({ name: 'SELECT postgresql', parentSpanId: failure?.spanId });
    expect(String(statement?.attributes['db.query.text']).length).toBeLessThan(4100);
    expect(failure).toMatchObject({
      name: 'a failure',
      status: { code: 2 },
      attributes: { 'error.type': 'TypeError' },
    });
    expect(JSON.stringify(collector.spans)).not.toContain('somebody');
  });
});
