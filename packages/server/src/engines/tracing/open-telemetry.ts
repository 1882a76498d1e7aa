import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer as Tracing,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Log } from '../../kernel/log.ts';
import { type OpenSpan, type SpanStart, type Tracer, traceWith } from '../../kernel/trace.ts';

/** Fulfils kernel/trace.ts with OpenTelemetry. */

/** Which collector gets the spans; what else OpenTelemetry's variables say is read by its own packages. */
export interface TracingOptions {
  protocol: 'http/protobuf' | 'http/json';
  version: string;
  log: Log;
}

const kinds: Record<SpanStart['kind'], SpanKind> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};
/** A collector that is away must not hold up the end of the program. */
const patience = 3000;
const saidAgainAfter = 60_000;

/** The kind of a failure: its message can quote data. */
const kindOf = (failure: unknown): string =>
  failure instanceof Error ? String((failure as { code?: unknown }).code ?? failure.constructor.name) : String(failure);

function openSpanOf(span: Span, around: Context): OpenSpan {
  const within = trace.setSpan(around, span);
  const { traceId, spanId } = span.spanContext();
  return {
    ids: { trace_id: traceId, span_id: spanId },
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(attributes),
    within: (work) => context.with(within, work),
    end(failure) {
      if (failure !== undefined) {
        span.setAttribute('error.type', kindOf(failure));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

function tracerOf(tracing: Tracing): Tracer {
  return {
    open({ name, kind, attributes = {}, parent }) {
      const around =
        parent === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, { traceparent: parent });
      return openSpanOf(tracing.startSpan(name, { kind: kinds[kind], attributes }, around), around);
    },
    ids() {
      const found = trace.getSpanContext(context.active());
      return found && isSpanContextValid(found) ? { trace_id: found.traceId, span_id: found.spanId } : null;
    },
    traceparent() {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent ?? null;
    },
  };
}

/** The packages tell of a collector that does not answer with all they know of it; one plain line a minute is enough. */
function tellOfTrouble(log: Log): void {
  let said = -saidAgainAfter;
  const say = () => {
    if (performance.now() - said < saidAgainAfter) return;
    said = performance.now();
    log.warn({}, 'Spans could not be sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT');
  };
  const nothing = () => {};
  diag.setLogger({ error: say, warn: nothing, info: nothing, debug: nothing, verbose: nothing }, DiagLogLevel.ERROR);
}

export function openTelemetry({ protocol, version, log }: TracingOptions): { stop(): Promise<void> } {
  tellOfTrouble(log);
  const ours = resourceFromAttributes({
    'service.name': 'dandelion',
    'service.version': version,
    'service.instance.id': randomUUID(),
  });
  const resource = defaultResource()
    .merge(ours)
    .merge(detectResources({ detectors: [envDetector] }));
  const exporter = protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  traceWith(tracerOf(provider.getTracer('dandelion', version)));
  return {
    async stop() {
      traceWith(null);
      await Promise.race([provider.shutdown().catch(() => undefined), sleep(patience, undefined, { ref: false })]);
    },
  };
}
