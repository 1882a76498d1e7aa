import { setTimeout as sleep } from 'node:timers/promises';
import { DandelionFailure } from '../../kernel/failure.ts';
import { RowWriter } from './row-writer.ts';

/**
 * Group commit: rows of all requests that came meanwhile go to the disk together, one insert after the other, and each request is
 * answered when its rows are there. While one insert runs the next group gathers, so a busy server writes few large groups.
 */

export interface GroupLimits {
  /** Rows that wait and are being written, together; more are refused. */
  mostRows: number;
  /** The same in bytes. */
  mostBytes: number;
  /** How long a group waits for company where the one before had little. */
  lingerMilliseconds: number;
}

export interface Groups {
  /** Writes rows by `write`, and resolves when they are on the disk; rejects with `overloaded` when too many wait, or as `insert` did. */
  add(rows: number, write: (into: RowWriter) => void): Promise<void>;
  /** Waits until all that was added so far is written, or has failed. */
  settled(): Promise<void>;
}

interface Group {
  rows: number;
  writer: RowWriter;
  written: Promise<void>;
  settle: (error?: unknown) => void;
}

/** Below that the next group waits for company: a busy server needs no more of it. */
const littleCompany = 10;

function overloaded(): DandelionFailure {
  return new DandelionFailure(
    'overloaded',
    'More events come than can be written at the moment. Send them again in a second.',
    { retryAfterSeconds: 1 },
  );
}

export function createGroups(insert: (rows: Buffer) => Promise<void>, limits: GroupLimits): Groups {
  // Two pieces of memory take turns: one is being sent while the other fills.
  const spare: RowWriter[] = [new RowWriter(), new RowWriter()];
  let filling: Group | null = null;
  let writing: Promise<void> = Promise.resolve();
  let waiting = { rows: 0, bytes: 0 };
  let running = false;
  let lastRows = 0;

  function open(): Group {
    let settle: Group['settle'] = () => {};
    const written = new Promise<void>((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
    written.catch(() => {});
    return { rows: 0, writer: spare.pop() ?? new RowWriter(), written, settle };
  }

  async function write(group: Group): Promise<void> {
    const rows = group.writer.take();
    try {
      await insert(rows);
      group.settle();
    } catch (error) {
      group.settle(error);
    }
    waiting = { rows: waiting.rows - group.rows, bytes: waiting.bytes - rows.length };
    if (spare.length < 2) spare.push(group.writer.shrunk());
  }

  async function run(): Promise<void> {
    running = true;
    if (lastRows < littleCompany) await sleep(limits.lingerMilliseconds);
    for (let group = filling; group !== null; group = filling) {
      filling = null;
      lastRows = group.rows;
      writing = write(group);
      await writing;
    }
    running = false;
  }

  return {
    add(rows, write) {
      if (waiting.rows + rows > limits.mostRows || waiting.bytes > limits.mostBytes)
        return Promise.reject(overloaded());
      filling ??= open();
      const group = filling;
      const before = group.writer.length;
      write(group.writer);
      group.rows += rows;
      waiting = { rows: waiting.rows + rows, bytes: waiting.bytes + group.writer.length - before };
      if (!running) void run();
      return group.written;
    },
    async settled() {
      const [now, next] = [writing, filling];
      await now;
      await next?.written.catch(() => undefined);
    },
  };
}
