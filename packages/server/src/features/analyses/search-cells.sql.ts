import type { Moments, SplitSide } from '@dandelion-loop/stats';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import { hasAmbiguousComma, hasDecimalComma } from './cells.ts';
import type { MetricPlan } from './request.ts';

/**
 * Questions of the search for groups in which the effect differs. Units that are alike in everything that is looked at are
 * one row with their number, divided by chance into three parts; Node sees sums of groups only.
 */

/** What the values of one searched column look like, over units that have a value of the metric. */
export interface ColumnValues {
  filled: number;
  missing: number;
  /** Units whose rows differ in it. */
  changed: number;
  distinct: number;
  numbers: number;
  fractional: number;
  points: number;
  commas: number;
  ambiguousCommas: number;
  example: string;
}

const counted = ({ aggregated }: MetricPlan) => (aggregated ? 'y0 IS NOT NULL AND d0 > 0' : 'y0 IS NOT NULL');
const unitsIn = ({ aggregated }: MetricPlan, condition: string) =>
  aggregated ? `toUInt64(ifNull(sumIf(d0, ${condition}), 0))` : `countIf(${condition})`;
/** The units that count, of the rows that came through the door. */
const those = ({ source }: PersonRows, plan: MetricPlan) => ({
  source: `${source} WHERE crossed = 0 AND ${counted(plan)}`,
});

/** What do the searched columns hold? One pass. */
export async function readSearchedColumns(
  engine: Engine,
  units: PersonRows,
  plan: MetricPlan,
  columns: number,
): Promise<ColumnValues[]> {
  const number = (h: string) => `toFloat64OrNull(${h})`;
  const expressions = (h: string, changed: string): Record<keyof ColumnValues, string> => ({
    filled: `countIf(${h} != '')`,
    missing: unitsIn(plan, `${h} = ''`),
    changed: `sum(${changed})`,
    distinct: `uniqExactIf(${h}, ${h} != '')`,
    numbers: `countIf(isFinite(${number(h)}))`,
    fractional: `countIf(${number(h)} != floor(${number(h)}))`,
    points: `countIf(position(${h}, '.') > 0)`,
    commas: `countIf(position(${h}, ',') > 0 AND ${hasDecimalComma(h)})`,
    ambiguousCommas: `countIf(position(${h}, ',') > 0 AND ${hasAmbiguousComma(h)})`,
    example: `leftUTF8(maxIf(${h}, ${h} != ''), 60)`,
  });
  const names = Array.from({ length: columns }, (_, i) => Object.entries(expressions(`h${i}`, `hc${i}`)));
  const [row] = await engine.rows<Record<string, number | string>>({
    sql: `SELECT ${names.flatMap((of, i) => of.map(([name, sql]) => `${sql} AS ${name}${i}`)).join(',\n')}
          FROM ${those(units, plan).source}`,
  });
  return names.map((of, i) => Object.fromEntries(of.map(([name]) => [name, row?.[`${name}${i}`]])) as never);
}

/** A column that is searched. `at`: its place among those that were named. */
export interface SearchedColumn {
  at: number;
  kind: 'number' | 'levels';
  decimal: '.' | ',';
  /** So few different numbers that each is a threshold. */
  each: boolean;
}

const numberIn = ({ at, decimal }: SearchedColumn) =>
  `toFloat64OrNull(${decimal === ',' ? `replaceOne(h${at}, ',', '.')` : `h${at}`})`;

const quantiles = Array.from({ length: 19 }, (_, i) => ((i + 1) / 20).toFixed(2)).join(', ');

/** Where are numbers cut, and what are the levels? Values ascending, by units; equal ones can repeat. */
export async function readPlaces(
  engine: Engine,
  units: PersonRows,
  plan: MetricPlan,
  columns: readonly SearchedColumn[],
): Promise<(number[] | string[])[]> {
  const selected = columns.map((column, i) => {
    if (column.kind === 'levels') return `arraySort(groupUniqArray(h${column.at})) AS p${i}`;
    const x = numberIn(column);
    if (column.each) return `arraySort(groupUniqArray(${x})) AS p${i}`;
    const by = plan.aggregated
      ? `quantilesExactWeighted(${quantiles})(${x}, toUInt64(d0))`
      : `quantilesExact(${quantiles})(${x})`;
    return `${by} AS p${i}`;
  });
  const [row] = await engine.rows<Record<string, number[] | string[]>>({
    sql: `SELECT ${selected.join(', ')} FROM ${those(units, plan).source}`,
  });
  return columns.map((_, i) => row?.[`p${i}`] ?? []);
}

