import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Import } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test-server.ts';
import { command, importFile, judgeAgain, names, readiness, run, until, untilReady } from './test-commands.ts';

/** Backups as a user makes them: by the command, of a server that runs, of one that does not, and of one that is lost. */

const place = mkdtempSync(join(tmpdir(), 'dandelion-backups-'));
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('restoring'));

describe('a server', () => {
  let server: TestServer;
  let first: Import;
  const folder = join(place, 'backup');
  beforeAll(async () => {
    server = await startTestServer();
    await server.signIn();
    first = await importFile(server, 'first');
  }, 180_000);
  afterAll(() => server.stop(), 60_000);

  test('is backed up while it runs', async () => {
    const { code, said } = await run(server.dataFolder, 'backup', folder);
    expect([code, said]).toEqual([0, expect.stringMatching(/as it was at \d{4}-.*Z \(\d+ files, /)]);
    expect(await readiness(server)).toBe(200);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  });

  test('keeps nothing of a backup for which there is no room, and says so', async () => {
    const small = join(place, 'small');
    const { code, said } = await command(server.dataFolder, ['backup', small], { limit: 8 }).ended;
    expect([code, said]).toEqual([3, expect.stringMatching(/no room for the backup\. Nothing of it was kept/)]);
    expect([existsSync(small), existsSync(`${small}.partial`)]).toEqual([false, false]);
  });

  test('is not replaced without being told so', async () => {
    const { code, said } = await run(server.dataFolder, 'restore', folder);
    expect([code, said]).toEqual([2, expect.stringMatching(/is not empty: it has 1 import\. Add --replace/)]);
    expect(await names(server)).toEqual(['first']);
  });

  test('says so while it is restored, and goes on by itself with all there was, sessions too', async () => {
    await importFile(server, 'second');
    await server.ask(`/api/imports/${first.id}`, { method: 'DELETE' });
    expect(await names(server)).toEqual(['second']);
    const answers = new Map<number, string>();
    let watching = true;
    async function watch(): Promise<void> {
      while (watching) {
        const answer = await server.ask('/api/imports').catch(() => null);
        if (answer !== null) answers.set(answer.status, await answer.text().catch(() => ''));
        await sleep(5);
      }
    }
    const watched = watch();
    const { code, said } = await run(server.dataFolder, 'restore', folder, '--replace');
    watching = false;
    await watched;
    expect([code, said]).toEqual([0, expect.stringContaining(`It runs again on ${server.url}.`)]);
    expect(answers.get(503)).toMatch(/is being restored from a backup/);
    expect([...answers.keys()].sort()).toEqual([200, 503]);
    expect(await names(server)).toEqual(['first']);
    await judgeAgain(server, first.id);
  });

  test('stays as it was when there is no room for what is restored', async () => {
    await importFile(server, 'in its place');
    const { code, said } = await command(server.dataFolder, ['restore', folder, '--replace'], { limit: 4 }).ended;
    expect([code, said]).toEqual([3, expect.stringMatching(/no room for what is in the backup.*Nothing was changed/)]);
    await untilReady(server);
    expect(await names(server)).toEqual(['first', 'in its place']);
    expect(leftovers(server.dataFolder)).toEqual([]);
  });

  test('goes on with the old state or the new one, whenever the command is killed', async () => {
    const seen = new Set<string>();
    for (const milliseconds of [0, 60, 120, 200, 300, 450]) {
      const { child, ended } = command(server.dataFolder, ['restore', folder, '--replace']);
      await Promise.race([until(async () => (await readiness(server)) === 503, 5), ended]);
      await sleep(milliseconds);
      child.kill('SIGKILL');
      await ended;
      await untilReady(server);
      const now = (await names(server)).join();
      expect(['first', 'first,in its place']).toContain(now);
      seen.add(now);
      expect(leftovers(server.dataFolder)).toEqual([]);
      if (now === 'first') await importFile(server, 'in its place');
    }
    expect(seen).toContain('first,in its place');
  }, 180_000);

  test('starts with the old state or the new one, whenever it is itself killed', async () => {
    for (const milliseconds of [50, 250]) {
      const { ended } = command(server.dataFolder, ['restore', folder, '--replace']);
      await Promise.race([until(async () => (await readiness(server)) === 503, 5), ended]);
      await sleep(milliseconds);
      server.signal('SIGKILL');
      await server.ended;
      await ended;
      const cookie = server.cookie();
      server = await startTestServer({ dataFolder: server.dataFolder });
      const answer = await fetch(`${server.url}/api/imports`, { headers: { cookie } });
      const found = ((await answer.json()) as { imports: Import[] }).imports.map(({ name }) => name).sort();
      expect(['first', 'first,in its place']).toContain(found.join());
      expect(leftovers(server.dataFolder)).toEqual([]);
      await server.signIn();
      if (found.length === 1) await importFile(server, 'in its place');
    }
  }, 180_000);

  test('a backup that is killed leaves nothing of that name, and the next one is made', async () => {
    const cut = join(place, 'cut');
    for (const milliseconds of [20, 100]) {
      const { child, ended } = command(server.dataFolder, ['backup', cut]);
      await Promise.race([until(() => existsSync(`${cut}.partial`), 2), ended]);
      await sleep(milliseconds);
      child.kill('SIGKILL');
      await ended;
      // It may have been done by then.
      rmSync(cut, { recursive: true, force: true });
    }
    const { code, said } = await run(server.dataFolder, 'backup', cut);
    expect([code, said]).toEqual([0, expect.stringContaining('as it was at')]);
    expect(existsSync(`${cut}.partial`)).toBe(false);
  });
});

test('the machine was lost: the backup brings everything back to an empty one', async () => {
  const lost = await startTestServer();
  const cookie = await lost.signIn();
  const { id } = await importFile(lost, 'all there was');
  await lost.stop({ keep: true });
  const folder = join(place, 'of the lost one');
  expect(await run(lost.dataFolder, 'backup', folder)).toMatchObject({ code: 0 });
  rmSync(lost.dataFolder, { recursive: true, force: true, maxRetries: 5 });

  const dataFolder = join(place, 'new machine');
  const { code, said } = await run(dataFolder, 'restore', folder);
  expect([code, said]).toEqual([0, expect.stringContaining('Start it with npm start.')]);
  const found = await startTestServer({ dataFolder });
  const answer = await fetch(`${found.url}/api/imports/${id}`, { headers: { cookie } });
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { name: 'all there was', analyses: [{ state: 'done' }] },
  ]);
  await found.stop();
}, 180_000);
