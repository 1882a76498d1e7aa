import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import {
  type Experiment,
  experimentSchema,
  type LearnAnswer,
  type LearningDetails,
  learnAnswerSchema,
  learningDetailsSchema,
  librarySchema,
  type Result,
} from '@dandelion-loop/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleFile } from '../sample/sample-file.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** The commands that pages show: run by a shell where the file is, each gives what the page says. */

const root = fileURLToPath(new URL('../../../..', import.meta.url));
let server: TestServer;
let folder: string;

async function ask(path: string, body?: unknown): Promise<unknown> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await server.ask(path, init);
  const read = await answer.json();
  if (!answer.ok) throw new Error(JSON.stringify(read));
  return read;
}

/** Waits until an import is judged; answers with its tests. */
async function judged(importId: string): Promise<string[]> {
  for (;;) {
    const { analyses } = (await ask(`/api/imports/${importId}`)) as { analyses: { state: string; failure: unknown }[] };
    if (analyses[0]!.state === 'done') break;
    if (analyses[0]!.state === 'failed') throw new Error(JSON.stringify(analyses[0]!.failure));
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { rows } = (await ask(`/api/experiments?import=${importId}&sort=title`)) as { rows: { id: string }[] };
  return rows.map(({ id }) => id);
}

async function imported(file: string, text: string, choices: object): Promise<string[]> {
  writeFileSync(join(folder, file), text);
  const sent = await server.ask(`/api/uploads?name=${encodeURIComponent(file)}`, { method: 'POST', body: text });
  const { id: uploadId } = (await sent.json()) as { id: string };
  const { id } = (await ask('/api/imports', { source: 'file', name: file, uploadId, choices })) as { id: string };
  return judged(id);
}

const experiment = async (id: string): Promise<Experiment> =>
  experimentSchema.parse(await ask(`/api/experiments/${id}`));

/** As somebody pastes it into a shell in the folder of the file. */
async function run(command: string | null): Promise<string> {
  if (command === null) throw new Error('no command');
  const { stdout } = await promisify(execFile)('sh', ['-euc', `${command}\n`], {
    cwd: folder,
    env: { ...process.env, LANG: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  return stdout;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dandelion-rerun-'));
  // The commands begin with ./dandelion.
  writeFileSync(join(folder, 'dandelion'), `#!/bin/sh\nexec ${join(root, 'dandelion')} "$@"\n`, { mode: 0o755 });
  server = await startTestServer();
  await server.signIn();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What two answers have alike: numbers to nine digits, as those near zero are stored; a check names options where the page names fields. */
const alike = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, of) =>
      key === 'message' ? undefined : typeof of === 'number' ? Number(of.toPrecision(9)) : of,
    ),
  );

/** Takes everything away, so that the learnings are those of what comes next. */
async function clear(): Promise<void> {
  const { imports } = (await ask('/api/imports')) as { imports: { id: string }[] };
  for (const { id } of imports) await server.ask(`/api/imports/${id}`, { method: 'DELETE' });
}

const clicked = {
  ...{ name: 'clicks, all: 1/2', kind: 'proportion', numerator: "it's clicked", denominator: null },
  ...{ lowerIsBetter: false, practical: { value: 0.07, relative: true } },
};

test('one test of an own file, with odd names and everything chosen', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 2400 }, (_, n) => {
    const group = ['A "old"', '-B', 'C'][n % 3]!;
    const opens = (n * 7) % 10 < 5 + (n % 3) ? 1 : 0;
    const clicks = opens && (n * 13) % 17 < 6 + (n % 3) ? 1 : 0;
    const levels = [
      ['calm', 'no'],
      ['urgent', 'no'],
      ['calm', 'yes'],
    ][n % 3]!;
    const cells = [group.includes('"') ? '"A ""old"""' : group, opens, clicks, clicks * (5 + (n % 4)), (n * 11) % 23];
    return [`u${n}`, ...cells, ...levels, n % 5 ? 'NL' : 'DE'].join(',');
  });
  const head = `who,group,opened,it's clicked,spend $(whoami),before,tone,emoji,country`;
  const [id] = await imported('our file; v2.csv', `${head}\n${rows.join('\n')}\n`, {
    ...{ variation: 'group', control: 'A "old"', split: { 'A "old"': 1, '-B': 1, C: 1 }, unit: 'who' },
    metrics: [
      { ...clicked, name: 'opened', numerator: 'opened', kind: null },
      clicked,
      {
        ...clicked,
        name: 'spend',
        numerator: 'spend $(whoami)',
        kind: 'mean',
        covariate: 'before',
        practical: { value: 0.5, relative: false },
      },
    ],
    ...{ segments: ['country'], attributes: ['tone', 'emoji'], where: 'who != "u7"' },
    ...{ inference: 'sequential', level: 0.9, plannedUnits: 3000 },
  });
  const shown = await experiment(id!);
  expect(shown.answer.why!.effects).toHaveLength(6);
  expect(shown.answer.why!.funnel).toHaveLength(2);
  const again = JSON.parse(await run(`${shown.command} --json`)) as Result;
  const { notes: _, schema: __, ...answer } = again;
  const { notes: ___, ...expected } = shown.answer;
  expect(alike(answer)).toEqual(alike(expected));
});

