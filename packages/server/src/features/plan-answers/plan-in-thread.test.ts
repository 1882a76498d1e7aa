import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { planInThread } from './plan-in-thread.ts';

/** A thread that takes as long as it is told, and answers which one it is. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', ({ id, work }) => setTimeout(() => parentPort.postMessage({ id, result: threadId }), work.position));
  `)}`,
);
const thread = planInThread({ script, log: pino({ level: 'silent' }), idleMilliseconds: 50 });
const ask = (milliseconds: number) => thread.pairs({} as never, milliseconds, 1);
const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
afterEach(() => thread.stop());

test('ends without work, also after work that took longer than that', async () => {
  const first = await ask(200);
  await rest(1000);
  expect(await ask(0)).not.toEqual(first);
});

test('does not end while somebody waits', async () => {
  const [short, long] = await Promise.all([ask(0), ask(300)]);
  expect(long).toEqual(short);
});

test('who asks while it is stopped gets another one; who waited is told', async () => {
  const cut = ask(60_000);
  const stopped = thread.stop();
  const next = ask(0);
  await expect(cut).rejects.toMatchObject({ code: 'interrupted' });
  await stopped;
  expect(await next).toEqual(expect.any(Number));
});
