import type { Adapter } from '../adapter.ts';

export const adapters: Record<string, Adapter> = {};
