import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, repeat, report, timeProcess } from './measure.ts';

/** The 4,873 tests of the sample, written and judged, cold. */
export async function run(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-bench-'));
  try {
    const args = ['sample', join(folder, 'sample.csv'), '--force', '--json'];
    const runs = await repeat(5, () => timeProcess(join(root, 'dandelion'), args, root));
    const { tests } = JSON.parse(runs[0]!.output) as { tests: unknown[] };
    const seconds = median(runs.map((figures) => figures.seconds));
    report({ bench: 'sample: tests judged', tests: tests.length, medianSeconds: seconds, budgetSeconds: 10 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
