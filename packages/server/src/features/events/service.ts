import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { ConsentGate } from '../../kernel/consent-gate.ts';
import type { Engine } from '../../kernel/engine.ts';
import type { Log } from '../../kernel/log.ts';
import { createArrivalCounts } from './arrival-counts.ts';
import { createGroups } from './commit-groups.ts';
import { loadEventNames } from './event-names.ts';
import { inboxColumns } from './event-rows.ts';
import { type IntakeParts, type Taken, take } from './intake.ts';
import { createMachines } from './machines.ts';
import { emptyTables } from './move.sql.ts';
import type { MoveStep } from './move-step.ts';
import { type Mover, startMover } from './mover.ts';
import { createRejects } from './rejects.ts';
import { takeSlot } from './take-slot.ts';
import type { TrackingRequest } from './tracking-request.ts';
import { createWindows } from './windows.ts';

export interface EventsParts {
  engine: Engine;
  pool: Pool;
  gate: ConsentGate;
  /** What other features make of the events of a window. */
  steps: readonly MoveStep[];
  /** Whether no other server writes to this engine. */
  alone: boolean;
  log: Log;
  now: () => number;
}

export interface EventsService {
  /** See `take` in intake.ts. */
  take(request: TrackingRequest): Promise<Taken>;
  mover: Pick<Mover, 'drain' | 'hold' | 'backlog'>;
  /** Empties tables of the engine between two windows, and what is remembered of them. */
  forgetAll(tables: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** At 35,000 a second that is about a second and a half. */
const mostRows = 60_000;
const mostBytes = 48 * 1024 * 1024;
const lingerMilliseconds = 20;
const movedEveryMilliseconds = 700;

export async function startEvents(parts: EventsParts): Promise<EventsService> {
  const { engine, pool, log, now } = parts;
  const slot = await takeSlot(pool, log);
  const windows = createWindows(slot.number, now);
  const groups = createGroups(
    (rows) =>
      engine.load(
        {
          sql: `INSERT INTO inbox (${inboxColumns}) FORMAT RowBinary`,
          settings: { async_insert: 0, max_threads: 1, max_insert_threads: 1 },
        },
        Readable.from([rows], { objectMode: false }),
      ),
    { mostRows, mostBytes, lingerMilliseconds },
  );
  const counts = createArrivalCounts({ engine, log });
  const mover = startMover({ ...parts, windows, settled: groups.settled, everyMilliseconds: movedEveryMilliseconds });
  const intake: IntakeParts = {
    ...{ gate: parts.gate, groups, windows, counts, backlog: mover.backlog },
    ...{ rejects: createRejects({ engine, counts }), names: await loadEventNames(engine), machines: createMachines() },
  };
  return {
    take: (request) => take(intake, request),
    mover,
    async forgetAll(tables) {
      await mover.hold(() => emptyTables(engine, tables));
      intake.names.forget();
    },
    async stop() {
      await mover.stop();
      await counts.stop();
      await slot.release();
    },
  };
}
