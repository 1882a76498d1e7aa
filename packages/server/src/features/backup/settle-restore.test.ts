import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DandelionFailure } from '../../kernel/failure.ts';
import { settleRestore } from './settle-restore.ts';
import { type TestWorkspace, useBackups } from './test-backup.ts';

const stores = useBackups();

/** The same PostgreSQL by way of a line that is cut when a COMMIT is sent over it, before its answer: `arrives` or not, and `back` or not. */
async function cutAtCommit(
  url: string,
  { arrives, back }: { arrives: boolean; back: boolean },
): Promise<() => Promise<pg.Client>> {
  const [there, here] = [new URL(url), new URL(url)];
  const line = createServer((near) => {
    const far = connect(Number(there.port), there.hostname);
    for (const socket of [near, far]) socket.on('error', () => {});
    near.on('close', () => far.end());
    far.on('close', () => near.destroy());
    let cut = false;
    far.on('data', (bytes) => cut || near.write(bytes));
    near.on('data', (bytes) => {
      cut = bytes.includes('COMMIT\0');
      if (cut && !back) line.close();
      if (!cut || arrives) far.write(bytes);
      // PostgreSQL answers when it has committed; a line that is cut loses just that.
      if (cut && arrives) far.once('data', () => near.destroy());
      else if (cut) near.destroy();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void line.close());
  here.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  return async () => {
    const client = new pg.Client({ connectionString: here.href });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
}

const secret = (of: TestWorkspace, name = 'unit-ids') =>
  readFileSync(join(of.place.dataFolder, 'secrets', name), 'utf8');
const left = (of: TestWorkspace) => readdirSync(of.place.dataFolder).filter((name) => name.startsWith('restoring'));
const names = async (of: TestWorkspace) =>
  (await of.ask<{ name: string }>('SELECT name FROM imports')).map((row) => row.name);

async function start(of: TestWorkspace): Promise<void> {
  const client = await of.place.connect();
  await settleRestore(client, of.place.dataFolder);
  await client.end();
}

describe.each([
  { arrives: true, is: ['lost'], secrets: ['lost units', 'lost members'] },
  { arrives: false, is: ['there'], secrets: ['my units', 'my members'] },
])('a restore whose connection is lost while it commits (arrived: $arrives)', ({ arrives, is, secrets }) => {
  async function cutOff({ back }: { back: boolean }) {
    const [from, to] = [await stores.workspace(), await stores.workspace()];
    for (const [of, whose] of [
      [from, 'lost'],
      [to, 'my'],
    ] as const) {
      writeFileSync(join(of.place.dataFolder, 'secrets', 'unit-ids'), `${whose} units`);
      writeFileSync(join(of.place.dataFolder, 'secrets', 'members'), `${whose} members`);
    }
    await from.addImport('lost');
    await to.addImport('there');
    const { folder } = await stores.backUp(from);
    const connect = await cutAtCommit(to.url, { arrives, back });
    const said = stores.restore(folder, { ...to, place: { ...to.place, connect } }).then(
      () => 'restored',
      ({ code, message }: DandelionFailure) => `${code}: ${message}`,
    );
    return { to, said: await said };
  }

  test('finds out by itself what became of it', async () => {
    const { to, said } = await cutOff({ back: true });
    expect(said).toMatch(arrives ? /^restored$/ : /^engine-failed: .*connection to it broke.*Nothing was changed/);
    expect([await names(to), secret(to), secret(to, 'members'), left(to)]).toEqual([is, ...secrets, []]);
  });

  test('the next start has records and secrets of the same state', async () => {
    const { to, said } = await cutOff({ back: false });
    expect(said).toMatch(/^engine-failed: .*connection to it broke.*The next start has/);
    expect(left(to)).toEqual(['restoring']);
    expect(secret(to)).toBe('my units');
    await start(to);
    expect(await names(to)).toEqual(is);
    expect([secret(to), secret(to, 'members')]).toEqual(secrets);
    expect(left(to)).toEqual([]);
  });

  test('also a start that was itself killed while it placed them', async () => {
    const { to } = await cutOff({ back: false });
    // What the first of the two leaves: one secret in its place. Only ever done when the records came.
    const waiting = join(to.place.dataFolder, 'restoring');
    if (arrives) renameSync(join(waiting, 'unit-ids'), join(to.place.dataFolder, 'secrets', 'unit-ids'));
    await start(to);
    expect([secret(to), secret(to, 'members')]).toEqual(secrets);
    expect(existsSync(waiting)).toBe(false);
  });
});
