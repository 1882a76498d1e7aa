import { join } from 'node:path';
import { startPrivateEngine } from '../packages/server/src/engines/clickhouse/start-private-engine.ts';
import { estimateGroup } from '../packages/server/src/features/analyses/estimate.ts';
import { infer } from '../packages/server/src/features/analyses/infer.ts';
import type { MetricPlan } from '../packages/server/src/features/analyses/request.ts';
import { median, repeat, report, timeProcess } from './measure.ts';

const plan = (name: string, kind: MetricPlan['kind']): MetricPlan => ({
  ...{ name, kind, numerator: name, denominator: null, covariate: null, aggregated: false, lowerIsBetter: false },
  currency: null,
  practical: { value: 0.01, relative: true },
});

const plans = [plan('visit', 'proportion'), plan('conversion', 'proportion'), plan('spend', 'mean')];

/** Units, rates of visit and conversion, mean and variance of spend of each arm, as the file has them. */
const arms: [string, number, number, number, number, number][] = [
  ['No E-Mail', 21306, 0.106167, 0.005726, 0.652789, 134.9],
  ['Mens E-Mail', 21307, 0.182757, 0.012531, 1.422617, 315.2],
  ['Womens E-Mail', 21387, 0.1514, 0.008837, 1.077202, 228.5],
];

/** The statistics alone (estimates, intervals, p-values), the first time they run in this process. */
function firstStatistics(): number {
  const rate = (p: number, n: number) => ({ n, means: [p], covariances: [[(p * (1 - p) * n) / (n - 1)]] });
  const variations = arms.map(([variation, n, visit, conversion, mean, variance]) => ({
    variation,
    metrics: [rate(visit, n), rate(conversion, n), { n, means: [mean], covariances: [[variance]] }],
  }));
  const request = { inference: 'fixed' as const, level: 0.95, plannedUnits: 5000 };
  const started = performance.now();
  for (const [m, plan] of plans.entries()) {
    const [control, ...treatments] = variations.map(({ metrics }) => estimateGroup(plan, metrics[m]!));
    for (const treatment of treatments) infer({ plan, control: control!, treatment, adjusted: null }, request);
  }
  return performance.now() - started;
}

/** Hillstrom's file, cold process to verdict. The limit: the same process start and engine start with nothing to do. */
export async function run(root: string): Promise<void> {
  const statisticsMs = firstStatistics();
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
    statisticsFirstRunMs: statisticsMs,
    statisticsBudgetMs: 20,
    limitSeconds: {
      process: median(empty.map(({ seconds }) => seconds)),
      engineStart: median(starts),
    },
  });
}
