import type { BeliefScores } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type InspectedFile, loadFile } from '../files/index.ts';
import { readForecasts } from './forecast-cells.ts';
import { chooseColumns, type NamedColumns } from './forecast-columns.ts';
import { readForecastRows } from './forecast-rows.sql.ts';
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
  const rows = await readForecastRows(engine, loaded, columns);
  const { forecasts, notes: told } = readForecasts(rows, columns);
  if (forecasts.length === 0) {
    throw new DandelionFailure(
      'no-rows',
      `${file.shown} holds no forecast with an outcome: there is nothing to score yet. Fill in what happened (yes or no) where it is known.`,
    );
  }
  return scoreAll(forecasts, [...notes, ...told]);
}