/** What the outcome is like, whatever the order of rows. */
export interface OutcomeLook {
  /** A number of what the rows hold, as text. */
  mark: string;
  /** The middle value, and the largest by its size. */
  middle: number;
  largest: number;
}

export async function readOutcome(
  engine: Engine,
  units: PersonRows,
  plan: MetricPlan,
  columns: number,
): Promise<OutcomeLook> {
  const held = Array.from({ length: columns }, (_, i) => `h${i}`);
  const outcome = plan.aggregated ? ['y0', 'd0'] : ['y0'];
  const [row] = await engine.rows<OutcomeLook>({
    // Sums of hashes go round at 2^64, which is all right.
    sql: `SELECT toString(sum(cityHash64(variation, ${[...held, ...outcome.map((y) => `round(${y}, 6)`)].join(', ')}))) AS mark,
            quantileExact(0.5)(y0) AS middle, max(abs(y0)) AS largest FROM ${those(units, plan).source}`,
  });
  return row!;
}

/** A column with where it is cut, or its levels; the feature of a cell is the number of cuts below, or the level's index. */
export interface Feature extends SearchedColumn {
  places: readonly number[] | readonly string[];
}

function featureOf(feature: Feature, index: number): string {
  const places = `{places${index}:${feature.kind === 'number' ? 'Array(Float64)' : 'Array(String)'}}`;
  if (feature.kind === 'levels') return `toInt16(indexOf(${places}, h${feature.at}) - 1)`;
  const x = numberIn(feature);
  return `toInt16(if(isNull(${x}), -1, arrayCount(cut -> cut < ifNull(${x}, 0), ${places})))`;
}

/** From so many units that are alike on, how many fall into a part is drawn at once, by the normal distribution. */
const drawnOneByOne = 1000;
/** Digits of an outcome, of the largest, that count: a sum of decimals must not depend on its order. */
const digits = 12;

export interface PartsInput {
  units: PersonRows;
  plan: MetricPlan;
  features: readonly Feature[];
  outcome: OutcomeLook;
  seed: number;
  /** The name of the table that is to be made. */
  table: string;
}

/**
 * Divides units by chance into the thirds p1, p2, p3. Units that are alike cannot be told apart, so the draw needs no ids and
 * no order of rows: what counts is how many of each kind go where. It is drawn from the seed and from what all rows hold
 * together; from the seed alone, like outcomes in two tests would be divided alike.
 */
export async function makeParts(engine: Engine, input: PartsInput): Promise<PersonRows> {
  const { units, plan, features, outcome, seed, table } = input;
  const names = features.map((_, i) => `f${i}`);
  await engine.run({
    sql: `CREATE TABLE ${table} (variation LowCardinality(String), ${names.map((f) => `${f} Int16`).join(', ')}, y Float64,
            p1 Float64, p2 Float64, p3 Float64) ENGINE = MergeTree ORDER BY (variation, ${names.join(', ')}, y)`,
    settings: { allow_suspicious_low_cardinality_types: 1 },
  });
  const places = digits - Math.ceil(Math.log10(outcome.largest || 1));
  const kinds = features.map((feature, i) => `${featureOf(feature, i)} AS f${i}`).join(', ');
  const groups = plan.aggregated
    ? `SELECT variation, ${kinds}, outcome.1 AS y, toUInt64(sum(outcome.2)) AS c
       FROM (SELECT * FROM ${those(units, plan).source}) ARRAY JOIN [(1., y0), (0., d0 - y0)] AS outcome
       GROUP BY variation, ${names.join(', ')}, y HAVING c > 0`
    : `SELECT variation, ${kinds}, round(assumeNotNull(y0), ${places}) AS y, count() AS c
       FROM ${those(units, plan).source} GROUP BY variation, ${names.join(', ')}, y`;
  const uniform = (salt: string) => `((bitShiftRight(sipHash64(key, '${salt}'), 11) + 0.5) / 9007199254740992.)`;
  const normal = (turn: 'cos' | 'sin') => `sqrt(-2 * log(${uniform('a')})) * ${turn}(2 * pi() * ${uniform('b')})`;
  const within = (sql: string, most: string) => `least(${most}, greatest(0., round(${sql})))`;
  const large = `c > ${drawnOneByOne}`;
  await engine.run({
    sql: `INSERT INTO ${table}
          SELECT variation, ${names.join(', ')}, y,
            if(${large}, ${within(`c / 3 + sqrt(2 * c / 9) * ${normal('cos')}`, 'toFloat64(c)')}, toFloat64(countEqual(drawn, 0))) AS p1,
            if(${large}, ${within(`(c - p1) / 2 + sqrt((c - p1) / 4) * ${normal('sin')}`, 'c - p1')}, toFloat64(countEqual(drawn, 1))) AS p2,
            toFloat64(c) - p1 - p2 AS p3
          FROM (
            SELECT *, cityHash64({seed:Int64}, {mark:String}, variation, ${names.join(', ')}, y) AS key,
              arrayMap(i -> sipHash64(key, i) % 3, range(if(${large}, 0, c))) AS drawn
            FROM (${groups}))
          ORDER BY variation, ${names.join(', ')}, y`,
    values: {
      seed,
      mark: outcome.mark,
      ...Object.fromEntries(features.map((feature, i) => [`places${i}`, feature.places])),
    },
  });
  return openPersonRows({ table, purpose: units.purpose });
}

