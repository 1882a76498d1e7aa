import { describe, expect, test } from 'vitest';
import { shortenColumns, terminalText, widthOf } from './terminal-names.ts';

describe('text of the data in a terminal', () => {
  test('cannot move the cursor, colour, turn the direction or hide', () => {
    expect(terminalText('\u001b[31mred\u001b[0m')).toBe('red');
    expect(terminalText('\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007')).toBe('link');
    expect(terminalText('\u001b]0;title\u001b\\a\u009b2Jb\u009d0;title\u009cc')).toBe('abc');
    expect(terminalText('a\u0000b\u0007c\u007fd\u009be')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(terminalText('one\r\ntwo\tthree\u2028four')).toBe('one two three four');
    expect(terminalText('\u202egnp.exe\u2066x\u2069')).toBe('gnp.exex');
    expect(terminalText('a\u200bb\u200dc\ufeffd\u2060e\u00adf')).toBe('abcdef');
    expect(terminalText('\ud800x')).toBe('\ufffdx');
    expect(terminalText(`a${'\u0301'.repeat(50)}`)).toHaveLength(5);
    expect(terminalText(`a${'\u0301\u200b'.repeat(50)}`)).toHaveLength(5);
  });

  test('an escape that hides in another is none afterwards', () => {
    expect(terminalText('\u001b[3\u200b1mred \u001b\u001b[0m[31mred')).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f\u200b]/,
    );
    expect(terminalText('\u001b]never ended')).toBe(']never ended');
  });

  test('a name of a megabyte is cut before it is looked at', () => {
    expect(terminalText('x'.repeat(1_000_000)).length).toBeLessThan(2_100);
    expect(terminalText('\u001b]'.repeat(500_000)).length).toBeLessThan(2_100);
  });

  test('is shortened in the middle, by columns and whole characters', () => {
    expect(shortenColumns('short', 10)).toBe('short');
    expect(shortenColumns('What 1.7 Million People Sleep In', 14)).toBe('What 1.…eep In');
    expect(shortenColumns('数字で見る、眠る人びと', 9)).toBe('数字…びと');
    expect(widthOf('数字…びと')).toBe(9);
    const families = '👩‍👩‍👧‍👦'.repeat(8);
    expect(widthOf(shortenColumns(families, 9))).toBeLessThanOrEqual(9);
    expect(shortenColumns(families, 9)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
  });
});
