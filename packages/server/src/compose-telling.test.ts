import { afterEach, describe, expect, test, vi } from 'vitest';
import { composeTelling } from './compose-telling.ts';
import { readConfig } from './config.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** As at a start. */
function telling(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const config = readConfig({ insecure: false });
  // Nothing is asked of the records before `start`.
  const records = {} as never;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return composeTelling({ config, records, log, secret: () => Buffer.alloc(32), url: () => '', now: () => new Date() });
}

describe('a start', () => {
  test.each([
    [{ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'd@example.org' }, '127.0.0.1 is a private or reserved address'],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'd@example.org' }, 'which is a private or reserved address'],
    [{ SMTP_URL: 'smtp://0x7f.1', MAIL_FROM: 'd@example.org' }, '127.0.0.1 is a private or reserved address'],
    [{ SMTP_URL: 'smtp://user:word@mail.example.org' }, 'SMTP_URL needs MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'nobody' }, 'MAIL_FROM must look like'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM must look like'],
    [{ DANDELION_ALLOW_PRIVATE: '10.0.0.0/8,localhost' }, 'DANDELION_ALLOW_PRIVATE holds "localhost"'],
  ])('says what cannot be used: %j', async (env, words) => {
    await expect(async () => telling(env as never)).rejects.toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining(words),
    });
  });

  test.each([
    [{}, false],
    [{ SMTP_URL: '', MAIL_FROM: 'd@example.org' }, false],
    [{ SMTP_URL: 'smtps://me%40example.org:word@mail.invalid' }, true],
    [{ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'D <d@example.org>', DANDELION_ALLOW_PRIVATE: '127.0.0.1' }, true],
  ])('takes %j', async (env, available) => {
    expect((await telling(env as never)).mail.available).toBe(available);
  });
});