test('counts that were typed', { timeout: 120_000 }, async () => {
  const counts = {
    variations: [
      { name: 'A', tried: 1200, succeeded: 118 },
      { name: "B's", tried: 1185, succeeded: 152 },
    ],
    ...{ split: [50, 50], lowerIsBetter: true, practical: { value: 0.005, relative: false }, level: 0.9 },
  };
  const { id } = (await ask('/api/imports', { source: 'counts', name: 'Typed', counts })) as { id: string };
  const shown = await experiment((await judged(id))[0]!);
  const again = JSON.parse(await run(`${shown.command} --json`)) as Result;
  expect(alike(again.metrics[0]!.comparisons)).toEqual(alike(shown.answer.metrics[0]!.comparisons));
});

const byId = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));

/** Once the learnings are of all tests. */
async function learned(): Promise<LearnAnswer> {
  for (;;) {
    const library = librarySchema.parse(await ask('/api/learnings'));
    if (library.state === 'ready' && !library.outdated) return library.answer!;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const details = async (id: string): Promise<LearningDetails> =>
  learningDetailsSchema.parse(await ask(`/api/learnings/${id}`));

const figures = ({
  id,
  effect,
  low,
  high,
  pValue,
  qValue,
  verdict,
  tests,
  units,
}: LearnAnswer['learnings'][number]) => ({
  ...{ id, effect, low, high, pValue, qValue, verdict, tests, units },
});

test('learnings of many tests of an own file, with a coder of one’s own', { timeout: 180_000 }, async () => {
  const coder = { name: 'Sale', definition: { kind: 'words', words: ['sale', 'half price'] } };
  await clear();
  await ask('/api/coders', coder);
  const rows = Array.from({ length: 40 }, (_, t) =>
    [0, 1, 2].map((v) => {
      const sale = (t + v) % 2 === 0;
      const sent = 900 + ((t * 37 + v * 11) % 60);
      const clicks = Math.round(sent * (0.08 + (sale ? 0.02 : 0) + ((t * 7 + v * 5) % 11) / 1000));
      const text = `"${sale ? 'Sale' : 'New'} of week ${t}, no. ${v}"`;
      return [`t${t}`, `v${v}`, text, ['calm', 'urgent'][v % 2], 'same', t % 9 === 8 ? 'no' : 'yes', sent, clicks];
    }),
  ).flat();
  const file = `test id,version,subject,tone,image,use,sent,clicks,day\n${rows.map((row, i) => [...row, `2026-0${1 + (i % 6)}-11`].join(',')).join('\n')}\n`;
  await imported('many tests.csv', file, {
    ...{
      variation: 'version',
      test: 'test id',
      where: 'use == "yes"',
      attributes: ['tone'],
      texts: ['subject'],
      held: ['image'],
    },
    metrics: [
      {
        ...clicked,
        name: 'clicks',
        numerator: 'clicks',
        denominator: 'sent',
        practical: { value: 0.01, relative: true },
      },
    ],
  });
  const { learnings } = await learned();
  const own = learnings.filter(({ attribute }) => attribute === 'tone' || attribute.startsWith('subject.'));
  expect(own.length).toBeGreaterThan(1);
  const sale = own.find(({ tests, attribute }) => tests > 30 && attribute !== 'tone')!;
  const { rerun } = await details(sale.id);
  expect(rerun.imports).toMatchObject([{ name: 'many tests.csv', why: null }]);
  writeFileSync(join(folder, rerun.coderFile!.name), rerun.coderFile!.content);
  const again = learnAnswerSchema.parse(JSON.parse(await run(rerun.imports[0]!.command)));
  const of = (all: LearnAnswer['learnings']) => all.map(figures).map(alike).toSorted(byId);
  expect(of(again.learnings)).toEqual(of(own));
});

test('the sample', { timeout: 900_000 }, async () => {
  writeFileSync(join(folder, 'dandelion-sample.csv'), gunzipSync(readFileSync(sampleFile())));
  await clear();
  const { id } = (await ask('/api/imports', { source: 'sample' })) as { id: string };
  const tests = await judged(id);
  expect((await experiment(tests[0]!)).command).toBe(
    './dandelion analyze dandelion-sample.csv --test clickability_test_id --variation variation --period test_week --metric clicks:proportion:clicks/impressions --json',
  );
  const { learnings } = await learned();
  const numeral = learnings.find(({ verdict }) => verdict === 'raises' || verdict === 'lowers')!;
  const { rerun } = await details(numeral.id);
  const [first] = rerun.imports;
  expect(first!.tests).toBeGreaterThan(100);
  const again = learnAnswerSchema.parse(JSON.parse(await run(first!.command)));
  const found = again.learnings.find((one) => one.id === numeral.id)!;
  expect(alike(figures(found))).toEqual(alike(figures(numeral)));
});
