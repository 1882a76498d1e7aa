import { expect, test } from 'vitest';
import { texts } from './beliefs.ts';

test('writes thousands as everywhere else', () => {
  expect(texts.basis(7331, 1200, 1, 500)).toBe(
    '7,331 assumptions, 1,200 known by now, 1 that cannot be told. Backwards: the team’s mean was on the wrong side of 50%. The numbers above are of the newest 500.',
  );
  expect(texts.more(500, 7331)).toBe('500 of 7,331 are shown.');
});
