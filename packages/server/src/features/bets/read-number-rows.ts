import { createHash } from 'node:crypto';
import { type BetNumberKind, betNumberKinds, mostNumberRows } from '@dandelion-loop/contract';
import { storable } from '../../kernel/fold-text.ts';
import { type CsvRow, readCsv, readNumber } from '../../kernel/read-csv.ts';
import { type BetRow, isDay, tooLate } from '../plan/index.ts';

/** Rows of a CSV text as numbers of bets. Pure. */

export interface NumberRow {
  line: number;
  betId: string;
  kind: BetNumberKind;
  measure: string | null;
  on: string;
  value: number;
  note: string;
  key: string;
}

export interface RowProblem {
  line: number;
  reason: string;
}

type Bet = Pick<BetRow, 'id' | 'name' | 'currency'>;

interface Reading {
  byName: ReadonlyMap<string, Bet>;
  currency: string | null;
  /** Numbers are of days up to it. */
  last: string;
  delimiter: string;
  /** How often the same contents came before, so that two equal rows of a file are two. */
  seen: Map<string, number>;
}

function keyOf(parts: readonly string[], seen: Map<string, number>): string {
  const contents = JSON.stringify(parts);
  const count = seen.get(contents) ?? 0;
  seen.set(contents, count + 1);
  return `row:${createHash('sha256').update(`${count} ${contents}`).digest('hex').slice(0, 32)}`;
}

function readRow({ line, cells }: CsvRow, reading: Reading): NumberRow | RowProblem {
  const problem = (reason: string) => ({ line, reason });
  const { bet: name = '', on = '', value: given = '', kind: asked = '', measure = '', note = '' } = cells;
  const bet = reading.byName.get(name);
  if (bet === undefined) return problem(name === '' ? 'No bet is named.' : `There is no bet “${name}” in this plan.`);
  if (!isDay(on)) return problem(`“${on}” is no day. Write it like 2027-01-31.`);
  const late = tooLate(on, reading.last);
  if (late !== null) return problem(late);
  const value = readNumber(given, reading.delimiter);
  if (value === null || Math.abs(value) > 1e12)
    return problem(`“${given}” cannot be read as a number. Write it like 1234.50, without a sign between thousands.`);
  const kind = (asked === '' ? 'money' : asked.toLowerCase()) as BetNumberKind;
  if (!betNumberKinds.includes(kind))
    return problem(`“${asked}” is no kind. It is one of ${betNumberKinds.join(', ')}.`);
  if ((kind === 'guardrail') !== (measure !== '')) {
    return problem(kind === 'guardrail' ? 'A guardrail needs its name in measure.' : 'Only a guardrail has a measure.');
  }
  const [currency, own] = [cells.currency ?? '', bet.currency ?? reading.currency];
  if (kind === 'money' && currency !== '' && currency !== own) {
    return problem(
      `The amount is in ${currency}, and the bet in ${own ?? 'no currency'}. Write it in that of the bet.`,
    );
  }
  const key = cells.key
    ? `key:${storable(cells.key).slice(0, 200)}`
    : keyOf([bet.id, kind, measure, on, String(value), note], reading.seen);
  const texts = {
    measure: measure === '' ? null : storable(measure).slice(0, 200),
    note: storable(note).slice(0, 500),
  };
  return { line, betId: bet.id, kind, on, value, key, ...texts };
}

const twice = (rows: readonly NumberRow[]): RowProblem[] => {
  const seen = new Map<string, number>();
  return rows.flatMap(({ betId, key, line }) => {
    const earlier = seen.get(`${betId} ${key}`);
    seen.set(`${betId} ${key}`, earlier ?? line);
    return earlier === undefined
      ? []
      : [{ line, reason: `Its key is that of line ${earlier} too. Give each its own.` }];
  });
};

export function readNumberRows(csv: string, bets: readonly Bet[], of: Pick<Reading, 'currency' | 'last'>) {
  const { columns, rows, delimiter } = readCsv(csv);
  const missing = ['bet', 'on', 'value'].filter((one) => !columns.includes(one));
  if (missing.length > 0) {
    return { rows: [], problems: [{ line: 1, reason: `The head has no column ${missing.join(', ')}.` }] };
  }
  if (rows.length > mostNumberRows) {
    return { rows: [], problems: [{ line: 1, reason: `There are more than ${mostNumberRows} rows. Part the file.` }] };
  }
  const reading = { byName: new Map(bets.map((bet) => [bet.name, bet])), ...of, delimiter, seen: new Map() };
  const read = rows.map((row) => readRow(row, reading));
  const good = read.filter((one): one is NumberRow => 'betId' in one);
  const bad = read.filter((one): one is RowProblem => 'reason' in one);
  return { rows: good, problems: [...bad, ...twice(good)].sort((a, b) => a.line - b.line) };
}
