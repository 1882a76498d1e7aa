import { startPrivateEngine } from '../packages/server/src/engines/clickhouse/start-private-engine.ts';
import { quickAnswer } from '../packages/server/src/features/analyses/index.ts';
import type { MetricPlan } from '../packages/server/src/features/analyses/request.ts';
import { readWhy } from '../packages/server/src/features/analyses/why.ts';
import { openPersonRows } from '../packages/server/src/kernel/person-rows.ts';
import { median, repeat, report } from './measure.ts';

const units = 10_000_000;
const attributes = ['a', 'b', 'c', 'd'];

const plan = (name: string, kind: MetricPlan['kind']): MetricPlan => ({
  ...{ name, kind, aggregated: false, numerator: name, denominator: null, lowerIsBetter: false },
  ...{ practical: { value: 0.01, relative: true }, covariate: null, currency: null },
});

/** A full factorial of four attributes over ten million units, from the table of units to effects, interactions and funnel. */
export async function run(): Promise<void> {
  const engine = await startPrivateEngine();
  try {
    const text = 'LowCardinality(String)';
    await engine.run({
      sql: `CREATE TABLE units (test ${text}, period ${text}, variation ${text}, crossed UInt8, rows UInt64,
              ${attributes.map((_, i) => `l${i} ${text}`).join(', ')}, y0 Nullable(Float64), y1 Nullable(Float64))
            ENGINE = MergeTree ORDER BY tuple()`,
      settings: { allow_suspicious_low_cardinality_types: 1 },
    });
    const level = (i: number) => `if(bitTest(cell, ${i}), 'yes', 'no')`;
    await engine.run({
      sql: `INSERT INTO units SELECT '', '', concat('v', toString(cell)), 0, 1, ${attributes.map((_, i) => level(i)).join(', ')},
              (draw < 0.1 + 0.01 * bitTest(cell, 0) - 0.005 * bitTest(cell, 1) * bitTest(cell, 0)) AS visited,
              if(visited = 1, 10 + cityHash64(number, 2) % 90, 0)
            FROM (SELECT number, number % 16 AS cell, (cityHash64(number, 1) % 1000000) / 1000000 AS draw FROM numbers(${units}))`,
    });
    const from = openPersonRows({ table: 'units', purpose: 'learn' });
    const request = { inference: 'fixed', level: 0.95, plannedUnits: 5000 } as const;
    const visit = plan('visit', 'proportion');
    const answer = quickAnswer({
      ...{ ...request, split: null, lowerIsBetter: false, practical: visit.practical, door: 'page' as const },
      variations: [0, 1].map((i) => ({ name: `v${i}`, tried: 1000, succeeded: 100 })),
    });
    const asked = { why: { attributes, weights: 'equal' as const, funnel: [] } };
    for (const [name, plans] of [
      ['one metric', [visit]],
      ['two metrics and the funnel of both', [visit, plan('spend', 'mean')]],
    ] as const) {
      let effects = 0;
      const seconds = await repeat(5, async () => {
        const started = performance.now();
        const whyOf = await readWhy(engine, from, { plans, request, control: 'v0' }, asked);
        effects = whyOf('', answer).why!.effects.length;
        return (performance.now() - started) / 1000;
      });
      const bench = `why: 2^4 factorial, ten million units, ${name}`;
      report({ bench, effects, medianSeconds: median(seconds), budgetSeconds: 1 });
    }
  } finally {
    await engine.stop();
  }
}
