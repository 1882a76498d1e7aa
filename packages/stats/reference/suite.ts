import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Adapter } from './adapter.ts';
import { adapters as anytimeValid } from './adapters/anytime-valid.ts';
import { adapters as bayesian } from './adapters/bayesian.ts';
import { adapters as factorial } from './adapters/factorial.ts';
import { adapters as forecasts } from './adapters/forecasts.ts';
import { adapters as heterogeneity } from './adapters/heterogeneity.ts';
import { adapters as pooling } from './adapters/pooling.ts';
import { adapters as reliability } from './adapters/reliability.ts';
import { adapters as twoSample } from './adapters/two-sample.ts';
import { adapters as valueOfInformation } from './adapters/value-of-information.ts';
import { compare, type Mismatch, type Tolerance } from './compare.ts';

/** A case as the files hold it; what each field means is in README.md beside this file. */
export interface ReferenceCase {
  id: string;
  family: string;
  input: unknown;
  expected: unknown;
  tolerance: Tolerance;
  provenance: string;
}

export interface ReferenceFile {
  name: string;
  cases: ReferenceCase[];
}

/** Our own copy of the cases; one level up from here both in `reference/` and in the bundle's `dist/`. */
export const ownCases = fileURLToPath(new URL('../reference/cases', import.meta.url));

/** Family to the function that serves it. */
export const adapters = new Map<string, Adapter>(
  [
    twoSample,
    anytimeValid,
    bayesian,
    pooling,
    factorial,
    heterogeneity,
    forecasts,
    valueOfInformation,
    reliability,
  ].flatMap((area) => Object.entries<Adapter>(area)),
);

/** Every `*.json` of a folder, by name. Throws when there is none, or one cannot be read as a file of cases. */
export function readSuite(folder: string): ReferenceFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error(`there is no .json file in ${folder}.`);
  return names.sort().map((name) => {
    const { cases } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cases?: ReferenceCase[] };
    if (!Array.isArray(cases)) throw new Error(`${name} has no list of cases.`);
    return { name, cases };
  });
}

export type Judgement =
  | { outcome: 'passed' }
  | { outcome: 'failed'; mismatches: Mismatch[] }
  | { outcome: 'threw'; error: unknown }
  | { outcome: 'skipped' };

/** Runs one case as given; its family alone decides which adapter gets it. */
export function judge(given: ReferenceCase): Judgement {
  const adapter = adapters.get(given.family);
  if (adapter === undefined) return { outcome: 'skipped' };
  try {
    const mismatches = compare(adapter(given.input as never), given.expected, given.tolerance);
    return mismatches.length === 0 ? { outcome: 'passed' } : { outcome: 'failed', mismatches };
  } catch (error) {
    return { outcome: 'threw', error };
  }
}
