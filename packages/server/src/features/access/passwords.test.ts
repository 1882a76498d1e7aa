import { expect, it } from 'vitest';
import { standInLine } from './passwords.ts';

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
