import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLastingClickhouse } from '../packages/server/src/engines/clickhouse/start-lasting-clickhouse.ts';
import { readCard, readCustomers } from '../packages/server/src/features/customers/customers.sql.ts';
import { customersStep } from '../packages/server/src/features/customers/index.ts';
import {
  readLinks,
  readOrigins,
  readRefused,
  readTimeline,
  readTraits,
} from '../packages/server/src/features/customers/profile.sql.ts';
import type { Engine } from '../packages/server/src/kernel/engine.ts';
import { eventsEach, makeTables, putWindow } from './customer-data.ts';
import { repeat, report } from './measure.ts';

/** A million customers with twenty events each; seven of ten have a user id and two devices: 2.4 million identities. */
const customers = 1_000_000;
const times = 20;

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function told(name: string, work: () => Promise<unknown>): Promise<void> {
  await work();
  const taken = (await repeat(times, () => milliseconds(work))).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(taken[Math.ceil(share * taken.length) - 1]!);
  report({ bench: 'customers', name, customers, median: at(0.5), p95: at(0.95), unit: 'ms' });
}

/** The events go the way of the mover, window by window. */
async function fill(engine: Engine, root: string): Promise<void> {
  await makeTables(engine, root);
  const started = performance.now();
  let most = 0;
  for (let turn = 0; turn < eventsEach; turn++) {
    const window = turn + 1;
    await putWindow(engine, { window, customers, turn });
    const once = (n: number) => ({
      insert_deduplication_token: `${window}:${n}`,
      min_insert_block_size_rows: 10_000_000,
      min_insert_block_size_bytes: 4_000_000_000,
    });
    await customersStep.run(engine, { window, once });
    most = Math.max(most, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - started) / 1000;
  const events = customers * eventsEach;
  report({
    bench: 'customers',
    name: 'identities resolved',
    events,
    seconds,
    nodeMegabytes: Math.round(most / 2 ** 20),
  });
}

const page = { limit: 51, after: null } as const;

async function lists(engine: Engine): Promise<void> {
  for (const sort of ['last', 'first', 'name'] as const) {
    await told(`list by ${sort}`, () => readCustomers(engine, {}, { ...page, sort }));
  }
  const filters = {
    'search for one': { search: 'user123456@' },
    'search for many': { search: 'olga' },
    'search for all': { search: 'example' },
    'with a trait': { trait: 'city', value: 'Bern' },
    'known only': { kind: 'known' },
    'of a source': { source: 2 },
  } as const;
  for (const [name, one] of Object.entries(filters)) {
    await told(name, () => readCustomers(engine, one, { ...page, sort: 'last' }));
  }
}

export async function run(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-bench-'));
  const engine = await startLastingClickhouse({ folder });
  try {
    await fill(engine, root);
    await lists(engine);
    const found = await readCustomers(engine, { kind: 'known' }, { ...page, sort: 'first' });
    let next = 0;
    await told('profile with timeline', () => {
      const { id } = found[next++ % found.length]!.customer;
      return Promise.all([
        ...[readCard(engine, id, 'profile'), readCard(engine, id, 'collect'), readTraits(engine, id)],
        ...[readLinks(engine, id), readRefused(engine, id), readOrigins(engine, id)],
        readTimeline(engine, id, { ...page, order: 'newest' }),
      ]);
    });
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
