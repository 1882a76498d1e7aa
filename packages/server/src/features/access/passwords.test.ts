import { expect, it } from 'vitest';
import { hashPassword, passwordIs, standInLine } from './passwords.ts';

it('a line of strangers that is too long is told to come back, and is open again once they have gone', async () => {
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const waiting = Array.from({ length: 40 }, () => standInLine(() => gone));
  const more = () => standInLine(async () => 'in');
  await expect(more()).rejects.toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 5 });
  go();
  await Promise.all(waiting);
  expect(await more()).toBe('in');
});

it('costs what the sheet of OWASP says unless told otherwise, and a kept hash is checked at its own cost', async () => {
  const kept = await hashPassword('three green sails');
  expect(kept).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect([await passwordIs('three green sails', kept), await passwordIs('three green boats', kept)]).toEqual([
    true,
    false,
  ]);
  const cheap = await hashPassword('three green sails', { N: 1024, r: 8, p: 1 });
  expect(cheap).toMatch(/^scrypt\$1024\$8\$1\$/);
  expect([await passwordIs('three green sails', cheap), await passwordIs('three green sails', null)]).toEqual([
    true,
    false,
  ]);
});
