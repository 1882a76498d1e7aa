// Bundles the programs into packages/*/dist: one file each, so that a cold start reads few files.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** Stay in node_modules: native code, and files that are looked up by path. */
const external = [/^node:/, /^chdb/, /^@chdb\//, 'ffi-rs', /^@fontsource/];

async function bundle(input, outputFolder, name, outside = external) {
  const build = await rolldown({ input, platform: 'node', external: outside, logLevel: 'warn' });
  await build.write({
    dir: outputFolder,
    format: 'esm',
    entryFileNames: `${name}.js`,
    chunkFileNames: '[name]-[hash].js',
    sourcemap: false,
    minify: false,
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

/** Builds everything below `root` from nothing. */
export async function build(root) {
  const server = join(root, 'packages/server');
  const stats = join(root, 'packages/stats');
  const contract = join(root, 'packages/contract');
  for (const dist of [server, stats, contract].map((folder) => join(folder, 'dist'))) {
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist, { recursive: true });
  }
  await bundle(join(server, 'src/cli.ts'), join(server, 'dist'), 'cli');
  await bundle(join(stats, 'reference/run.ts'), join(stats, 'dist'), 'reference');
  // The schemas for scripts/generate.mjs, which needs the same zod as they do.
  await bundle(join(contract, 'src/index.ts'), join(contract, 'dist'), 'contract', [...external, 'zod']);
  copyAssets(join(server, 'src'), join(server, 'dist'));
}
