// Budgets of what is loaded at every start. Bytes, not seconds: they do not depend on the machine.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt } from './set-up.mjs';

const built = await ensureBuilt();
const sizeOf = (names) => names.reduce((sum, name) => sum + statSync(join(built, name)).size, 0);
const ofServer = (name) => name.endsWith('.js') && !['contract.js', 'openapi.js', 'reference.js'].includes(name);

// What the browser fetches before the first page is drawn: the page names it all.
const page = readFileSync(join(built, 'web/index.html'), 'utf8');
const named = [...page.matchAll(/(?:src|href)="\/?([^"]+\.(js|css|woff2))"/g)].map(([, path, kind]) => ({
  path,
  kind,
}));
const first = (kind) => named.filter((file) => file.kind === kind).map(({ path }) => join(built, 'web', path));
const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
const plain = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);
const assets = join(built, 'web/assets');
const largest = Math.max(
  ...readdirSync(assets)
    .filter((name) => name.endsWith('.js') && !first('js').includes(join(assets, name)))
    .map((name) => gzipped([join(assets, name)])),
);

if (first('js').length === 0) throw new Error('The page names no script: this check looks at nothing.');
const budgets = [
  ['the program, all parts (JavaScript)', sizeOf(readdirSync(built).filter(ofServer)), 6_000_000],
  ['what every command loads first (cli.js)', sizeOf(['cli.js']), 60_000],
  ['style of a page', sizeOf(['report.css']), 30_000],
  ['first load of the interface, scripts (gzip)', gzipped(first('js')), 200_000],
  ['first load of the interface, styles (gzip)', gzipped(first('css')), 20_000],
  ['first load of the interface, fonts', plain(first('woff2')), 110_000],
  ['script for the pages of others (gzip)', gzipped([join(built, 'sdk/dandelion.js')]), 4000],
  ['the same with the banner (gzip)', gzipped([join(built, 'sdk/dandelion-consent.js')]), 6000],
  ['largest part that is loaded when needed (gzip)', largest, 60_000],
];
let over = false;
for (const [what, bytes, budget] of budgets) {
  over ||= bytes > budget;
  process.stdout.write(`${bytes > budget ? 'OVER ' : ''}${what}: ${bytes} of ${budget} bytes\n`);
}
process.exitCode = over ? 1 : 0;
