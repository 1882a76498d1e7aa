import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the page carries inside itself, so that it works from a file and asks no server for anything. */
export interface PageAssets {
  css: string;
  /** Latin fonts as base64 of woff2. */
  sans: string;
  serif: string;
}

const require = createRequire(import.meta.url);

const sheet = (path: string): string => readFileSync(path, 'utf8');
const base64 = (name: string): string => readFileSync(require.resolve(name)).toString('base64');

/** The only reading of files in the report. Its style sheet lies beside this module, in the sources and in the build; colours and
 * type are the interface's. */
export function readPageAssets(): PageAssets {
  return {
    css:
      sheet(require.resolve('@dandelion-loop/web/tokens.css')) +
      sheet(fileURLToPath(new URL('./report.css', import.meta.url))),
    sans: base64('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    serif: base64('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'),
  };
}
