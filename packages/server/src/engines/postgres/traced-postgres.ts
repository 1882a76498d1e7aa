import { AsyncResource } from 'node:async_hooks';
import pg from 'pg';
import { openStatement } from '../../kernel/trace.ts';

/** PostgreSQL's client and pool with a span for each statement that is asked as a part of something. */

type Callback = (error: Error | undefined, answer?: unknown) => void;

const textOf = (asked: unknown): string | undefined =>
  typeof asked === 'string' ? asked : (asked as { text?: string } | undefined)?.text;

export class TracedClient extends pg.Client {
  // The types of `query` are too many to be repeated.
  override query(...asked: unknown[]): never {
    const ask = (given: unknown[]) => (super.query as (...all: unknown[]) => unknown).apply(this, given);
    const text = textOf(asked[0]);
    const open = text === undefined ? null : openStatement('postgresql', text);
    if (open === null) return ask(asked) as never;
    const callback = asked.at(-1);
    if (typeof callback === 'function') {
      const told: Callback = (error, answer) => {
        open.end(error ?? undefined);
        (callback as Callback)(error, answer);
      };
      return ask([...asked.slice(0, -1), told]) as never;
    }
    const answer = ask(asked);
    if (answer instanceof Promise) {
      answer.then(
        () => open.end(),
        (error) => open.end(error),
      );
    } else open.end();
    return answer as never;
  }
}

/** Who had to wait for a connection is called when somebody else gives one back: as a part of their work, without this. */
export class TracedPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: TracedClient } as pg.PoolConfig);
  }

  override connect(callback?: unknown): never {
    const connect = super.connect as (callback?: unknown) => unknown;
    if (typeof callback !== 'function') return connect.call(this) as never;
    return connect.call(this, AsyncResource.bind(callback as () => void)) as never;
  }
}
