import type {
  AnswerOf,
  ExperimentFilters,
  ExperimentRow,
  experimentSorts,
  listExperiments,
} from '@dandelion-loop/contract';
import { count, eq, getTableColumns } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { allOf, conditionsOf, orders } from './filters.ts';
import { experiments, imports } from './records.ts';

export type ExperimentSort = (typeof experimentSorts)[number];

const { name: _, searchText: __, sortTitle: ___, note: ____, ...shown } = getTableColumns(experiments);

type Shown = Pick<typeof experiments.$inferSelect, keyof typeof shown> & { importName: string };

function rowOf(row: Shown): ExperimentRow {
  const { difference, differenceLow, differenceHigh, lift, liftLow, liftHigh } = row;
  return {
    ...{ id: row.id, title: row.title, importId: row.importId, importName: row.importName },
    verdict: row.verdict as ExperimentRow['verdict'],
    health: row.health as ExperimentRow['health'],
    ...{ variations: row.variations, units: row.units, metric: row.metric },
    kind: row.kind as ExperimentRow['kind'],
    ...{ currency: row.currency, variation: row.variation, control: row.control },
    difference: { value: difference, low: differenceLow, high: differenceHigh },
    lift: { value: lift, low: liftLow, high: liftHigh },
    ...{ ranOn: row.ranOn, invalidBecause: row.invalidBecause, tags: row.tags },
    judgedAt: row.judgedAt.toISOString(),
  };
}

/** More than any list holds. */
const wholeList = 1_000_000_000;

interface Page {
  sort: ExperimentSort;
  /** All when left out. */
  offset?: number;
  limit?: number;
}

/**
 * Which experiments fit, in this order? First their ids, for which an index or a small sort is enough, then what is shown of
 * those: far down the list that is ten times as fast.
 */
export async function readRows(records: Records, filters: ExperimentFilters, page: Page): Promise<ExperimentRow[]> {
  const { sort, offset = 0, limit = wholeList } = page;
  const inOrder = orders[sort];
  const fitting = records
    .select({ id: experiments.id })
    .from(experiments)
    .where(allOf(conditionsOf(filters)))
    .orderBy(...inOrder)
    .offset(offset)
    .limit(limit)
    .as('fitting');
  const rows = await records
    .select({ ...shown, importName: imports.name })
    .from(fitting)
    .innerJoin(experiments, eq(experiments.id, fitting.id))
    .innerJoin(imports, eq(imports.id, experiments.importId))
    .orderBy(...inOrder);
  return rows.map(rowOf);
}

export async function readPage(
  records: Records,
  filters: ExperimentFilters,
  page: Required<Page>,
): Promise<AnswerOf<typeof listExperiments>> {
  const counted = records
    .select({ total: count() })
    .from(experiments)
    .where(allOf(conditionsOf(filters)));
  const [[found], rows] = await Promise.all([counted, readRows(records, filters, page)]);
  return { total: found!.total, rows };
}
