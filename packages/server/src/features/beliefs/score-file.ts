import type { BeliefScores } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { type InspectedFile, loadFile } from '../files/index.ts';
import { type ForecastCells, readForecasts } from './forecast-cells.ts';
import { chooseColumns, type NamedColumns } from './forecast-columns.ts';
import { scoreAll } from './score-groups.ts';

/** Scores the forecasts of a file. */

/** All are held at once. */
const mostRows = 1_000_000;

export async function scoreFile({
  engine,
  file,
  named,
}: {
  engine: Engine;
  file: InspectedFile;
  /** Columns as they were named. */
  named: NamedColumns;
}): Promise<BeliefScores> {
  const { columns, notes } = chooseColumns(file, named);
  const asked = Object.values(columns).filter((name) => name !== null);
  const loaded = await loadFile({ engine, file, columns: asked });
  if (loaded.rows > mostRows) {
    throw new DandelionFailure(
      'file-too-large',
      `${file.shown} has ${numbers.count(loaded.rows)} rows; at most ${numbers.count(mostRows)} are scored at a time. Split it, by year for instance.`,
    );
  }
  const from = openPersonRows({ table: loaded.table, purpose: 'learn' });
  const cell = (name: string | null) => (name === null ? 'CAST(NULL AS Nullable(String))' : loaded.columns.get(name)!);
  // What do the rows say, in the order of the file?
  const rows = await engine.rows<ForecastCells>({
    sql: `SELECT n AS row, ${cell(columns.forecast)} AS forecast, ${cell(columns.outcome)} AS outcome,
                 ${cell(columns.member)} AS member, ${cell(columns.topic)} AS topic
          FROM ${from.source} ORDER BY n`,
  });
  const { forecasts, notes: told } = readForecasts(rows, columns);
  if (forecasts.length === 0) {
    throw new DandelionFailure(
      'no-rows',
      `${file.shown} holds no forecast with an outcome: there is nothing to score yet. Fill in what happened (yes or no) where it is known.`,
    );
  }
  return scoreAll(forecasts, [...notes, ...told]);
}
