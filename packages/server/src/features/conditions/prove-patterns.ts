import { type Engine, EngineError } from '../../kernel/engine.ts';
import { engineForm } from './calls.ts';
import type { CompiledCondition } from './compile-condition.ts';
import { excerpt, refusal } from './refusals.ts';

const cannotCompileRegexp = 427;

/**
 * Asks the engine whether it takes the patterns of `matches`, before they meet data: its regular expressions (RE2) are
 * what counts, and no other library knows them exactly. Throws `bad-condition`.
 */
export async function provePatterns(engine: Engine, condition: CompiledCondition): Promise<void> {
  for (const pattern of condition.patterns) {
    try {
      // Does this pattern compile?
      await engine.rows({ sql: "SELECT match('', {pattern:String})", values: { pattern: engineForm(pattern) } });
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== cannotCompileRegexp) throw error;
      throw refusal(
        `the pattern “${excerpt(pattern)}” of matches() is not a regular expression the engine knows`,
        'Patterns are written in RE2 syntax, which has no look-ahead and no back-references. An example: code.matches("^A[0-9]+$").',
      );
    }
  }
}
