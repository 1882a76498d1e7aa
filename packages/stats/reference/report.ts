import { judge, type ReferenceCase, type ReferenceFile, readSuite } from './suite.ts';

/** The areas of which the product uses a part by now; a family missing there was left out on purpose. */
const coveredAreas = /^0[123]-/;

export type Print = (line: string) => void;

function shown(value: unknown): string {
  // JSON has no word for the values that must never be returned.
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
  return JSON.stringify(value) ?? String(value);
}

/** Judges a case, prints what it missed, and returns the name of its count. */
function reportCase(given: ReferenceCase, print: Print): 'passed' | 'failed' | 'skipped' {
  const judgement = judge(given);
  const name = `${given.id} (${given.family})`;
  if (judgement.outcome === 'threw') {
    const { error } = judgement;
    print(`FAILED ${name}: threw ${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }
  if (judgement.outcome !== 'failed') return judgement.outcome;
  for (const { path, got, expected } of judgement.mismatches) {
    const { abs, rel } = given.tolerance;
    const where = path === '' ? 'the whole answer' : path;
    print(
      `FAILED ${name} at ${where}: got ${shown(got)}, expected ${shown(expected)}, tolerance abs ${abs} rel ${rel}`,
    );
  }
  return 'failed';
}

function printSkipped(files: readonly ReferenceFile[], skipped: ReadonlySet<ReferenceCase>, print: Print): void {
  const families = new Map<string, { cases: number; reason: string }>();
  for (const { name, cases } of files) {
    const reason = coveredAreas.test(name) ? 'not in the product' : 'not in the product yet';
    for (const { family } of cases.filter((given) => skipped.has(given))) {
      const count = families.get(family)?.cases ?? 0;
      families.set(family, { cases: count + 1, reason });
    }
  }
  for (const [family, { cases, reason }] of families) {
    print(`skipped ${family}: ${reason} (${cases} ${cases === 1 ? 'case' : 'cases'})`);
  }
}

/**
 * Runs every case of a folder that has an adapter, as given. Prints each failure, then the families that nothing
 * serves, and closes with one line of counts.
 *
 * @returns whether something was run or skipped, and nothing failed
 */
export function report(folder: string, print: Print): boolean {
  const files = readSuite(folder);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const skipped = new Set<ReferenceCase>();
  for (const given of files.flatMap(({ cases }) => cases)) {
    const outcome = reportCase(given, print);
    counts[outcome] += 1;
    if (outcome === 'skipped') skipped.add(given);
  }
  printSkipped(files, skipped, print);
  print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}
