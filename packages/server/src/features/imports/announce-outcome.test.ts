import { expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { choose, chooseMany, manyFile, smallFile, untilEnded, useStores } from './test-imports.ts';

const stores = useStores();

interface Announced {
  type: string;
  data: Record<string, unknown>;
}

const announced = async (importId: string): Promise<Announced[]> =>
  stores.ask<Announced & Record<string, unknown>>(
    "SELECT type, data FROM announcements WHERE data #>> '{import,id}' = $1 ORDER BY seq",
    [importId],
  );

test('an import of one test tells its answer, each time it is judged', async () => {
  const server = await stores.serve();
  const uploadId = await stores.store(smallFile());
  const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices: choose() });
  const done = await untilEnded(server.imports, made.id);
  const [one, ...others] = await announced(made.id);
  expect(others).toEqual([]);
  expect(one).toEqual({
    type: 'verdict.reached',
    data: {
      import: { id: made.id, name: 'Spring' },
      tests: 1,
      verdicts: { won: 0, lost: 0, 'no-difference': 0, inconclusive: 1, invalid: 0 },
      test: {
        ...{ id: done.experimentId, title: 'Spring', verdict: 'inconclusive' },
        sentence: expect.stringMatching(/^[A-Z].*\.$/s),
      },
    },
  });
  await server.imports.analyzeAgain(testActor, made.id, { version: 1, choices: choose({ inference: 'sequential' }) });
  await untilEnded(server.imports, made.id);
  expect(await announced(made.id)).toHaveLength(2);
});

test('an import of many tests tells how many, and typed counts are told too', async () => {
  const server = await stores.serve();
  const uploadId = await stores.store(manyFile);
  const made = await server.imports.create(testActor, { source: 'file', name: 'All', uploadId, choices: chooseMany() });
  await untilEnded(server.imports, made.id);
  const [one] = await announced(made.id);
  expect(one).toMatchObject({ type: 'verdict.reached', data: { tests: 3, test: null } });
  const counted = Object.values(one!.data.verdicts as Record<string, number>);
  expect(counted.reduce((sum, of) => sum + of)).toBe(3);
  const variation = (name: string, succeeded: number) => ({ name, tried: 10_000, succeeded });
  const counts = { variations: [variation('A', 500), variation('B', 700)], split: null, lowerIsBetter: false } as const;
  const more = {
    practical: { value: 0.01, relative: true },
    inference: 'fixed',
    level: 0.95,
    plannedUnits: 5000,
  } as const;
  const typed = await server.imports.create(testActor, {
    source: 'counts',
    name: 'Typed',
    counts: { ...counts, ...more, variations: [...counts.variations] },
  });
  expect(await announced(typed.id)).toMatchObject([
    { type: 'verdict.reached', data: { tests: 1, test: { title: 'Typed', verdict: 'won' } } },
  ]);
});

test('a failure tells its kind and nothing of the file; stopping tells nothing', async () => {
  const server = await stores.serve();
  const uploadId = await stores.store('group,y\nA,1\nB,secret-cell\n');
  const made = await server.imports.create(testActor, { source: 'file', name: 'Odd', uploadId, choices: choose() });
  const failed = await untilEnded(server.imports, made.id);
  expect(failed.analyses[0]!.state).toBe('failed');
  const [one, ...others] = await announced(made.id);
  expect(others).toEqual([]);
  const { code } = failed.analyses[0]!.failure!;
  expect(one).toEqual({
    type: 'import.failed',
    data: { import: { id: made.id, name: 'Odd' }, failure: { code, title: expect.any(String) } },
  });
  expect(JSON.stringify(one)).not.toContain('secret-cell');
  await server.stop();
  const idle = await stores.serve({ working: false });
  const waiting = await idle.imports.create(testActor, { source: 'file', name: 'Odd', uploadId, choices: choose() });
  await idle.imports.cancel(testActor, waiting.id);
  expect(await announced(waiting.id)).toEqual([]);
});
