import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What the page carries inside itself, so that it works from a file and asks no server for anything. */
export interface PageAssets {
  css: string;
  /** Latin fonts as base64 of woff2. */
  sans: string;
  serif: string;
}

const require = createRequire(import.meta.url);

const base64 = (name: string): string => readFileSync(require.resolve(name)).toString('base64');

/** The only reading of files in the report. The style sheet lies beside this module, in the sources and in the build. */
export function readPageAssets(): PageAssets {
  return {
    css: readFileSync(new URL('./report.css', import.meta.url), 'utf8'),
    sans: base64('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    serif: base64('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'),
  };
}
