// npm run reference -- DIR: every reference case of DIR that has an adapter, by default of our own. Ends with 1 on any failure.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './set-up.mjs';

await ensureInstalled();
const { run } = await import(pathToFileURL(join(await ensureBuilt(), 'reference.js')).href);
const [given] = process.argv.slice(2);
process.exitCode = run(given === undefined ? join(root, 'packages/stats/reference/cases') : resolve(given)) ? 0 : 1;
