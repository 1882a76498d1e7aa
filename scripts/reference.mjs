// npm run reference -- DIR: every reference case that has an adapter, as given.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled } from './set-up.mjs';

await ensureInstalled();
await import(pathToFileURL(join(await ensureBuilt(), 'reference.js')).href);
