import type { Config } from './config.ts';
import type { EngineAddress } from './engines/clickhouse/engine-client.ts';
import {
  connectRemoteClickhouse,
  type LastingEngine,
  startLastingClickhouse,
} from './engines/clickhouse/start-lasting-clickhouse.ts';
import type { DataFolder } from './engines/data-folder.ts';
import { type SupervisedPostgres, startPostgres } from './engines/postgres/start-postgres.ts';
import type { Log } from './kernel/log.ts';

/** The two databases, for whoever runs on them. */

/** What was started is stopped in the opposite order. */
export type Stops = (() => unknown)[];

export async function unwind(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

export interface Stores {
  /** Of PostgreSQL. */
  url: string;
  /** Null: somebody else's. */
  postgres: SupervisedPostgres | null;
  engine: LastingEngine;
}

/** Starts what was not given by URL; both at once, as they take their time. */
export async function startStores(
  { databaseUrl, clickhouseUrl }: Pick<Config, 'databaseUrl' | 'clickhouseUrl'>,
  data: DataFolder,
  log: Log,
  stops: Stops,
): Promise<Stores> {
  const stores = await Promise.allSettled([
    databaseUrl === null ? startPostgres({ folder: data.folders.postgres, log }) : null,
    clickhouseUrl === null
      ? startLastingClickhouse({ folder: data.folders.clickhouse, log })
      : connectRemoteClickhouse(clickhouseUrl, data.folders.clickhouse),
  ]);
  for (const store of stores) if (store.status === 'fulfilled' && store.value) stops.push(() => store.value?.stop());
  const failed = stores.find((store) => store.status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, engine] = stores.map((store) => (store as PromiseFulfilledResult<unknown>).value) as [
    SupervisedPostgres | null,
    LastingEngine,
  ];
  return { url: databaseUrl ?? postgres!.url, postgres, engine };
}

/** How another program of this user reaches the same databases. */
export interface StoreAddresses {
  databaseUrl: string;
  engine: EngineAddress;
}

export const addressesOf = ({ url, engine }: Stores): StoreAddresses => ({
  databaseUrl: url,
  engine: engine.connection(),
});
