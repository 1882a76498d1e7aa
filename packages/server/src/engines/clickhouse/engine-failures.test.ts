import { expect, test } from 'vitest';
import { endFailure } from './engine-failures.ts';

test.each([
  [
    'a full disk in its last words',
    {
      exitCode: 0,
      signal: null,
      lastWords:
        'Code: 75. DB::ErrnoException: Cannot write to file /data/status: , errno: 28, strerror: No space left on device.',
    },
    { code: 'no-space', message: expect.stringContaining('/data') },
  ],
  [
    'anything else: its last words, on one line',
    { exitCode: 1, signal: null, lastWords: `${'long ago '.repeat(100)}\nCode: 36.\n DB::Exception: Bad\n` },
    {
      code: 'engine-failed',
      message: expect.stringMatching(/exit code 1\..* words: .*Code: 36\. DB::Exception: Bad$/),
    },
  ],
  [
    'a crash without words',
    { exitCode: null, signal: 'SIGSEGV', lastWords: '' },
    { code: 'engine-failed', message: expect.stringContaining('SIGSEGV') },
  ],
])('%s', (_, end, expected) => {
  expect(endFailure({ folder: '/data', disposable: true }, end)).toMatchObject(expected);
});
