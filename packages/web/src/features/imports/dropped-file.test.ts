import { expect, test } from 'vitest';
import { droppedFile } from './dropped-file.ts';

const file = (name: string): File => new File(['group,visit\n'], name);

/** What a browser hands over with a drop. */
const drop = (files: readonly File[], isDirectory = false): DataTransfer =>
  ({
    files,
    items: files.map(() => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory }) })),
  }) as unknown as DataTransfer;

test('one file is taken', () => {
  const one = file('mailing.csv');
  expect(droppedFile(drop([one]))).toBe(one);
});

test('several files and a folder are refused, each with its reason', () => {
  expect(droppedFile(drop([file('a.csv'), file('b.csv')]))).toMatch(/several files/);
  expect(droppedFile(drop([file('mailings')], true))).toMatch(/folder/);
});

test('a drop without files is none', () => {
  expect(droppedFile(drop([]))).toBeNull();
});
