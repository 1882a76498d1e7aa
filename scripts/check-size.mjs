// Budgets of what is loaded at every start. Bytes, not seconds: they do not depend on the machine.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './set-up.mjs';

const dist = await ensureBuilt();
const sizeOf = (names) => names.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0);
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));

const budgets = [
  ['the program, all parts (JavaScript)', sizeOf(scripts), 2_500_000],
  ['what every command loads first (cli.js)', sizeOf(['cli.js']), 60_000],
  ['style of a page', sizeOf(['report.css']), 30_000],
];
let over = false;
for (const [what, bytes, budget] of budgets) {
  over ||= bytes > budget;
  process.stdout.write(`${bytes > budget ? 'OVER ' : ''}${what}: ${bytes} of ${budget} bytes\n`);
}
process.exitCode = over ? 1 : 0;
