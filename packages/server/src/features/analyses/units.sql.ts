import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows, type PersonRows } from '../../kernel/person-rows.ts';
import { isMissing, numberOf, yesOrNoOf } from './cells.ts';
import type { CellRows } from './profile.sql.ts';
import type { MetricPlan } from './request.ts';

/** Where the values of a metric stand in the file: trusted physical columns and their decimal sign. */
export interface MetricCells {
  plan: MetricPlan;
  numerator: ValueCell;
  denominator: ValueCell | null;
  covariate: ValueCell | null;
}

export interface ValueCell {
  cell: string;
  decimal: '.' | ',';
}

export interface UnitCells {
  variation: string;
  unit: string | null;
  test: string | null;
  period: string | null;
  segments: readonly string[];
  attributes: readonly string[];
  searched: readonly string[];
  metrics: readonly MetricCells[];
}

const value = ({ cell, decimal }: ValueCell) => numberOf(cell, decimal);

/** The value of a metric in one row of the file. */
function rowValue({ plan, numerator }: MetricCells): string {
  return plan.kind === 'proportion' && !plan.aggregated ? yesOrNoOf(numerator.cell) : value(numerator);
}

interface UnitColumn {
  name: string;
  type: string;
  /** Of one row, and of all rows of one unit in the order of the file. */
  ofRow: string;
  ofUnit: string;
}

function metricColumns(metric: MetricCells, index: number): UnitColumn[] {
  const type = 'Nullable(Float64)';
  // A row counts for a ratio only where it has both: a denominator without its numerator would pull the ratio down.
  const d = metric.denominator && `if(isNull(${rowValue(metric)}), NULL, ${value(metric.denominator)})`;
  const y = metric.denominator
    ? `if(isNull(${value(metric.denominator)}), NULL, ${rowValue(metric)})`
    : rowValue(metric);
  const combine = metric.plan.kind === 'proportion' && !metric.plan.aggregated ? 'max' : 'sum';
  const columns = [{ name: `y${index}`, type, ofRow: y, ofUnit: `${combine}(${y})` }];
  if (d !== null) {
    columns.push({ name: `d${index}`, type, ofRow: d, ofUnit: `sum(${d})` });
  }
  if (metric.covariate) {
    const x = value(metric.covariate);
    columns.push({ name: `x${index}`, type, ofRow: x, ofUnit: `argMinIf(${x}, n, ${x} IS NOT NULL)` });
  }
  return columns;
}

/**
 * What was known of a unit before the test is the same in all its rows: where it is not, it counts as missing and the unit is
 * marked.
 */
function searchedColumns(cell: string, index: number): UnitColumn[] {
  const known = `NOT (${isMissing(cell)})`;
  // As of the variation: hashes of equal values are equal in all bits.
  const differs = `countIf(${known}) > 1 AND groupBitOrIf(cityHash64(${cell}), ${known}) != groupBitAndIf(cityHash64(${cell}), ${known})`;
  return [
    {
      ...{ name: `h${index}`, type: 'String', ofRow: `if(${isMissing(cell)}, '', ${cell})` },
      ofUnit: `if(${differs}, '', anyIf(${cell}, ${known}))`,
    },
    { name: `hc${index}`, type: 'UInt8', ofRow: '0', ofUnit: differs },
  ];
}

