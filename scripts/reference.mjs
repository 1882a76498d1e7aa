// npm run reference -- DIR: every reference case that has an adapter, as given.
import { ensureBuilt, ensureInstalled } from './set-up.mjs';

await ensureInstalled();
await ensureBuilt();
await import('../packages/stats/dist/reference.js');
