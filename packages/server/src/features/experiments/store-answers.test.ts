import { type ExperimentRow, experimentFiltersSchema, experimentSchema } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import type { JudgedTest } from './store-answers.ts';
import { answerOf } from './test-answers.ts';
import { useExperiments } from './test-experiments.ts';

const { query, experiments, makeImport, judge } = useExperiments();

const testOf = (
  name: string,
  changes: Parameters<typeof answerOf>[0] = {},
  ranOn: string | null = null,
): JudgedTest => ({
  name,
  ranOn,
  answer: answerOf(changes),
});

async function rowsOf(importId: string): Promise<ExperimentRow[]> {
  const filters = experimentFiltersSchema.parse({ import: importId });
  return (await experiments().list(filters, { sort: 'title', offset: 0, limit: 500 })).rows;
}

describe('judging again', () => {
  test('a test keeps its id, tags and note; tests that are gone go', async () => {
    const file = await makeImport('spring.csv');
    const first = await judge(file, [testOf('a'), testOf('b'), testOf('c')]);
    const before = await rowsOf(file.importId);
    const [a, b] = before;
    await experiments().change(testActor, b!.id, { version: 1, tags: ['mail'], note: 'Read by Ana.' });
    const second = await judge(file, [testOf('b', { verdict: 'lost', lifts: [-0.3] }), testOf('a'), testOf('d')]);
    const after = await rowsOf(file.importId);
    expect(after.map(({ title }) => title)).toEqual(['a', 'b', 'd']);
    expect(after.map(({ id }) => id).slice(0, 2)).toEqual([a!.id, b!.id]);
    expect(after[1]).toMatchObject({ verdict: 'lost', tags: ['mail'], lift: { value: -0.3 } });
    const read = experimentSchema.parse(await experiments().read(b!.id));
    expect(read).toMatchObject({
      note: 'Read by Ana.',
      version: 2,
      siblings: 2,
      verdict: 'lost',
      importNotes: ['A note.'],
    });
    expect(read.history.map(({ analysisId, verdict, current }) => [analysisId, verdict, current])).toEqual([
      [second, 'lost', true],
      [first, 'won', false],
    ]);
    const older = await experiments().read(b!.id, first);
    expect([older.verdict, older.analysis.id, older.answer]).toEqual(['won', first, answerOf()]);
    await expect(experiments().read(before[2]!.id)).rejects.toThrow(/no such experiment/);
    await expect(experiments().read(after[2]!.id, first)).rejects.toThrow(/no answer of that analysis/);
    const left = await query('SELECT count(*)::int AS n FROM results WHERE experiment_id = $1', [before[2]!.id]);
    expect(left.rows[0].n).toBe(0);
  });

  test('a title that a person gave stays, others follow the file', async () => {
    const file = await makeImport('titles.csv');
    await judge(file, [testOf('a'), testOf('b')]);
    const [a, b] = await rowsOf(file.importId);
    await experiments().change(testActor, a!.id, { version: 1, title: 'Ours' });
    // The same title again is no change of the title.
    await experiments().change(testActor, b!.id, { version: 1, title: 'b' });
    const retitled = ['a', 'b'].map((name) => ({ ...testOf(name), title: `Headline ${name}` }));
    await judge(file, retitled);
    expect((await rowsOf(file.importId)).map(({ title }) => title)).toEqual(['Headline b', 'Ours']);
    const found = await experiments().list(experimentFiltersSchema.parse({ search: 'ours challenger' }), {
      ...{ sort: 'title', offset: 0, limit: 10 },
    });
    expect(found.rows.map(({ id }) => id)).toEqual([a!.id]);
  });

  test('the only test of a file bears the name of the import', async () => {
    const file = await makeImport('Button  colour');
    await judge(file, [testOf('')], { single: true });
    const [row] = await rowsOf(file.importId);
    expect(row!.title).toBe('Button colour');
    expect((await experiments().read(row!.id)).name).toBeNull();
  });

  test('a day is that of the file, else that of the first judging where the workspace is', async () => {
    const file = await makeImport('days.csv');
    const listed = async () =>
      (await query('SELECT name, listed_on::text FROM experiments WHERE import_id = $1 ORDER BY name', [file.importId]))
        .rows;
    const timeZone = 'Pacific/Auckland';
    await judge(file, [testOf('a', {}, '2013-02-01'), testOf('b')], {
      judgedAt: new Date('2026-05-10T13:00:00Z'),
      timeZone,
    });
    expect(await listed()).toEqual([
      { name: 'a', listed_on: '2013-02-01' },
      { name: 'b', listed_on: '2026-05-11' },
    ]);
    await judge(file, [testOf('a'), testOf('b')], { judgedAt: new Date('2026-07-01T00:00:00Z'), timeZone });
    expect(await listed()).toEqual([
      { name: 'a', listed_on: '2026-05-11' },
      { name: 'b', listed_on: '2026-05-11' },
    ]);
  });

  test('a failure in the middle leaves all as it was', async () => {
    const file = await makeImport('broken.csv');
    await judge(file, [testOf('a')]);
    function* breaking() {
      for (let i = 0; i < 450; i++) yield testOf(`new ${i}`);
      throw new Error('the engine is gone');
    }
    await expect(judge(file, breaking())).rejects.toThrow('the engine is gone');
    expect((await rowsOf(file.importId)).map(({ title }) => title)).toEqual(['a']);
  });

  test('deleting the import deletes its experiments and answers', async () => {
    const file = await makeImport('gone.csv');
    await judge(file, [testOf('a'), testOf('b')]);
    await query(
      'UPDATE imports SET current_analysis_id = (SELECT id FROM analyses WHERE import_id = $1) WHERE id = $1',
      [file.importId],
    );
    await query('DELETE FROM imports WHERE id = $1', [file.importId]);
    expect(await rowsOf(file.importId)).toEqual([]);
  });

  test('a person who changes one waits for the answers, and does not lose the change', async () => {
    const file = await makeImport('both.csv');
    await judge(file, [testOf('a', { variations: ['Old', 'New'] })]);
    const [row] = await rowsOf(file.importId);
    let changed: Promise<unknown> = Promise.resolve();
    let waiting = true;
    function* meanwhile() {
      changed = experiments()
        .change(testActor, row!.id, { version: 1, title: 'Mine' })
        .finally(() => {
          waiting = false;
        });
      for (let i = 0; i < 650; i++) yield testOf(`other ${i}`);
      expect(waiting).toBe(true);
      yield testOf('a', { variations: ['Old', 'Newest'] });
    }
    await judge(file, meanwhile());
    await changed;
    const { rows } = await query('SELECT title, search_text FROM experiments WHERE id = $1', [row!.id]);
    expect(rows).toEqual([{ title: 'Mine', search_text: 'MINE\nOLD\nNEWEST' }]);
  });
});

