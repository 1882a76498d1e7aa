import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import { type CompiledCondition, compileCondition } from '../conditions/index.ts';
import { showText } from '../files/index.ts';
import type { HoldsFor } from './judge-rule.ts';
import type { TestNumbers } from './told-numbers.ts';

/** Conditions in CEL on the numbers of one test: the same language with the same meaning as everywhere, asked of a table of one row. */

const names = [
  ...['value', 'controlValue', 'difference', 'differenceLow', 'differenceHigh', 'lift', 'liftLow', 'liftHigh'],
  ...['pValue', 'adjustedPValue', 'units', 'verdict'],
] as const satisfies readonly (keyof TestNumbers)[];

const isName = (name: string): name is keyof TestNumbers => (names as readonly string[]).includes(name);

function compiled(condition: string): CompiledCondition {
  const result = compileCondition(condition, (name) => {
    if (isName(name)) return `c${names.indexOf(name as never)}`;
    const near = nearestName(name, names);
    throw new DandelionFailure(
      'bad-condition',
      `The condition cannot be used: a test has no number “${showText(name)}”.${near === null ? '' : ` Did you mean ${near}?`} It has ${names.join(', ')}.`,
    );
  });
  if (result.patterns.length > 0) {
    throw new DandelionFailure(
      'bad-condition',
      'The condition cannot be used: matches() has nothing to search in numbers. Compare verdict with ==.',
    );
  }
  if (result.columns.length > 0) return result;
  throw new DandelionFailure(
    'bad-condition',
    `The condition cannot be used: it reads no number of the test. It can read ${names.join(', ')}.`,
  );
}

/** Fails with `bad-condition` when it could not be asked of any test. */
export function checkCondition(condition: string): void {
  compiled(condition);
}

/** What cannot be told of a missing number is not told: it is no “no”. */
export const conditionHolds =
  ({ engine }: { engine: Pick<Engine, 'rows'> }): HoldsFor =>
  async (condition, numbers) => {
    const { sql, values, columns } = compiled(condition);
    const missing = columns.filter((name) => isName(name) && numbers[name] === null);
    if (missing.length > 0) return `The test has no ${missing.join(', ')}.`;
    const cells = names.map((_, at) => `{cell${at}_v:String} AS c${at}`).join(', ');
    const bound = Object.fromEntries(names.map((name, at) => [`cell${at}_v`, String(numbers[name] ?? '')]));
    // Does the condition hold for these numbers?
    const [row] = await engine.rows<{ holds: number }>({
      sql: `SELECT toUInt8(${sql}) AS holds FROM (SELECT ${cells})`,
      values: { ...values, ...bound },
    });
    return row?.holds === 1;
  };
