/**
 * Where time goes, as spans. `engines/tracing` fulfils it when somebody collects them; without it every function here is a plain call.
 * Names and attributes come from the program (a route's pattern, a queue, a statement with placeholders), never from data.
 */

type Attributes = Record<string, string | number | boolean>;

export interface SpanStart {
  name: string;
  kind: 'server' | 'client' | 'consumer' | 'internal';
  attributes?: Attributes;
  /** W3C `traceparent` of whoever asked for this. What runs around it is the parent when left out. */
  parent?: string | undefined;
}

/** The names are those under which logs are joined with traces. */
export interface TraceIds {
  trace_id: string;
  span_id: string;
}

/** A span that was begun. `end` once. */
export interface OpenSpan {
  readonly ids: TraceIds;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** Runs work as a part of it: spans begun meanwhile are its children. */
  within<Answer>(work: () => Answer): Answer;
  /** With what went wrong, of which only its kind is kept. */
  end(failure?: unknown): void;
}

export interface Tracer {
  open(start: SpanStart): OpenSpan;
  /** Of the span that runs now. */
  ids(): TraceIds | null;
  traceparent(): string | null;
}

let tracer: Tracer | null = null;

/** From now on spans go to it; null: nowhere. */
export function traceWith(next: Tracer | null): void {
  tracer = next;
}

/** For work whose beginning and end are two events. Null when nobody collects. */
export function openSpan(start: SpanStart): OpenSpan | null {
  return tracer === null ? null : tracer.open(start);
}

/** Work as a span. */
export async function span<Answer>(start: SpanStart, work: () => Promise<Answer>): Promise<Answer> {
  const open = openSpan(start);
  if (open === null) return work();
  try {
    const answer = await open.within(work);
    open.end();
    return answer;
  } catch (error) {
    open.end(error);
    throw error;
  }
}

const longestStatement = 4000;

/** A statement to a store. Only as a part of something: what polls by itself is no news. `sql` has placeholders for values. */
export function openStatement(system: 'postgresql' | 'clickhouse', sql: string): OpenSpan | null {
  if (tracer === null || tracer.ids() === null) return null;
  const text = sql.trim();
  const operation = /^\(*\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'statement';
  return tracer.open({
    name: `${operation} ${system}`,
    kind: 'client',
    attributes: {
      'db.system.name': system,
      'db.operation.name': operation,
      'db.query.text': text.length <= longestStatement ? text : `${text.slice(0, longestStatement)} ...`,
    },
  });
}

/** A statement to a store as a span. */
export async function statement<Answer>(
  system: 'postgresql' | 'clickhouse',
  sql: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const open = openStatement(system, sql);
  if (open === null) return work();
  try {
    const answer = await work();
    open.end();
    return answer;
  } catch (error) {
    open.end(error);
    throw error;
  }
}

/** Of the span that runs now, for lines of the log. */
export const traceIds = (): TraceIds | null => tracer?.ids() ?? null;

/** To be handed to work elsewhere that belongs to the span that runs now. */
export const traceparent = (): string | null => tracer?.traceparent() ?? null;
