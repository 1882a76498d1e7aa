import { expect, test } from 'vitest';
import { DandelionFailure } from '../kernel/failure.ts';
import type { PartState } from '../kernel/readiness.ts';
import { dismissal, type Run, supervise } from './supervise.ts';

interface Life extends Run {
  number: number;
  die(words: string): void;
}

/** An engine without a process: `starts` says how each start goes, undefined well. */
function engineOf(starts: (string | undefined)[]) {
  let number = 0;
  const lives: Life[] = [];
  async function start(): Promise<Life> {
    const words = starts[number];
    number += 1;
    if (words !== undefined) throw new DandelionFailure('engine-failed', words);
    let tell: (failure: DandelionFailure) => void = () => {};
    const gone = new Promise<DandelionFailure>((resolve) => {
      tell = resolve;
    });
    const life = {
      number,
      gone,
      die: (said: string) => tell(new DandelionFailure('engine-failed', said)),
      async end() {
        tell(dismissal());
      },
    };
    lives.push(life);
    return life;
  }
  return { start, lives };
}

test('a first start that fails is told to who asked for it', async () => {
  const { start } = engineOf(['no such program']);
  await expect(supervise({ name: 'X', start })).rejects.toThrow('no such program');
});

test('it is started again until it lives, and says how it is', async () => {
  const { start, lives } = engineOf([undefined, 'still no', undefined]);
  const engine = await supervise({ name: 'X', start });
  expect(engine.state()).toEqual({ state: 'ready', reason: null });
  const told: PartState[] = [];
  engine.onState((state) => told.push(state));
  lives[0]?.die('it fell');
  await expect.poll(() => engine.state().state, { timeout: 5000 }).toBe('ready');
  expect(told).toEqual([
    { state: 'down', reason: 'it fell' },
    { state: 'starting', reason: 'it fell' },
    { state: 'down', reason: 'still no' },
    { state: 'starting', reason: 'still no' },
    { state: 'ready', reason: null },
  ]);
  expect(engine.run().number).toBe(3);
  await engine.stop();
});

test('stopped, it stays down', async () => {
  const { start, lives } = engineOf([]);
  const engine = await supervise({ name: 'X', start });
  await Promise.all([engine.stop(), engine.stop()]);
  expect(engine.state()).toEqual({ state: 'down', reason: 'X was stopped.' });
  expect(lives).toHaveLength(1);
});

test('stopped between two lives, it is not started again', async () => {
  const { start, lives } = engineOf([]);
  const engine = await supervise({ name: 'X', start });
  lives[0]?.die('it fell');
  await expect.poll(() => engine.state().state).toBe('down');
  await engine.stop();
  expect(lives).toHaveLength(1);
});

test('stopped while it comes to life again, that life is ended', async () => {
  const { start, lives } = engineOf([]);
  let letStart = () => {};
  const waiting = new Promise<void>((resolve) => {
    letStart = resolve;
  });
  const slowly = async () => {
    if (lives.length === 1) await waiting;
    return start();
  };
  const engine = await supervise({ name: 'X', start: slowly });
  lives[0]?.die('it fell');
  await expect.poll(() => engine.state().state).toBe('starting');
  const stopped = engine.stop();
  letStart();
  await stopped;
  expect(lives).toHaveLength(2);
  expect(await lives[1]?.gone).toMatchObject({ code: 'interrupted' });
});
