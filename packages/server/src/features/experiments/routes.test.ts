import { experimentSchema, listExperiments } from '@dandelion-loop/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveRoutesTo } from '../../http/test-routes.ts';
import { experimentRoutes } from './routes.ts';
import { answerOf } from './test-answers.ts';
import { useExperiments } from './test-experiments.ts';

const { query, experiments, makeImport, judge } = useExperiments();

let close: () => Promise<unknown>;
let url: string;
let id: string;
beforeAll(async () => {
  const file = await makeImport('routes.csv');
  await judge(file, [{ name: 'Grün & blau', ranOn: null, answer: answerOf() }]);
  id = (await query('SELECT id FROM experiments')).rows[0].id;
  ({ url, close } = await serveRoutesTo(experimentRoutes({ experiments: experiments() })));
});
afterAll(() => close?.());

const ask = (path: string, body?: unknown) =>
  fetch(`${url}/api/experiments${path}`, {
    method: body === undefined ? 'GET' : 'PATCH',
    headers: { cookie: 'dandelion=x', 'x-dandelion-client': 'test', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test('the list takes one or many values of a filter', async () => {
  const total = async (filters: string) => listExperiments.answer!.parse(await (await ask(`?${filters}`)).json()).total;
  expect(await Promise.all(['', 'verdict=won', 'verdict=lost', 'verdict=won&verdict=lost'].map(total))).toEqual([
    1, 1, 0, 1,
  ]);
});

test('the export of the list is no experiment with a strange id', async () => {
  const response = await ask('/export?sort=title');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(await response.text()).toContain('Grün & blau');
  expect((await ask('/summary')).status).toBe(200);
});

test('an answer is a file with the title of its experiment', async () => {
  const response = await ask(`/${id}/export?format=csv`);
  expect(response.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('Grün & blau.csv')}`,
  );
});

test('two changes from one page: the second is a conflict', async () => {
  const first = await ask(`/${id}`, { version: 1, note: 'One.' });
  expect(experimentSchema.parse(await first.json())).toMatchObject({ note: 'One.', version: 2 });
  const second = await ask(`/${id}`, { version: 1, note: 'Two.' });
  expect([second.status, ((await second.json()) as { code: string }).code]).toEqual([409, 'conflict']);
});

test.each([
  ['/not-an-id', 400],
  [`/${crypto.randomUUID()}`, 404],
  [`/${crypto.randomUUID()}/sql`, 404],
  ['?limit=501', 400],
  ['?from=2013-02-30', 400],
  [`?search=${'x'.repeat(201)}`, 400],
  ['?search=%00%25%5C', 200],
  ['?verdict=maybe', 400],
])('%s is answered with %i', async (path, status) => {
  expect((await ask(path)).status).toBe(status);
});
