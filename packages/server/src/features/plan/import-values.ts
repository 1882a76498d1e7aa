import { randomUUID } from 'node:crypto';
import type { AnswerOf, BodyOf, importOutcomeValues } from '@dandelion-loop/contract';
import { inArray } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { storable } from '../../kernel/fold-text.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { type CsvRow, readCsv, readNumber } from '../../kernel/read-csv.ts';
import { record } from '../audit/index.ts';
import { changePlan, type PlanParts } from './change-plan.ts';
import { type OutcomeRow, outcomeValues, type PlanRow } from './records.ts';
import { orTakenBack, TakenBack } from './taken-back.ts';

/** Values of outcomes from CSV: all rows or none, and the same file again adds nothing. */

type Answer = AnswerOf<typeof importOutcomeValues>;

interface ValueRow {
  outcomeId: string;
  on: string;
  value: number;
  note: string;
}

type RowProblem = Answer['problems'][number];

const mostRows = 20_000;

export const isDay = (text: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** Days of which something can be known: up to the end of the plan, or up to today where that is over. */
export const lastDayOf = (plan: Pick<PlanRow, 'to'>, today: string): string => (plan.to > today ? plan.to : today);

/** Why a number is not taken for a day; null: it is. The newest day is what holds, so that a wrong year would hold for years. */
export const tooLate = (on: string, last: string): string | null =>
  on > last ? `${on} is still to come, and after the end of the plan. Look at its year.` : null;

interface Reading {
  outcomes: ReadonlyMap<string, OutcomeRow>;
  delimiter: string;
  last: string;
}

function readRow({ line, cells }: CsvRow, { outcomes, delimiter, last }: Reading): ValueRow | RowProblem {
  const { outcome = '', on = '', value: given = '', note = '' } = cells;
  const found = outcomes.get(outcome);
  if (found === undefined) return { line, reason: `There is no outcome “${outcome}” in this plan.` };
  if (!isDay(on)) return { line, reason: `“${on}” is no day. Write it like 2027-01-31.` };
  const late = tooLate(on, last);
  if (late !== null) return { line, reason: late };
  const value = readNumber(given, delimiter);
  if (value === null || Math.abs(value) > 1e12) {
    return {
      line,
      reason: `“${given}” cannot be read as a number. Write it like 1234.50, without a sign between thousands.`,
    };
  }
  return { outcomeId: found.id, on, value, note: storable(note).slice(0, 500) };
}

function readRows(csv: string, outcomes: readonly OutcomeRow[], last: string) {
  const { columns, rows, delimiter } = readCsv(csv);
  const missing = ['outcome', 'on', 'value'].filter((one) => !columns.includes(one));
  const wrong = (reason: string) => ({ values: [], problems: [{ line: 1, reason }] });
  if (missing.length > 0) return wrong(`The head has no column ${missing.join(', ')}.`);
  if (rows.length > mostRows) return wrong(`There are more than ${mostRows} rows. Part the file.`);
  const byName = new Map(outcomes.map((one) => [one.name, one]));
  const read = rows.map((row) => readRow(row, { outcomes: byName, delimiter, last }));
  return {
    values: read.filter((one): one is ValueRow => 'outcomeId' in one),
    problems: read.filter((one): one is RowProblem => 'reason' in one).slice(0, 200),
  };
}

const keyOf = ({ outcomeId, on }: Pick<ValueRow, 'outcomeId' | 'on'>) => `${outcomeId} ${on}`;

export async function importValues(
  parts: PlanParts,
  by: Actor,
  planId: string,
  { csv, dryRun }: BodyOf<typeof importOutcomeValues>,
): Promise<Answer> {
  const today = await parts.today();
  return orTakenBack(
    (async () => {
      const { result } = await changePlan(parts, planId, 'fact', async (tx, state) => {
        const { values, problems } = readRows(csv, state.outcomes, lastDayOf(state.plan, today));
        if (problems.length > 0) throw new TakenBack({ added: 0, unchanged: 0, problems, importId: null });
        const ids = [...new Set(values.map(({ outcomeId }) => outcomeId))];
        const known =
          ids.length === 0
            ? []
            : await tx
                .select()
                .from(outcomeValues)
                .where(inArray(outcomeValues.outcomeId, ids))
                .orderBy(outcomeValues.id);
        // Of a day the last one holds; in a file too.
        const holds = new Map(known.map((one) => [keyOf(one), one.value]));
        const wanted = new Map(values.map((one) => [keyOf(one), one]));
        const added = [...wanted.values()].filter((one) => holds.get(keyOf(one)) !== one.value);
        const counts = { added: added.length, unchanged: values.length - added.length, problems: [] };
        if (added.length === 0) throw new TakenBack({ ...counts, importId: null });
        const importId = randomUUID();
        for (let i = 0; i < added.length; i += 1000) {
          const chunk = added.slice(i, i + 1000);
          await tx
            .insert(outcomeValues)
            .values(chunk.map((one) => ({ ...one, createdBy: by, createdAt: parts.now(), importId })));
        }
        for (const [id, own] of groupBy(added, ({ outcomeId }) => outcomeId)) {
          const name = state.outcomes.find((one) => one.id === id)!.name;
          const after = { rows: own.length };
          await record(tx, by, { action: 'outcome.values-imported', subject: { kind: 'outcome', id, name }, after });
        }
        if (dryRun) throw new TakenBack({ ...counts, importId: null });
        return { ...counts, importId };
      });
      return result;
    })(),
  );
}
