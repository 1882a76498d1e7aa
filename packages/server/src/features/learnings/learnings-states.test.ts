import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Library } from '@dandelion-loop/contract';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningJobs, startJobs } from '../../engines/jobs/start-jobs.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { type LearnerThread, learnInThread } from './learn-in-thread.ts';
import { createLearnings, type LearningsService } from './service.ts';

/** What is said while learnings cannot be computed, and that they come back: with the built thread and real jobs. */

const { records, query, url, makeImport, judge } = useExperiments();
const here = fileURLToPath(new URL('.', import.meta.url));
let programs: string;
let jobs: RunningJobs;
let thread: LearnerThread;
const told: string[] = [];
const say = (_: unknown, message: string) => void told.push(message);
const log = { info: say, warn: say, error: say } as unknown as Parameters<typeof startJobs>[0]['log'];

beforeAll(async () => {
  // Inside the package, so that the bundle finds the packages that stay outside of it. Git and the build leave it alone.
  programs = mkdtempSync(join(here, '../../../node_modules/.learner-'));
  const input = { learner: join(here, '../../learner.ts') };
  const bundle = await rolldown({ input, platform: 'node', external: [/^(pg|drizzle-orm)($|\/)/], logLevel: 'warn' });
  await bundle.write({ dir: programs, entryFileNames: '[name].mjs' });
  await bundle.close();
  writeFileSync(
    join(programs, 'hungry.mjs'),
    `import { parentPort } from 'node:worker_threads';
parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); });`,
  );
  writeFileSync(
    join(programs, 'idle.mjs'),
    `import { parentPort } from 'node:worker_threads';
parentPort.on('message', () => {});`,
  );
});
afterAll(() => rmSync(programs, { recursive: true, force: true }));
afterEach(async () => {
  await jobs.stop();
  await thread.stop();
  await query('DELETE FROM imports');
  await query('DELETE FROM learning_runs');
  told.length = 0;
});

async function serve(script = 'learner.mjs', megabytes = 500): Promise<LearningsService> {
  jobs = await startJobs({ url: url(), log, lookEverySeconds: 1 });
  thread = learnInThread({ script: pathToFileURL(join(programs, script)), log, databaseUrl: url(), megabytes });
  const service = createLearnings({
    ...{ records: records(), jobs, learner: thread, log, learned: async () => 0, now: () => new Date() },
  });
  await service.start();
  return service;
}

async function until(service: LearningsService, wanted: (library: Library) => boolean): Promise<Library> {
  for (let i = 0; i < 300; i++) {
    const library = await service.read();
    if (wanted(library)) return library;
    await sleep(100);
  }
  throw new Error(`The learnings did not get there: ${JSON.stringify(await service.read()).slice(0, 300)}`);
}

const testOf = (name: string) => ({
  ...{ name, ranOn: '2026-03-02', answer: answerOf({ variations: ['A', 'B'], lifts: [0.3], units: 4000 }) },
  contents: [{ tone: 'calm' }, { tone: 'loud' }],
});

async function addTests(name: string, count: number) {
  const file = await makeImport(name);
  const analysis = await judge(
    file,
    Array.from({ length: count }, (_, at) => testOf(`${name} ${at}`)),
  );
  await query('UPDATE analyses SET choices = $2 WHERE id = $1', [
    analysis,
    { attributes: ['tone'], texts: [], held: [] },
  ]);
  return file;
}

const ready = ({ state, outdated }: Library) => state === 'ready' && !outdated;
const patiently = { timeout: 60_000 };

test('a bad input fails, the answer of before stays, and it comes back when the input is good', patiently, async () => {
  await addTests('Mails', 3);
  const service = await serve();
  const good = await until(service, ready);
  expect(good.answer!.learnings[0]).toMatchObject({ attribute: 'tone', tests: 3 });
  const more = await addTests('More', 2);
  await query(
    `UPDATE variations SET metrics = '{"not": "a list"}'
     WHERE experiment_id IN (SELECT id FROM experiments WHERE import_id = $1)`,
    [more.importId],
  );
  const failed = await until(service, ({ state }) => state === 'failed');
  expect(failed).toMatchObject({ outdated: false, computedAt: good.computedAt, answer: good.answer });
  expect(failed.failure).toContain('this is a bug in Dandelion');
  expect(told).toContain('Learnings could not be computed');
  await query('DELETE FROM imports WHERE id = $1', [more.importId]);
  const back = await until(service, ready);
  expect(back).toMatchObject({ failure: null });
  expect(back.answer!.learnings).toEqual(good.answer!.learnings);
  // What was learned of before the failure is not counted twice.
  await addTests('Even more', 2);
  expect((await until(service, ready)).answer!.learnings[0]).toMatchObject({ tests: 5 });
});

test(
  'a thread that breaks of too little memory fails, and another computes when it is asked to',
  patiently,
  async () => {
    await addTests('Mails', 3);
    const hungry = await serve('hungry.mjs', 30);
    const failed = await until(hungry, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ answer: null, computedAt: null });
    expect(told).toContain('The thread that learns broke');
    await jobs.stop();
    await thread.stop();
    const service = await serve();
    // Nothing changed, so it is not tried again by itself.
    expect((await service.read()).state).toBe('failed');
    await service.compute();
    await until(service, ready);
  },
);

test(
  'a thread that is ended from outside fails nothing: it is begun again, and what was known stays outdated until then',
  patiently,
  async () => {
    await addTests('Mails', 3);
    const first = await serve();
    const before = await until(first, ready);
    await jobs.stop();
    await thread.stop();
    await addTests('More', 2);
    const idle = await serve('idle.mjs');
    const waiting = await until(idle, ({ outdated }) => outdated);
    expect(waiting).toMatchObject({ state: 'ready', answer: before.answer, failure: null });
    // Wait until it was asked, then end it in the midst.
    await sleep(2000);
    await thread.stop();
    await sleep(500);
    expect(await idle.read()).toMatchObject({ state: 'ready', outdated: true, failure: null });
    await jobs.stop();
    const again = await serve();
    expect((await until(again, ready)).answer!.learnings[0]).toMatchObject({ tests: 5 });
  },
);
