import { join } from 'node:path';
import { startPrivateEngine } from '../packages/server/src/engines/clickhouse/start-private-engine.ts';
import { median, repeat, report, timeProcess } from './measure.ts';

/** Hillstrom's file, cold process to verdict. The limit: the same process start and engine start with nothing to do. */
export async function run(root: string): Promise<void> {
  const folder = process.env.DANDELION_DATASETS;
  if (folder === undefined) {
    report({ bench: 'hillstrom', skipped: 'DANDELION_DATASETS is not set' });
    return;
  }
  const file = join(folder, 'hillstrom_email_2008.csv.gz');
  const metrics = ['visit:proportion', 'conversion:proportion', 'spend:mean'].flatMap((metric) => ['--metric', metric]);
  const args = ['analyze', file, '--variation', 'segment', '--control', 'No E-Mail', ...metrics, '--json'];
  const runs = await repeat(5, () => timeProcess(join(root, 'dandelion'), args, root));
  const empty = await repeat(5, () => timeProcess(join(root, 'dandelion'), ['--help'], root));
  const starts = await repeat(5, async () => {
    const started = performance.now();
    const engine = await startPrivateEngine();
    const seconds = (performance.now() - started) / 1000;
    await engine.stop();
    return seconds;
  });
  report({
    bench: 'hillstrom: cold process to verdict',
    medianSeconds: median(runs.map(({ seconds }) => seconds)),
    budgetSeconds: 3,
    limitSeconds: {
      process: median(empty.map(({ seconds }) => seconds)),
      engineStart: median(starts),
    },
  });
}
