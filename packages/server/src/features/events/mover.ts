import type { Pool } from 'pg';
import type { Engine } from '../../kernel/engine.ts';
import type { Log } from '../../kernel/log.ts';
import { repeat } from '../../kernel/repeat.ts';
import {
  contentOf,
  dropWindow,
  gather,
  inboxRows,
  keep,
  type MovingEngine,
  onceAs,
  remember,
  type WindowContent,
  windowsBefore,
} from './move.sql.ts';
import type { MoveStep } from './move-step.ts';
import { slots, type Windows } from './windows.ts';

/** Moves what lies in the inbox to where it is asked for: window by window, each event once, whatever dies meanwhile. */

/** Of all servers one moves at a time. Arbitrary, but never to be changed. */
const movingLock = 4_600_010;
/** A window of a server that is gone, or stalls, is nobody's after that: an insert is given up long before. */
const forsakenMilliseconds = 120_000;
/** Where nothing came, what other servers left is looked for that often. */
const idleMilliseconds = 15_000;

export interface MoverParts {
  engine: Engine;
  pool: Pool;
  windows: Windows;
  /** Waits until all that was taken so far lies in the inbox, or was refused. */
  settled: () => Promise<void>;
  steps: readonly MoveStep[];
  /** Whether no other server writes to this engine: what an earlier process left is then complete. */
  alone: boolean;
  log: Log;
  now: () => number;
  everyMilliseconds: number;
}

export interface Mover {
  /** Rows of the inbox that were not moved, as of the last look. */
  backlog(): number;
  /** Moves all that was taken until now. */
  drain(): Promise<void>;
  /** Runs `work` while nothing is moved. */
  hold<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  stop(): Promise<void>;
}

async function moveWindow(
  engine: MovingEngine,
  steps: readonly MoveStep[],
  { window, content }: WindowContent,
): Promise<void> {
  const token = `${window}:${content}`;
  await gather(engine, window);
  await keep(engine, { window, token });
  for (const { name, run } of steps) await run(engine, { window, once: (n) => onceAs(`${token}:${name}:${n}`) });
  await remember(engine, token);
  // What came into it meanwhile, from a server that was thought dead, is moved the next time.
  if ((await contentOf(engine, window)) === content) await dropWindow(engine, window);
}

/** Runs `work` while nobody else has the lock, here or on another server. `held` throws once that is no longer sure. */
async function locked<Answer>(pool: Pool, work: (held: () => void) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [movingLock]);
    try {
      return await work(() => {
        if (broken) throw broken;
      });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [movingLock]).catch(onError);
    }
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** The engine, asked only while the lock is held: whoever has it next empties `moving`. */
const whileHeld = (engine: Engine, held: () => void): MovingEngine => ({
  rows(question) {
    held();
    return engine.rows(question);
  },
  run(question) {
    held();
    return engine.run(question);
  },
});

export function startMover(parts: MoverParts): Mover {
  const { engine, windows, steps, now } = parts;
  let backlog = 0;
  let looked = Number.NEGATIVE_INFINITY;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other on this server too, which has one engine's connection for it. */
  function inTurn<Answer>(work: (held: () => void) => Promise<Answer>): Promise<Answer> {
    const mine = turn.then(() => locked(parts.pool, work));
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function moveSealed(current: number, held: () => void): Promise<void> {
    const mine = whileHeld(engine, held);
    const forsaken = (now() - forsakenMilliseconds) * slots;
    for (const one of await windowsBefore(engine, current)) {
      if (!windows.isMine(one.window) && !parts.alone && one.window > forsaken) continue;
      await moveWindow(mine, steps, one);
      windows.forget(one.window);
    }
    backlog = await inboxRows(engine);
    looked = now();
  }

  async function look(): Promise<void> {
    const { current, turned } = windows.turn();
    if (!turned && backlog === 0 && now() - looked < idleMilliseconds) return;
    await parts.settled();
    await inTurn((held) => moveSealed(current, held));
  }

  const looking = repeat({
    everyMilliseconds: parts.everyMilliseconds,
    async look() {
      await look();
      return false;
    },
    failed: (error) =>
      parts.log.warn({ err: error }, 'Events wait in the inbox: they could not be moved. It is tried again'),
  });

  return {
    backlog: () => backlog,
    async drain() {
      await look();
      await turn;
    },
    hold: (work) => inTurn(work),
    stop: () => looking.stop(),
  };
}
