// What npm publishes of packages/sdk: modules that a bundler can take apart, their types, and the licence. Run by `npm pack` and `npm publish`.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { root } from './set-up.mjs';

const folder = join(root, 'packages/sdk');
const dist = join(folder, 'dist');
const doors = ['index', 'banner'].map((name) => join(folder, 'src', `${name}.ts`));

rmSync(dist, { recursive: true, force: true });
const build = await rolldown({ input: doors, platform: 'browser', logLevel: 'warn', transform: { target: 'es2020' } });
await build.write({ dir: dist, format: 'esm', chunkFileNames: '[name]-[hash].js' });
await build.close();

const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
const types = ts.createProgram(doors, {
  ...options,
  ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, incremental: false, types: [] },
  ...{ outDir: dist, rootDir: join(folder, 'src'), tsBuildInfoFile: undefined, allowImportingTsExtensions: true },
});
const { emitSkipped, diagnostics } = types.emit(undefined, (file, text) => {
  // Beside them are modules of JavaScript.
  ts.sys.writeFile(file, text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
});
if (emitSkipped || diagnostics.length > 0)
  throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
