import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellLine } from './shell-line.ts';

const readBack = (line: string, shell: string): string[] =>
  execFileSync(shell, ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

const plain = [
  'a',
  '',
  '--where',
  "it's",
  '$(id)',
  '`id`',
  '"',
  'a\nb',
  '\\',
  '\\n',
  '!x',
  '*',
  '~',
  'é “x”',
  ';#&|<>',
];

test('any shell reads words back as they are', () => {
  expect(readBack(shellLine(plain), 'sh')).toEqual(plain);
});

test('holds no key that a terminal would obey when it is pasted', () => {
  const words = ["x\x7f\x7f'; id\n#", '\x03\nid', '\x1b[A\\x41', '\tb\r', ...plain];
  const line = shellLine(words);
  expect([...line].filter((one) => (one < ' ' && one !== '\n') || one === '\x7f')).toEqual([]);
  expect(readBack(line, 'bash')).toEqual(words);
});