describe('odd names', () => {
  test('zero characters, halves of pairs, and names longer than an index entry are stored and found', async () => {
    const file = await makeImport('odd.csv');
    const long = Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join(
      '',
    );
    const odd = { variations: ['A\0', 'B\ud800 \\u0000'], metric: 'clicks\0' };
    const tests = [testOf('zero\0', odd), testOf('half\ud83d'), testOf(`${long}1`), testOf(`${long}2`)];
    await judge(file, tests);
    const ids = (await rowsOf(file.importId)).map(({ id }) => id).sort();
    await judge(file, tests);
    const rows = await rowsOf(file.importId);
    expect(rows.map(({ id }) => id).sort()).toEqual(ids);
    const zero = rows.find(({ title }) => title === 'zero\ufffd')!;
    expect(zero).toMatchObject({ metric: 'clicks\ufffd', variation: 'B\ufffd \\u0000' });
    const { answer } = await experiments().read(zero.id);
    expect(answer.source.variations.map(({ name }) => name)).toEqual(['A\ufffd', 'B\ufffd \\u0000']);
    expect(rows.filter(({ title }) => title.endsWith('…')).map(({ title }) => [...title].length)).toEqual([300, 300]);
  });

  test('titles that grow when they are folded, and that are cut within a letter', async () => {
    const file = await makeImport('long.csv');
    const titles = ['ﷺ'.repeat(300), `x${'🌱'.repeat(299)}`, '1a'.repeat(150)];
    await judge(
      file,
      titles.map((title, at) => ({ ...testOf(`${at}`), title })),
    );
    const rows = await rowsOf(file.importId);
    expect(rows.map(({ title }) => title).sort()).toEqual(titles.toSorted());
    for (const [at, { id }] of rows.entries())
      await experiments().change(testActor, id, { version: 1, title: `${titles[at]}`.slice(2) });
  });

  test('more answers than a batch holds', async () => {
    const file = await makeImport('many.csv');
    const tests = Array.from({ length: 450 }, (_, i) => testOf(`test ${i}`));
    await judge(file, tests);
    await judge(file, tests);
    expect((await rowsOf(file.importId)).map(({ title }) => title)).toEqual(tests.map(({ name }) => name));
  });
});
