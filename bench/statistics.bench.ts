import { answerMetrics } from '../packages/server/src/features/analyses/answer.ts';
import { estimateGroup } from '../packages/server/src/features/analyses/estimate.ts';
import { infer } from '../packages/server/src/features/analyses/infer.ts';
import type { MetricPlan } from '../packages/server/src/features/analyses/request.ts';
import { median, report } from './measure.ts';

/** Statistics for 10 metrics x 4 variations x 60 slices, in CPU time. Inputs differ in every cell. */
const plans: MetricPlan[] = Array.from({ length: 10 }, (_, i) => ({
  name: `m${i}`,
  kind: (['proportion', 'mean', 'ratio', 'count'] as const)[i % 4]!,
  aggregated: false,
  numerator: 'y',
  denominator: i % 4 === 2 ? 'd' : null,
  covariate: null,
  currency: null,
  lowerIsBetter: false,
  practical: { value: 0.01, relative: true },
}));

function momentsOf(plan: MetricPlan, seed: number) {
  const n = 1000 + ((seed * 7919) % 5000);
  const mean = 0.05 + ((seed * 104729) % 1000) / 10_000;
  if (plan.kind === 'proportion') {
    const rate = Math.round(n * mean) / n;
    return { n, means: [rate], covariances: [[(rate * (1 - rate) * n) / (n - 1)]] };
  }
  if (plan.kind === 'ratio')
    return {
      n,
      means: [mean, 2],
      covariances: [
        [0.2, 0.1],
        [0.1, 1.5],
      ],
    };
  return { n, means: [mean], covariances: [[0.3 + mean]] };
}

const inputs = Array.from({ length: 60 }, (_, slice) => ({
  plans,
  variations: ['a', 'b', 'c', 'd'].map((variation, v) => ({
    variation,
    metrics: plans.map((plan, m) => momentsOf(plan, slice * 40 + v * 10 + m + 1)),
  })),
  control: 'a',
  health: 'ok' as const,
  request: { inference: 'fixed' as const, level: 0.95, plannedUnits: 5000 },
}));

/** Estimates, intervals and p-values alone: what a statistics engine does. */
function inferAll(): void {
  for (const { variations, request } of inputs) {
    for (const [m, plan] of plans.entries()) {
      const groups = variations.map(({ metrics }) => estimateGroup(plan, metrics[m]!));
      for (const treatment of groups.slice(1)) infer({ plan, control: groups[0]!, treatment, adjusted: null }, request);
    }
  }
}

function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure(bench: string, work: () => void, budget: object): void {
  const first = cpuMilliseconds(work);
  for (let i = 0; i < 5; i++) work();
  const warm = Array.from({ length: 21 }, () => cpuMilliseconds(work));
  report({ bench, comparisons: 60 * 10 * 3, firstRunCpuMs: first, medianCpuMs: median(warm), ...budget });
}

export async function run(): Promise<void> {
  measure('statistics: estimates, intervals, p-values', inferAll, { budgetMs: 15 });
  measure('statistics: with verdicts, Holm and sentences', () => answerMetrics(inputs), {});
}
