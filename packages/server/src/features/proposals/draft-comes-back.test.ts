import { seededUniform } from '@dandelion-loop/stats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test-server.ts';

/** A draft is run in another tool, its results come back as a file, and what it varied is learned. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
const json = async (response: Promise<Response>): Promise<any> => (await response).json();
const post = (path: string, body: unknown) =>
  server.ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const read = (path: string) => json(server.ask(path));

/** The list with a result for each unit: urgent brings about more. */
function withResults(csv: string): string {
  const uniform = seededUniform(5);
  const [head, ...lines] = csv.replace('\ufeff', '').trimEnd().split('\r\n');
  const rows = lines.map((line) => `${line},${uniform() < (line.includes('urgent') ? 0.3 : 0.2) ? 1 : 0}`);
  return [`${head},opened`, ...rows].join('\n');
}

test('the columns of the list are those that an import recognises', async () => {
  const asked = {
    attributes: [
      { name: 'tone', levels: ['calm', 'urgent'] },
      { name: 'day', levels: ['Tue', 'Sun'] },
    ],
    units: 4000,
  };
  const draft = await json(post('/api/drafts', asked));
  expect(draft).toMatchObject({ design: 'full-factorial', unitsPerVariation: 1000 });
  const ids = Array.from({ length: 4000 }, (_, at) => `donor ${at}`);
  const assigned = await server.ask(`/api/drafts/${draft.id}/assignment`, {
    ...{ method: 'POST', body: ids.join('\n'), headers: { 'content-type': 'text/plain' } },
  });
  expect([assigned.status, assigned.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const upload = await json(
    server.ask('/api/uploads?name=results.csv', {
      ...{ method: 'POST', body: withResults(await assigned.text()), headers: { 'content-type': 'text/csv' } },
    }),
  );
  const { unit, variation, attributes } = draft.columns;
  const choices = { variation, unit, control: 'A', attributes, metrics: [{ name: 'opened', numerator: 'opened' }] };
  const imported = await json(post('/api/imports', { source: 'file', name: 'T', uploadId: upload.id, choices }));
  await expect
    .poll(async () => (await read(`/api/imports/${imported.id}`)).analyses[0].state, { timeout: 30_000 })
    .toBe('done');
  await post('/api/learnings/compute', {});
  await expect.poll(async () => (await read('/api/learnings')).state, { timeout: 30_000 }).toBe('ready');
  const { learnings } = (await read('/api/learnings')).answer;
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
  expect(learnings.map((one: any) => [one.attribute, one.tests]).sort()).toEqual([
    ['day', 1],
    ['tone', 1],
  ]);
  const proposals = await read('/api/proposals');
  expect(proposals).toMatchObject({ state: 'ready', basis: { metric: 'opened', unitsPerWeek: 4000 } });
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
  expect(proposals.proposals.some((one: any) => one.kind === 'uncertain')).toBe(true);
});