export async function dropParts(engine: Engine, table: string): Promise<void> {
  await engine.run({ sql: `DROP TABLE IF EXISTS ${table} SYNC` });
}

/** Trusted: indices and whole numbers. */
function sideOf({ split: { feature, kind, value }, inside }: SplitSide): string {
  const meets = `f${feature} ${kind === 'ordered' ? '<=' : '='} ${value}`;
  return inside ? meets : `NOT (${meets})`;
}

const pathOf = (path: readonly SplitSide[]) => (path.length === 0 ? '1' : path.map(sideOf).join(' AND '));

/** In the order of the table, so that sums do not depend on who was faster. */
const inOrder = { max_threads: 1 };

/** Sums of y less its middle; with few units, large values of small spread keep their digits. */
const sumsOf = (part: string) =>
  `sum(${part}) AS ${part}n, sum(${part} * (y - {middle:Float64})) AS ${part}s, sum(${part} * pow(y - {middle:Float64}, 2)) AS ${part}q`;

type Sums = Record<string, number>;

function momentsOf(row: Sums, part: string, middle: number): Moments {
  const [n, s, q] = [row[`${part}n`] ?? 0, row[`${part}s`] ?? 0, row[`${part}q`] ?? 0];
  return {
    n,
    mean: n === 0 ? 0 : middle + s / n,
    variance: n < 2 ? 0 : Math.max(0, (q - s ** 2 / n) / (n - 1)),
  };
}

/** One value of one feature in one variation. */
export interface FeatureSums {
  variation: string;
  feature: number;
  value: number;
  /** In the third that chooses. */
  choosing: Moments;
  /** In all thirds. */
  units: number;
}

/** What did units with each value of each feature get, among those on the path? */
export async function readFeatures(
  engine: Engine,
  parts: PersonRows,
  { features, path, middle }: { features: number; path: readonly SplitSide[]; middle: number },
): Promise<FeatureSums[]> {
  const pairs = Array.from({ length: features }, (_, i) => `(${i}, f${i})`).join(', ');
  const rows = await engine.rows<Sums & { variation: string }>({
    sql: `SELECT variation, pair.1 AS feature, pair.2 AS value, sum(p1 + p2 + p3) AS units, ${sumsOf('p1')}
          FROM (SELECT * FROM ${parts.source} WHERE ${pathOf(path)}) ARRAY JOIN [${pairs}] AS pair
          GROUP BY variation, feature, value ORDER BY feature, value, variation`,
    values: { middle },
    settings: inOrder,
  });
  return rows.map((row) => ({
    ...{ variation: String(row.variation), feature: row.feature!, value: row.value!, units: row.units! },
    choosing: momentsOf(row, 'p1', middle),
  }));
}

/** Units of one variation on one of the paths, by thirds. */
export interface PathSums {
  variation: string;
  path: number;
  /** Choosing, measuring, held out. */
  thirds: [Moments, Moments, Moments];
  /** In the third that chooses: units with an outcome other than zero. */
  events: number;
}

/** What did units on each of these paths get? Paths share no units. */
export async function readPaths(
  engine: Engine,
  parts: PersonRows,
  { paths, middle }: { paths: readonly (readonly SplitSide[])[]; middle: number },
): Promise<PathSums[]> {
  const places = paths.slice(0, -1).map((path, i) => `${pathOf(path)}, ${i}`);
  const place = places.length === 0 ? '0' : `multiIf(${places.join(', ')}, ${paths.length - 1})`;
  const rows = await engine.rows<Sums & { variation: string }>({
    sql: `SELECT variation, ${place} AS path, sumIf(p1, y != 0) AS events, ${['p1', 'p2', 'p3'].map(sumsOf).join(', ')}
          FROM ${parts.source} GROUP BY variation, path ORDER BY variation, path`,
    values: { middle },
    settings: inOrder,
  });
  return rows.map((row) => ({
    ...{ variation: String(row.variation), path: row.path!, events: row.events! },
    thirds: [momentsOf(row, 'p1', middle), momentsOf(row, 'p2', middle), momentsOf(row, 'p3', middle)],
  }));
}
