import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditVerificationSchema } from '@dandelion-loop/contract';
import { expect, onTestFinished, test } from 'vitest';
import { startTestServer } from '../test-server.ts';

const launcher = fileURLToPath(new URL('../../../../scripts/launch.mjs', import.meta.url));

function audit(dataFolder: string, ...args: string[]): Promise<{ code: number | null; out: string; said: string }> {
  const child = spawn(process.execPath, [launcher, 'audit', ...args], {
    env: { ...process.env, DANDELION_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, said] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (said += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, said })));
}

test('says whether the log is whole, while the server runs and while it does not', { timeout: 180_000 }, async () => {
  const server = await startTestServer();
  const { dataFolder } = server;
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  await server.signIn();
  const running = await audit(dataFolder, 'verify', '--json');
  expect([running.code, running.said]).toEqual([0, '']);
  const found = auditVerificationSchema.parse(JSON.parse(running.out));
  expect(found).toMatchObject({ ok: true, problem: null });
  expect(found.entries).toBeGreaterThan(0);
  await server.stop({ keep: true });

  const stopped = await audit(dataFolder, 'verify');
  expect([stopped.code, stopped.out]).toEqual([0, expect.stringMatching(/^The audit log is whole: \d+ entr/)]);
  expect(stopped.out).toContain(found.head!.hash);

  const line = { at: '2026-05-10T12:00:00.000Z', seq: found.entries + 5, hash: 'a'.repeat(64) };
  appendFileSync(join(dataFolder, 'audit-heads.jsonl'), `${JSON.stringify(line)}\n`);
  const broken = await audit(dataFolder, 'verify');
  expect([broken.code, broken.out]).toEqual([
    3,
    expect.stringMatching(/^The audit log is broken\. Entries \d+ to \d+ are/),
  ]);
});

test('wrong use, and a folder without data, which is not made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const missing = join(folder, 'none');
  expect(await audit(missing)).toMatchObject({ code: 2, said: expect.stringContaining('./dandelion audit verify') });
  expect(await audit(missing, 'verify')).toMatchObject({
    code: 2,
    said: expect.stringMatching(/There are no data in/),
  });
  expect(existsSync(missing)).toBe(false);
});
