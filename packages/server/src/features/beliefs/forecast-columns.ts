import { DandelionFailure } from '../../kernel/failure.ts';
import { plainName } from '../analyses/index.ts';
import { type InspectedFile, showNames, showText } from '../files/index.ts';

/** Which columns of a file hold forecasts and outcomes: those that were named, else those that are called so. */

export interface ForecastColumns {
  forecast: string;
  outcome: string;
  member: string | null;
  topic: string | null;
}

/** What was named; null: not said. */
export type NamedColumns = { [Role in keyof ForecastColumns]: string | null };

/** In English, German and Dutch. */
const usual: Record<keyof ForecastColumns, RegExp> = {
  forecast:
    /^(forecasts?|forecasted|probability|prob|p|belief|confidence|credence|likelihood|chance|prediction|predicted|estimate|percent|percentage|prognose|wahrscheinlichkeit|vorhersage|kans|waarschijnlijkheid|voorspelling)(_(pct|percent|percentage))?$/,
  outcome:
    /^(outcome|result|happened|occurred|resolved|resolution|came_true|true|actual|observed|event|y|ergebnis|eingetreten|uitkomst|uitgekomen|gebeurd)$/,
  member:
    /^(member|person|people|forecaster|user|name|who|author|employee|colleague|analyst|judge|mitglied|mitarbeiter|lid|naam|medewerker)(_(id|name))?$/,
  topic: /^(topic|category|theme|subject|area|domain|tag|thema|kategorie|bereich|onderwerp|categorie|gebied)(_name)?$/,
};

function guess(role: keyof ForecastColumns, columns: readonly string[], taken: readonly string[]): string[] {
  return columns.filter((column) => !taken.includes(column) && usual[role].test(plainName(column)));
}

function needed(role: 'forecast' | 'outcome', found: readonly string[], { columns }: InspectedFile): string {
  if (found.length === 1) return found[0]!;
  const what = role === 'forecast' ? 'the forecasts' : 'what happened';
  throw new DandelionFailure(
    'unknown-column',
    found.length === 0
      ? `No column is called as if it held ${what}. Name it with --${role} COLUMN. Columns: ${showNames(columns)}.`
      : `${showNames(found)} could all hold ${what}. Name one with --${role} COLUMN.`,
  );
}

/** Fails when forecast or outcome is neither named nor found. A member or topic that is not there, or could be several, is none. */
export function chooseColumns(file: InspectedFile, named: NamedColumns): { columns: ForecastColumns; notes: string[] } {
  const given = Object.values(named).filter((name) => name !== null);
  const twice = given.find((name, at) => given.indexOf(name) < at);
  if (twice !== undefined) {
    throw new DandelionFailure(
      'wrong-use',
      `Column "${showText(twice)}" is named for two things. Name another column for one of them.`,
    );
  }
  const found = (role: keyof ForecastColumns) => guess(role, file.columns, given);
  const perhaps = (role: 'member' | 'topic') => {
    const columns = found(role);
    return columns.length === 1 ? columns[0]! : null;
  };
  const columns = {
    forecast: named.forecast ?? needed('forecast', found('forecast'), file),
    outcome: named.outcome ?? needed('outcome', found('outcome'), file),
    member: named.member ?? perhaps('member'),
    topic: named.topic ?? perhaps('topic'),
  };
  const guessed = (Object.keys(columns) as (keyof ForecastColumns)[]).filter(
    (role) => named[role] === null && columns[role] !== null,
  );
  const told = guessed.map((role) => `"${showText(columns[role]!)}" for the ${role}`);
  return {
    columns,
    notes: told.length === 0 ? [] : [`Columns were taken by their names: ${told.join(', ')}. Options name others.`],
  };
}
