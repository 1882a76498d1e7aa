import type { JointMoments } from '@dandelion-loop/stats';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import type { MetricPlan } from './request.ts';

/** Sufficient statistics of one metric in one variation. Values in the order outcome, denominator, covariate. */
interface ArmMetric {
  moments: JointMoments;
  /** Units that have no value of the metric. */
  missing: number;
}

/** One variation of one test, or of one segment of it. */
export interface Arm {
  test: string;
  segment: string;
  variation: string;
  period: string;
  units: number;
  rows: number;
  metrics: ArmMetric[];
}

type Row = Record<string, number | string | null>;

/** The values a metric's moments are about, as columns of the units table. */
function valuesOf(plan: MetricPlan, index: number): string[] {
  return plan.denominator !== null && !plan.aggregated ? [`y${index}`, `d${index}`] : [`y${index}`];
}

const all = (conditions: string[]) => conditions.join(' AND ');
const present = (column: string) => `${column} IS NOT NULL`;

/** Moments of `values` among the units where `mask` holds, as columns named with `prefix`. */
function momentColumns(prefix: string, values: string[], mask: string): string[] {
  const columns = [`countIf(${mask}) AS ${prefix}n`];
  values.forEach((a, i) => {
    columns.push(`avgIf(${a}, ${mask}) AS ${prefix}m${i}`);
    // Equal values must have a variance of exactly 0, whatever the rounding of the running mean.
    columns.push(
      `if(minIf(${a}, ${mask}) = maxIf(${a}, ${mask}), 0, varSampStableIf(${a}, ${mask})) AS ${prefix}v${i}_${i}`,
    );
    values.slice(i + 1).forEach((b, k) => {
      columns.push(`covarSampStableIf(${a}, ${b}, ${mask}) AS ${prefix}v${i}_${i + 1 + k}`);
    });
  });
  return columns;
}

function metricColumns(plan: MetricPlan, index: number): string[] {
  if (plan.aggregated) {
    const mask = all([present(`y${index}`), present(`d${index}`)]);
    return [
      `countIf(${mask}) AS a${index}_rows`,
      `sumIf(y${index}, ${mask}) AS a${index}_successes`,
      `sumIf(d${index}, ${mask}) AS a${index}_trials`,
    ];
  }
  const values = valuesOf(plan, index);
  const mask = all(values.map(present));
  const columns = momentColumns(`a${index}_`, values, mask);
  if (plan.covariate === null) return columns;
  const withCovariate = all([mask, present(`x${index}`)]);
  return [...columns, ...momentColumns(`b${index}_`, [...values, `x${index}`], withCovariate)];
}

function readMoments(row: Row, prefix: string, size: number): JointMoments {
  const n = Number(row[`${prefix}n`]);
  const at = (i: number, j: number) => Number(row[`${prefix}v${Math.min(i, j)}_${Math.max(i, j)}`] ?? 0);
  const indices = Array.from({ length: size }, (_, i) => i);
  return {
    n,
    means: indices.map((i) => Number(row[`${prefix}m${i}`] ?? 0)),
    covariances: indices.map((i) => indices.map((j) => (n < 2 ? 0 : at(i, j)))),
  };
}

/** Successes of trials as moments of zeros and ones. */
export function countsAsMoments(successes: number, trials: number): JointMoments {
  const mean = trials === 0 ? 0 : successes / trials;
  const variance = trials < 2 ? 0 : (mean * (1 - mean) * trials) / (trials - 1);
  return { n: trials, means: [mean], covariances: [[variance]] };
}

interface RawArmMetric extends ArmMetric {
  /** Moments with the covariate, of the units that have one. */
  withCovariate: JointMoments | null;
}

function readMetric(row: Row, plan: MetricPlan, index: number, units: number): RawArmMetric {
  if (plan.aggregated) {
    const moments = countsAsMoments(Number(row[`a${index}_successes`] ?? 0), Number(row[`a${index}_trials`] ?? 0));
    return { moments, missing: units - Number(row[`a${index}_rows`]), withCovariate: null };
  }
  const size = valuesOf(plan, index).length;
  const moments = readMoments(row, `a${index}_`, size);
  const withCovariate = plan.covariate === null ? null : readMoments(row, `b${index}_`, size + 1);
  return { moments, missing: units - moments.n, withCovariate };
}

/**
 * Gives units without a pre-test value the mean of the others, over all variations: they must not be dropped, and a zero
 * would say something about them (Deng et al. 2013, section 4.3). Among them the covariate does not vary, so only what
 * lies between them and the others is added to its variance and covariances (Chan, Golub & LeVeque 1983).
 */
