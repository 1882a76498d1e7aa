// node bench/run.mjs [NAME ...]: runs the named benchmarks, or all, one after the other. Each prints JSON lines.
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { external } from '../scripts/build.mjs';
import { ensureBuilt, ensureInstalled, root } from '../scripts/set-up.mjs';

await ensureInstalled();
const dist = await ensureBuilt();

const folder = join(root, 'bench');
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark is called ${unknown.join(', ')}. Benchmarks: ${all.join(', ')}\n`);
  process.exit(2);
}
// Inside the project, where packages are found; a bundle looks up the engine's child script beside itself.
const out = mkdtempSync(join(dist, 'bench-'));
for (const name of ['clickhouse-child.mjs', 'api-docs.css']) copyFileSync(join(dist, name), join(out, name));
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
for (const name of asked.length > 0 ? asked : all) {
  const build = await rolldown({
    input: join(folder, `${name}.bench.ts`),
    platform: 'node',
    external: [...external, 'playwright-core'],
    cwd: root,
    logLevel: 'warn',
  });
  const { output } = await build.write({ dir: out, format: 'esm', entryFileNames: `${name}.js` });
  await build.close();
  const { run } = await import(pathToFileURL(join(out, output[0].fileName)).href);
  await run(root);
}
