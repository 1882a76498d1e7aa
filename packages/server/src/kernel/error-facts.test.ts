import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../engines/postgres/test-postgres.ts';
import { EngineError } from './engine.ts';
import { errorFacts } from './error-facts.ts';

const mark = 'jane.doe@secret.example';

const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown');
};

describe('what is written down of an error', () => {
  it.each([
    ['a parser', () => JSON.parse(`{"a": ${mark}`), 'SyntaxError'],
    ['a check of a shape', () => z.object({ email: z.literal('a') }).parse({ email: mark, [mark]: 1 }), 'ZodError'],
    // biome-ignore lint/suspicious/noExplicitAny: a mistake as a program makes it
    ['a mistake with a text', () => ((mark as any).x = 1), 'TypeError'],
    ['an address', () => new URL(mark), 'TypeError'],
  ])('of %s: its kind and place, and nothing that was typed', (_, work, type) => {
    const facts = errorFacts(thrown(work));
    expect(facts.type).toContain(type);
    expect(facts.at.length).toBeGreaterThan(0);
    expect(JSON.stringify(facts)).not.toContain('jane');
  });

  it('of ClickHouse: kind, number, place', () => {
    const facts = errorFacts(new EngineError(27, 'CANNOT_PARSE', `Cannot parse "${mark}"`));
    expect(facts).toMatchObject({ type: 'EngineError', code: '27' });
    expect(JSON.stringify(facts)).not.toContain('jane');
  });

  it("keeps the program's own words", () => {
    expect(errorFacts(new Error('The thread ended with code 1'))).toMatchObject({
      message: 'The thread ended with code 1',
    });
  });

  describe('of PostgreSQL', () => {
    let database: TestDatabase;
    let pool: Pool;
    beforeAll(async () => {
      database = await createTestDatabase();
      pool = new Pool({ connectionString: database.url });
      await pool.query('CREATE TABLE people (email text PRIMARY KEY, age int)');
      await pool.query('INSERT INTO people VALUES ($1, 1)', [mark]);
    });
    afterAll(async () => {
      await pool.end();
      await database.drop();
    });

    it.each([
      ['a second one', 'INSERT INTO people VALUES ($1, $2)', [mark, 1], '23505'],
      ['what is no number', 'UPDATE people SET age = $1', [mark], '22P02'],
    ])('of %s: the statement without its values', async (_, text, values, code) => {
      const plain = errorFacts(await pool.query(text, values).catch((error) => error));
      expect(plain).toMatchObject({ type: 'DatabaseError', code });
      const session = drizzle(pool);
      const { sql } = await import('drizzle-orm');
      const wrapped = errorFacts(
        await session.execute(sql`INSERT INTO people VALUES (${values[0]}, ${'x'})`).catch((error) => error),
      );
      expect(wrapped.statement).toContain('VALUES ($1, $2)');
      expect(wrapped.cause?.code).toMatch(/^2/);
      expect(JSON.stringify([plain, wrapped])).not.toContain('jane');
    });
  });
});
