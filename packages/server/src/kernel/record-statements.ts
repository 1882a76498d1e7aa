import type { Engine, Question } from './engine.ts';

/** A statement that was run. Without its bound values, which can hold data of people. */
export interface Statement {
  sql: string;
  milliseconds: number;
}

const mostStatements = 200;
const longestSql = 20_000;

const shortened = (sql: string) => (sql.length <= longestSql ? sql : `${sql.slice(0, longestSql)}\n-- and more`);

/** An engine that keeps a list of the statements it was given, in the order in which they ended. */
export function recordStatements(engine: Engine): { engine: Engine; statements: Statement[] } {
  const statements: Statement[] = [];
  async function timed<Answer>({ sql }: Question, work: Promise<Answer>): Promise<Answer> {
    const begun = performance.now();
    try {
      return await work;
    } finally {
      if (statements.length < mostStatements) {
        statements.push({ sql: shortened(sql), milliseconds: Math.round(performance.now() - begun) });
      }
    }
  }
  return {
    statements,
    engine: {
      // Not every engine has one.
      get stagingFolder() {
        return engine.stagingFolder;
      },
      fileReader: engine.fileReader,
      rows: (question) => timed(question, engine.rows(question)),
      run: (question) => timed(question, engine.run(question)),
      load: (question, data) => timed(question, engine.load(question, data)),
    },
  };
}
