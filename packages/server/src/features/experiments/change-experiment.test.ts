import { experimentFiltersSchema } from '@dandelion-loop/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { answerOf } from './test-answers.ts';
import { useExperiments } from './test-experiments.ts';

const { query, experiments, makeImport, judge } = useExperiments();

let id: string;
beforeEach(async () => {
  const file = await makeImport('change.csv');
  await judge(file, [{ name: 'Blue button', ranOn: null, answer: answerOf({ variations: ['Grey', 'Blue'] }) }]);
  id = (await query('SELECT id FROM experiments WHERE import_id = $1', [file.importId])).rows[0].id;
});

const found = async (search: string): Promise<boolean> => {
  const page = { sort: 'newest', offset: 0, limit: 500 } as const;
  const { rows } = await experiments().list(experimentFiltersSchema.parse({ search }), page);
  return rows.some((row) => row.id === id);
};

describe('changing an experiment', () => {
  test('what is left out stays', async () => {
    await experiments().change(testActor, id, { version: 1, tags: ['b'], note: 'Line one\nline two\0' });
    const changed = await experiments().change(testActor, id, { version: 2, title: '  Red\n button ' });
    expect(changed).toMatchObject({ title: 'Red button', tags: ['b'], note: 'Line one\nline two\ufffd', version: 3 });
  });

  test('tags are there once, whatever their capitals, in the order of the alphabet', async () => {
    const { tags } = await experiments().change(testActor, id, {
      version: 1,
      tags: ['Web 10', 'mail', 'MAIL', 'web 2', 'élan', ' spring \n sale ', 'Zoo', 'mail'],
    });
    expect(tags).toEqual(['élan', 'mail', 'spring sale', 'web 2', 'Web 10', 'Zoo']);
  });

  test('a search finds the new title and tags, still the variations, and no longer the old title', async () => {
    await experiments().change(testActor, id, { version: 1, title: 'Red thing', tags: ['Crème'] });
    expect(await Promise.all(['red thing', 'creme', 'grey blue', 'button'].map(found))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('of two people with the same page, the second is told', async () => {
    const both = await Promise.allSettled([
      experiments().change(testActor, id, { version: 1, title: 'First' }),
      experiments().change(testActor, id, { version: 1, title: 'Second' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Look at it as it is now/),
    });
    expect((await experiments().read(id)).version).toBe(2);
  });

  test('an experiment that is not there', async () => {
    await expect(experiments().change(testActor, crypto.randomUUID(), { version: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(experiments().statements(crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    await expect(experiments().statements(id, crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    expect(await experiments().statements(id)).toEqual({ statements: [{ sql: 'SELECT 1', milliseconds: 2.5 }] });
  });
});
