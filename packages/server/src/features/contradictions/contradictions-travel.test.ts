import { seededUniform } from '@dandelion-loop/stats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test-server.ts';

/** Files that contradict a written learning and each other, from the import to a notice, a draft and the audit log. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
async function ask(method: string, path: string, body?: unknown, type = 'application/json'): Promise<any> {
  const sent =
    body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': type } };
  const response = await server.ask(path, { method, ...sent });
  const text = await response.text();
  expect([method, path, response.status < 300 ? '' : text]).toEqual([method, path, '']);
  return text === '' ? undefined : JSON.parse(text);
}

/** Tests of a question beside a statement, as counts; the question is clicked at `rate` instead of 20%. */
function csvOf(name: string, tests: number, rate: number, seed: number): string {
  const uniform = seededUniform(seed);
  const lines = Array.from({ length: tests }, (_, at) => {
    const clicks = Math.round(3000 * (rate + 0.004 * (uniform() - 0.5)));
    return `${name} ${at},A,statement,3000,600\n${name} ${at},B,question,3000,${clicks}`;
  });
  return `test,variation,form,sent,clicks\n${lines.join('\n')}\n`;
}

async function importTests(name: string, csv: string): Promise<void> {
  const upload = await ask('POST', `/api/uploads?name=${name}.csv`, csv, 'text/csv');
  const choices = {
    ...{ test: 'test', variation: 'variation', control: 'A', attributes: ['form'] },
    metrics: [{ name: 'clicks', kind: 'proportion', numerator: 'clicks', denominator: 'sent' }],
  };
  const { id } = await ask('POST', '/api/imports', { source: 'file', name, uploadId: upload.id, choices });
  await expect
    .poll(async () => (await ask('GET', `/api/imports/${id}`)).analyses[0].state, { timeout: 30_000 })
    .toBe('done');
}

async function learn(tests: number): Promise<void> {
  await ask('POST', '/api/learnings/compute');
  await expect
    .poll(
      async () => {
        const { outdated, answer } = await ask('GET', '/api/learnings');
        return outdated ? null : answer?.tests.all;
      },
      { timeout: 30_000 },
    )
    .toBe(tests);
}

test('from two files to a notice that is dismissed, and to a draft', async () => {
  await importTests('Letters', csvOf('letter', 8, 0.17, 3));
  await learn(8);
  const note = await ask('POST', '/api/learnings/notes', { sentence: 'Questions work.' });
  expect((await ask('GET', '/api/contradictions')).untied).toEqual({ beliefs: 0, notes: 1 });
  const tie = { attribute: 'form', level: 'statement', metric: 'clicks', direction: 'lowers' };
  await ask('POST', `/api/ties/note/${note.id}`, tie);
  // Of levels in equally many tests the first by name is the reference: a statement is compared with a question.
  const { contradictions } = await ask('GET', '/api/contradictions');
  expect(contradictions).toHaveLength(1);
  const [noted] = contradictions;
  expect(noted).toMatchObject({ kind: 'noted', note: { id: note.id, name: 'Questions work.' }, dismissed: null });
  expect(noted.sentence).toMatch(
    /^Somebody wrote down “Questions work\.”, and 8 tests together say otherwise: “form” statement instead of question raises “clicks”/,
  );
  expect(await ask('GET', '/api/contradictions/count')).toEqual({ open: 1 });

  await importTests('Site', csvOf('page', 8, 0.23, 4));
  await learn(16);
  await expect.poll(async () => (await ask('GET', '/api/contradictions/count')).open, { timeout: 15_000 }).toBe(1);
  const after = await ask('GET', '/api/contradictions');
  // What was settled is not any more: the two files disagree instead.
  expect(after.contradictions.map(({ kind }: { kind: string }) => kind)).toEqual(['source']);
  const [source] = after.contradictions;
  expect(source.sentence).toMatch(/^In the import “Letters”, .* in the import “Site” by /);

  const draft = await ask('POST', `/api/contradictions/${source.id}/draft`);
  expect(draft).toMatchObject({
    ...{ design: 'two-variations', metric: 'clicks', unitsPerVariation: source.telling.unitsPerVariation },
    proposal: { why: source.sentence, from: [{ kind: 'learning', id: source.learning.id }] },
  });
  expect((await ask('GET', `/api/drafts/${draft.id}`)).attributes[0]).toMatchObject({
    id: 'form',
    levels: ['question', 'statement'],
  });

  const dismissed = await ask('POST', `/api/contradictions/${source.id}/dismissal`, {
    reason: 'They are other people.',
  });
  expect(dismissed.dismissed.reason).toBe('They are other people.');
  await ask('DELETE', `/api/contradictions/${source.id}/dismissal`);
  const { entries } = await ask('GET', '/api/audit?limit=20');
  const actions = entries.map(({ action }: { action: string }) => action);
  expect(actions.slice(0, 3)).toEqual(['contradiction.restored', 'contradiction.dismissed', 'draft.created']);
  expect(actions).toContain('tie.set');
});