function unitColumns(cells: UnitCells): UnitColumn[] {
  const text = 'LowCardinality(String)';
  const test = cells.test ?? `''`;
  const none = `''`;
  return [
    { name: 'test', type: text, ofRow: test, ofUnit: test },
    {
      name: 'period',
      type: text,
      ofRow: cells.period ?? none,
      ofUnit: cells.period === null ? none : `min(${cells.period})`,
    },
    { name: 'variation', type: text, ofRow: cells.variation, ofUnit: `argMin(${cells.variation}, n)` },
    {
      name: 'crossed',
      type: 'UInt8',
      ofRow: '0',
      // All hashes are equal when no bit differs: half the time of comparing the smallest with the largest name.
      ofUnit: `groupBitOr(cityHash64(${cells.variation})) != groupBitAnd(cityHash64(${cells.variation}))`,
    },
    { name: 'rows', type: 'UInt64', ofRow: '1', ofUnit: 'count()' },
    ...cells.segments.map((cell, i) => ({ name: `s${i}`, type: text, ofRow: cell, ofUnit: `argMin(${cell}, n)` })),
    ...cells.attributes.map((cell, i) => ({
      ...{ name: `l${i}`, type: text, ofRow: cell },
      ofUnit: `argMinIf(${cell}, n, ${cell} != '')`,
    })),
    ...cells.searched.flatMap(searchedColumns),
    ...cells.metrics.flatMap(metricColumns),
  ];
}

/**
 * Makes the table of units from the rows of the file: one row a unit, with test, period, variation, segments s0..., levels of
 * attributes l0..., what is searched by h0... (blank where missing, hc0... where rows of a unit differ), and for each metric i the value yi, the denominator di and the covariate xi, numbers or NULL. `crossed` units were in two
 * variations; `rows` were combined into the unit. Rows without a variation or a unit are left out.
 */
export async function makeUnits(
  engine: Engine,
  rows: CellRows,
  cells: UnitCells,
  unitsTable: string,
): Promise<PersonRows> {
  const columns = unitColumns(cells);
  await engine.run({
    sql: `CREATE TABLE ${unitsTable} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
          ENGINE = MergeTree ORDER BY tuple()`,
    settings: { allow_suspicious_low_cardinality_types: 1 },
  });
  const named = columns.map(({ name }) => name).join(', ');
  const kept = `(${rows.filter.sql}) AND ${cells.variation} != ''`;
  // Unit ids may be long or personal: only a 128-bit hash of them is compared, and nothing of it is kept.
  const select =
    cells.unit === null
      ? `SELECT ${columns.map(({ ofRow }) => ofRow).join(', ')} FROM ${rows.from.source} WHERE ${kept}`
      : `SELECT ${columns.map(({ ofUnit }) => ofUnit).join(', ')} FROM ${rows.from.source}
         WHERE ${kept} AND ${cells.unit} != ''
         GROUP BY ${cells.test === null ? '' : `${cells.test}, `}sipHash128(${cells.unit})`;
  await engine.run({ sql: `INSERT INTO ${unitsTable} (${named}) ${select}`, values: rows.filter.values });
  return openPersonRows({ table: unitsTable, purpose: rows.from.purpose });
}

/** How many rows repeat another row of the same unit in everything that is analysed? */
export async function countCopies(engine: Engine, rows: CellRows, cells: UnitCells): Promise<number> {
  const seen = [
    cells.test ?? `''`,
    cells.unit ?? `''`,
    cells.variation,
    ...cells.metrics.flatMap(({ numerator, denominator }) => [numerator.cell, denominator?.cell ?? `''`]),
  ];
  const [answer] = await engine.rows<{ copies: number }>({
    sql: `SELECT count() - uniqExact(sipHash128(${seen.join(', ')})) AS copies FROM ${rows.from.source}
          WHERE (${rows.filter.sql}) AND ${cells.variation} != ''${cells.unit === null ? '' : ` AND ${cells.unit} != ''`}`,
    values: rows.filter.values,
  });
  return answer?.copies ?? 0;
}

export interface UnitCount {
  rows: number;
  units: number;
  crossed: number;
}

/** How many rows made how many units, and how many units were in two variations? By test. */
export async function countUnits(engine: Engine, units: PersonRows): Promise<Map<string, UnitCount>> {
  const rows = await engine.rows<UnitCount & { test: string }>({
    sql: `SELECT test, sum(rows) AS rows, count() AS units, sum(crossed) AS crossed FROM ${units.source} GROUP BY test`,
  });
  return new Map(rows.map(({ test, ...of }) => [test, of]));
}
