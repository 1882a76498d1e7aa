import { describe, expect, test } from 'vitest';
import { pageText, shorten, terminalText, widthOf } from './names.ts';

describe('text of the data', () => {
  test('cannot move the cursor, colour, turn the direction or hide in a terminal', () => {
    expect(terminalText('\u001b[31mred\u001b[0m')).toBe('red');
    expect(terminalText('\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007')).toBe('link');
    expect(terminalText('a\u0000b\u0007c\u007fd\u009be')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(terminalText('one\r\ntwo\tthree\u2028four')).toBe('one two three four');
    expect(terminalText('\u202egnp.exe\u2066x\u2069')).toBe('gnp.exex');
    expect(terminalText('a\u200bb\u200dc\ufeffd\u2060e\u00adf')).toBe('abcdef');
    expect(terminalText('\ud800x')).toBe('\ufffdx');
    expect(terminalText(`a${'\u0301'.repeat(50)}`)).toHaveLength(5);
  });

  test('keeps joiners on the page, where they belong to the writing', () => {
    expect(pageText('نمی\u200cخواهم')).toBe('نمی\u200cخواهم');
    expect(pageText('a\u0000\u202eb\u001b[1m')).toBe('ab');
  });

  test('a name of a megabyte is cut before it is looked at', () => {
    expect(terminalText('x'.repeat(1_000_000)).length).toBeLessThan(2_100);
  });

  test('is shortened in the middle, by columns and whole characters', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('What 1.7 Million People Sleep In', 14)).toBe('What 1.…eep In');
    expect(shorten('数字で見る、眠る人びと', 9)).toBe('数字…びと');
    expect(widthOf('数字…びと')).toBe(9);
    const families = '👩‍👩‍👧‍👦'.repeat(8);
    expect(widthOf(shorten(families, 9))).toBeLessThanOrEqual(9);
    expect(shorten(families, 9)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
  });
});
