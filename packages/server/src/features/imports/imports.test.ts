import { type Import, importSchema } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import {
  choose,
  chooseMany,
  manyFile,
  metric,
  newest,
  smallFile,
  type TestServer,
  untilEnded,
  useStores,
} from './test-imports.ts';

const stores = useStores();
const nobody = '00000000-0000-4000-8000-000000000000';

async function importFile(server: TestServer, text: string, choices = choose(), name = 'Spring'): Promise<Import> {
  const uploadId = await stores.store(text);
  const made = await server.imports.create(testActor, { source: 'file', name, uploadId, choices });
  expect(newest(made)).toMatchObject({ state: 'queued', number: 1, stage: 'Waiting for its turn' });
  return untilEnded(server.imports, made.id);
}

const experimentsOf = (id: string) =>
  stores.ask<{ id: string; name: string; title: string; tags: string[]; ran_on: string | null; analysis_id: string }>(
    'SELECT id, name, title, tags, ran_on::text, analysis_id FROM experiments WHERE import_id = $1 ORDER BY name',
    [id],
  );

describe('an import of a file', () => {
  test('has its answer, what was run for it, and its rows', async () => {
    const server = await stores.serve();
    const done = await importFile(server, smallFile(), choose({ unit: 'id', segments: ['country'] }));
    expect(importSchema.parse(done)).toMatchObject({
      ...{ name: 'Spring', source: 'file', uploadThere: true, experiments: 1, version: 1 },
      currentAnalysisId: newest(done).id,
    });
    expect(newest(done)).toMatchObject({ state: 'done', failure: null, methodVersion: '1', fraction: null });
    const [experiment] = await experimentsOf(done.id);
    expect(experiment).toMatchObject({ id: done.experimentId, name: '', title: 'Spring', ran_on: null });
    const [kept] = await stores.ask<{ statements: { sql: string; milliseconds: number }[]; rows_table: string }>(
      'SELECT statements, rows_table FROM analyses WHERE id = $1',
      [newest(done).id],
    );
    const run = kept!.statements.map(({ sql }) => sql).join('\n');
    expect(run).toContain('sipHash128Keyed');
    expect(run).not.toMatch(/person-|example\.org|log_comment|NL/);
    expect(kept!.statements.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    const tables = (await stores.remains()).tables.filter((table) =>
      table.includes(newest(done).id.replaceAll('-', '')),
    );
    expect(tables).toEqual([kept!.rows_table]);
    expect(server.said).toEqual([]);
  });

  test('of many tests has one experiment each, with the day it began', async () => {
    const server = await stores.serve();
    const done = await importFile(server, manyFile, chooseMany());
    expect(done).toMatchObject({ experiments: 3, experimentId: null });
    const found = await experimentsOf(done.id);
    expect(found.map(({ name, title, ran_on }) => [name, title, ran_on])).toEqual([
      ['first', 'first', '2024-01-01'],
      ['second', 'second', '2024-01-08'],
      ['third', 'third', '2024-01-15'],
    ]);
    const [{ notes }] = (await stores.ask<{ notes: string[] }>('SELECT notes FROM analyses WHERE import_id = $1', [
      done.id,
    ])) as [{ notes: string[] }];
    expect(notes.join(' ')).toContain('An equal split between the variations was assumed');
  });

  test('with names that a database cannot hold', async () => {
    const server = await stores.serve();
    const done = await importFile(server, manyFile.replaceAll('first,A', 'fir\0st,A'), chooseMany());
    expect(newest(done)).toMatchObject({ state: 'done' });
    expect((await experimentsOf(done.id)).map(({ name }) => name)).toContain('fir\ufffdst');
    const broken = await importFile(server, smallFile().replace(',0,', ',no\0number,'), choose());
    expect(newest(broken)).toMatchObject({
      state: 'failed',
      failure: { code: 'bad-value', message: expect.stringContaining('"no\ufffdnumber"') },
    });
  });

  test.each([
    [
      'a column that is not there',
      { metrics: [metric('yy')] },
      'unknown-column',
      'There is no column "yy". Did you mean "y"?',
    ],
    ['a control that nobody has', { control: 'C' }, 'unknown-value', 'no row has "C" in "group"'],
    ['a split for somebody else', { split: { A: 1, C: 1 } }, 'unknown-value', 'no row has "C" in "group"'],
    ['a condition on a column that is not there', { where: 'agee > 3' }, 'unknown-column', 'There is no column "agee"'],
  ])(
    'fails with the sentence of the analysis for %s, and others can be chosen',
    async (_name, changes, code, words) => {
      const server = await stores.serve();
      const before = await stores.remains();
      const failed = await importFile(server, smallFile(), choose(changes));
      expect(newest(failed)).toMatchObject({ state: 'failed', failure: { code } });
      expect(newest(failed).failure!.message).toContain(words);
      // As the page calls it, not as the command line does.
      expect(newest(failed).failure!.message).not.toMatch(/--|dandelion-imports-/);
      expect(failed).toMatchObject({ experiments: 0, currentAnalysisId: null });
      const { imports, analyses, ...others } = before;
      expect(await stores.remains()).toMatchObject({ imports: imports + 1, analyses: analyses + 1, ...others });
      await server.imports.retry(testActor, failed.id);
      expect(newest(await untilEnded(server.imports, failed.id))).toMatchObject({ state: 'failed', number: 1 });
      await server.imports.analyzeAgain(testActor, failed.id, { version: failed.version, choices: choose() });
      const done = await untilEnded(server.imports, failed.id);
      expect(done.analyses.map(({ number, state }) => [number, state])).toEqual([
        [2, 'done'],
        [1, 'failed'],
      ]);
      expect(done.experiments).toBe(1);
    },
  );

  test.each([
    ['two roles', choose({ unit: 'group' }), 'wrong-use', 'Column "group" is given to'],
    ['an id as covariate', choose({ unit: 'id', metrics: [metric('y', { covariate: 'id' })] }), 'wrong-use', '"id"'],
    ['an id as period', choose({ unit: 'id', period: 'id' }), 'wrong-use', '"id"'],
    ['a condition that cannot be read', choose({ where: 'age >' }), 'bad-condition', ''],
  ])('is refused at once for %s', async (_name, choices, code, words) => {
    const server = await stores.serve({ working: false });
    const uploadId = await stores.store(smallFile());
    const before = await stores.remains();
    const made = server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
    await expect(made).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    expect(await stores.remains()).toEqual(before);
  });

  test('needs a file', async () => {
    const server = await stores.serve({ working: false });
    const made = server.imports.create(testActor, {
      source: 'file',
      name: 'Spring',
      uploadId: nobody,
      choices: choose(),
    });
    await expect(made).rejects.toMatchObject({ code: 'not-found' });
    const uploadId = await stores.store(smallFile());
    await stores.uploads().remove(testActor, uploadId);
    const again = server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices: choose() });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
    await expect(server.imports.get(nobody)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('judging again', () => {
  test('keeps the experiment, what people wrote on it, and the old answer', async () => {
    const server = await stores.serve();
    const first = await importFile(server, smallFile(), choose({ unit: 'id' }));
    const [before] = await experimentsOf(first.id);
    await stores.ask(
      `UPDATE experiments SET tags = '{mail}', title = 'Mine', titled_by_person = true, note = 'Seen' WHERE id = $1`,
      [before!.id],
    );
    await server.imports.analyzeAgain(testActor, first.id, {
      version: 1,
      choices: choose({ unit: 'id', inference: 'sequential' }),
    });
    const second = await untilEnded(server.imports, first.id);
    expect(newest(second)).toMatchObject({ failure: null, state: 'done' });
    expect(second).toMatchObject({ version: 2, experimentId: before!.id, currentAnalysisId: newest(second).id });
    const [after] = await experimentsOf(first.id);
    expect(after).toMatchObject({ id: before!.id, title: 'Mine', tags: ['mail'], analysis_id: newest(second).id });
    const answers = await stores.ask('SELECT analysis_id FROM results WHERE experiment_id = $1', [before!.id]);
    expect(answers).toHaveLength(2);
  });

  test('with tests that are gone and tests that are new', async () => {
    const server = await stores.serve();
    const first = await importFile(server, manyFile, chooseMany());
    const before = await experimentsOf(first.id);
    await server.imports.analyzeAgain(testActor, first.id, {
      version: 1,
      choices: chooseMany({ where: 'test != "second"' }),
    });
    const fewer = await untilEnded(server.imports, first.id);
    expect(fewer.experiments).toBe(2);
    expect((await experimentsOf(first.id)).map(({ id }) => id)).toEqual([before[0]!.id, before[2]!.id]);
  });

  test('the same choices when none are given, and not while it is being judged', async () => {
    const server = await stores.serve({ working: false });
    const uploadId = await stores.store(smallFile());
    const made = await server.imports.create(testActor, {
      source: 'file',
      name: 'Spring',
      uploadId,
      choices: choose(),
    });
    await expect(server.imports.analyzeAgain(testActor, made.id, { version: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await server.imports.get(made.id)).version).toBe(1);
    await expect(server.imports.retry(testActor, made.id)).rejects.toMatchObject({ code: 'conflict' });
    await server.imports.start();
    await untilEnded(server.imports, made.id);
    await expect(server.imports.retry(testActor, made.id)).rejects.toMatchObject({ code: 'conflict' });
    const again = await server.imports.analyzeAgain(testActor, made.id, { version: 1 });
    expect(newest(again).choices).toEqual(choose());
    await untilEnded(server.imports, made.id);
  });

  test('of two who began from the same version one is told', async () => {
    const server = await stores.serve();
    const { id } = await importFile(server, smallFile());
    const both = await Promise.allSettled([
      server.imports.rename(testActor, id, { version: 1, name: 'Summer' }),
      server.imports.analyzeAgain(testActor, id, { version: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const told = both.find((one) => one.status === 'rejected');
    expect(told!.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('Somebody else changed') });
    expect((await untilEnded(server.imports, id)).version).toBe(2);
    await expect(server.imports.rename(testActor, nobody, { version: 1, name: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('typed counts', () => {
  const counts = {
    variations: [
      { name: 'A', tried: 1200, succeeded: 118 },
      { name: 'B', tried: 1185, succeeded: 152 },
    ],
    ...{ split: null, lowerIsBetter: false, practical: { value: 0.01, relative: true } },
    ...{ inference: 'fixed' as const, level: 0.95, plannedUnits: 5000 },
  };

  test('a new name of the import is the new title of its one test, until a person gives it another', async () => {
    const server = await stores.serve({ working: false });
    const { id, experimentId } = await server.imports.create(testActor, {
      source: 'counts',
      name: 'Four numbers',
      counts,
    });
    const titleOf = async () =>
      (await stores.ask('SELECT title, search_text FROM experiments WHERE id = $1', [experimentId]))[0];
    await server.imports.rename(testActor, id, { version: 1, name: 'Spring mailing' });
    expect(await titleOf()).toMatchObject({ title: 'Spring mailing', search_text: expect.stringContaining('SPRING') });
    await stores.ask(`UPDATE experiments SET title = 'Mine', titled_by_person = true WHERE id = $1`, [experimentId]);
    await server.imports.rename(testActor, id, { version: 2, name: 'Summer mailing' });
    expect(await titleOf()).toMatchObject({ title: 'Mine' });
  });

  test('are judged at once, again with other counts, and need no queue', async () => {
    const server = await stores.serve({ working: false });
    const made = await server.imports.create(testActor, { source: 'counts', name: 'Four numbers', counts });
    expect(importSchema.parse(made)).toMatchObject({ source: 'counts', uploadThere: false, experiments: 1 });
    expect(newest(made)).toMatchObject({ state: 'done', counts, choices: null, methodVersion: '1' });
    const again = await server.imports.analyzeAgain(testActor, made.id, {
      version: 1,
      counts: { ...counts, level: 0.9 },
    });
    expect(again).toMatchObject({ experimentId: made.experimentId, version: 2 });
    expect(again.analyses.map(({ number, state }) => [number, state])).toEqual([
      [2, 'done'],
      [1, 'done'],
    ]);
    await expect(
      server.imports.analyzeAgain(testActor, made.id, { version: 2, choices: choose() }),
    ).rejects.toMatchObject({
      code: 'wrong-use',
    });
  });

  test('that cannot be leave nothing', async () => {
    const server = await stores.serve({ working: false });
    const before = await stores.remains();
    const impossible = { ...counts, variations: counts.variations.map((one) => ({ ...one, succeeded: 5000 })) };
    const made = server.imports.create(testActor, { source: 'counts', name: 'Four numbers', counts: impossible });
    await expect(made).rejects.toMatchObject({ code: 'wrong-use' });
    expect(await stores.remains()).toEqual(before);
  });
});

describe('the list and the work', () => {
  test('are newest first, with what ended lately', async () => {
    const server = await stores.serve();
    const since = new Date();
    const first = await importFile(server, smallFile(), choose(), 'First');
    const second = await importFile(server, smallFile(), choose({ control: 'C' }), 'Second');
    expect((await server.imports.list()).slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await server.imports.work(null)).toEqual([]);
    expect(await server.imports.work(since)).toEqual([
      expect.objectContaining({ importId: second.id, state: 'failed', message: expect.stringContaining('"C"') }),
      expect.objectContaining({ importId: first.id, state: 'done', experiments: 1, experimentId: first.experimentId }),
    ]);
    expect(await server.imports.work(new Date(Date.now() + 1000))).toEqual([]);
  });
});

describe('deleting an import', () => {
  test('takes everything it brought', async () => {
    const server = await stores.serve();
    const before = await stores.remains();
    const done = await importFile(server, smallFile(), choose({ unit: 'id' }));
    await server.imports.remove(testActor, done.id);
    expect(await stores.remains()).toEqual(before);
    await expect(stores.uploads().get(done.uploadId!)).rejects.toMatchObject({ code: 'not-found' });
    await expect(server.imports.get(done.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(server.imports.remove(testActor, done.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('leaves a file that another import has', async () => {
    const server = await stores.serve();
    const first = await importFile(server, smallFile());
    const second = await server.imports.create(testActor, {
      ...{ source: 'file', name: 'Second', uploadId: first.uploadId!, choices: choose() },
    });
    await untilEnded(server.imports, second.id);
    await server.imports.remove(testActor, first.id);
    expect(await server.imports.get(second.id)).toMatchObject({ uploadThere: true, experiments: 1 });
  });
});
