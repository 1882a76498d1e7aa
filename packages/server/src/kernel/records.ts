import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** The record store (PostgreSQL) as features see it. Tables are declared in each feature's records.ts. */
export type Records = NodePgDatabase;

/** Inside `records.transaction`. */
export type Transaction = Parameters<Parameters<Records['transaction']>[0]>[0];
