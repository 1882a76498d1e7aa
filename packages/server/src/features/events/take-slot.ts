import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { slots } from './windows.ts';

/** The slot of a server is a lock in the record store, which goes with its connection. Arbitrary, but never to be changed. */
const firstLock = 4_600_100;

export interface Slot {
  number: number;
  release(): Promise<void>;
}

async function lockOne(client: PoolClient, wanted: readonly number[]): Promise<number | null> {
  for (const slot of wanted) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      firstLock + slot,
    ]);
    if (rows[0]!.taken) return slot;
  }
  return null;
}

/** Takes a number that no other server has. When its connection breaks, it is taken again as soon as the record store answers. */
export async function takeSlot(pool: Pool, log: Log): Promise<Slot> {
  let released = false;
  let client = await pool.connect();
  const all = Array.from({ length: slots }, (_, slot) => slot);
  const number = await lockOne(client, all);
  if (number === null) {
    client.release();
    throw new DandelionFailure('conflict', `More than ${slots} servers write to this workspace. Stop some of them.`);
  }

  function hold(): void {
    const held = client;
    let broken = false;
    held.on('error', () => {
      if (broken) return;
      broken = true;
      // A connection that was given back breaks for nobody.
      if (!released) void again(held);
    });
  }

  async function again(lost: PoolClient): Promise<void> {
    lost.release(true);
    while (!released) {
      await sleep(1000, undefined, { ref: false });
      try {
        client = await pool.connect();
        if ((await lockOne(client, [number!])) === number) return hold();
        client.release();
      } catch (error) {
        log.info({ err: error }, 'The number of this server could not be taken again yet');
      }
    }
  }

  hold();
  return {
    number,
    async release() {
      if (released) return;
      released = true;
      client.release(true);
    },
  };
}