function fillCovariate(all: JointMoments, known: JointMoments, mean: number): JointMoments {
  const missing = all.n - known.n;
  if (missing === 0) return known;
  const last = all.means.length;
  const shift = known.n === 0 ? 0 : mean - known.means[last]!;
  const pooled = (within: number, between: number) =>
    all.n < 2 ? 0 : (Math.max(0, known.n - 1) * within + between) / (all.n - 1);
  const shared = all.means.map((value, i) =>
    pooled(known.covariances[i]![last]!, known.n * (value - known.means[i]!) * shift),
  );
  const own = pooled(known.covariances[last]![last]!, ((known.n * missing) / all.n) * shift ** 2);
  return {
    n: all.n,
    means: [...all.means, mean - (known.n * shift) / all.n],
    covariances: [...all.covariances.map((row, i) => [...row, shared[i]!]), [...shared, own]],
  };
}

function withFilledCovariates(metrics: readonly RawArmMetric[]): ArmMetric[] {
  const known = metrics.map(({ withCovariate }) => withCovariate).filter((moments) => moments !== null);
  const total = known.reduce((sum, { n }) => sum + n, 0);
  const mean = known.reduce((sum, { n, means }) => sum + n * means.at(-1)!, 0) / Math.max(total, 1);
  return metrics.map(({ moments, missing, withCovariate }) => ({
    moments: withCovariate === null ? moments : fillCovariate(moments, withCovariate, mean),
    missing,
  }));
}

function readArms(rows: Row[], plans: readonly MetricPlan[]): Arm[] {
  const raw = rows.map((row) => plans.map((plan, i) => readMetric(row, plan, i, Number(row.units))));
  const groups = groupRows(rows);
  const arms: Arm[] = [];
  for (const members of groups.values()) {
    const filled = plans.map((_, i) => withFilledCovariates(members.map((at) => raw[at]![i]!)));
    members.forEach((at, k) => {
      const { test, segment, variation, period, units, rows: combined } = rows[at]!;
      arms.push({
        test: String(test),
        segment: String(segment),
        variation: String(variation),
        period: String(period),
        units: Number(units),
        rows: Number(combined),
        metrics: filled.map((metrics) => metrics[k]!),
      });
    });
  }
  return arms;
}

function groupRows(rows: Row[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  rows.forEach(({ test, segment }, at) => {
    const key = JSON.stringify([test, segment]);
    const members = groups.get(key);
    if (members) members.push(at);
    else groups.set(key, [at]);
  });
  return groups;
}

/** The sufficient statistics of every metric in each group of units, in one pass. */
async function readGroups(
  engine: Engine,
  units: PersonRows,
  plans: readonly MetricPlan[],
  { segment, levels, period }: { segment: string; levels: readonly string[]; period: string },
): Promise<Row[]> {
  const keys = ['test', 'segment', 'variation', ...levels].join(', ');
  return engine.rows<Row>({
    sql: `SELECT test, ${segment} AS segment, variation, ${period} AS period,
            count() AS units, sum(rows) AS rows${[...levels, ...plans.flatMap(metricColumns)]
              .map((sql) => `, ${sql}`)
              .join('\n')}
          FROM ${units.source} WHERE crossed = 0
          GROUP BY ${keys} ORDER BY ${keys}`,
  });
}

/**
 * What did each variation get? One row a test, variation and value of the segment column (`segment` is its index, or null
 * for no segment), with the sufficient statistics of every metric, in one pass.
 */
export async function readVariations(
  engine: Engine,
  units: PersonRows,
  plans: readonly MetricPlan[],
  segment: number | null,
): Promise<Arm[]> {
  const grouped = { segment: segment === null ? `''` : `s${segment}`, levels: [], period: 'min(period)' };
  return readArms(await readGroups(engine, units, plans, grouped), plans);
}

/** Units of one variation that have the same levels of all attributes; blank where a cell was. */
export interface LevelArm extends Arm {
  levels: readonly string[];
}

/** The same as {@link readVariations}, by the levels of so many attributes as well, and without the period. */
export async function readLevels(
  engine: Engine,
  units: PersonRows,
  plans: readonly MetricPlan[],
  attributes: number,
): Promise<LevelArm[]> {
  const levels = Array.from({ length: attributes }, (_, i) => `l${i}`);
  const rows = await readGroups(engine, units, plans, { segment: `''`, levels, period: `''` });
  // Rows come test by test, so arms are in their order.
  return readArms(rows, plans).map((arm, at) => ({ ...arm, levels: levels.map((name) => String(rows[at]![name])) }));
}
