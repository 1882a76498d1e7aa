import { describe, expect, it } from 'vitest';
import { type Font, type Line, type Measure, type Run, wrap } from './share-text.ts';

const font: Font = { face: 'sans', size: 10, weight: 400 };
/** Every character as wide as another; one beyond the first plane counts once. */
const measure: Measure = (text, { size }) => [...text].length * size;
const run = (text: string, more: Partial<Run> = {}): Run => ({ text, font, colour: '#000', ...more });
const textOf = (line: Line): string => line.map(({ text }) => text).join('');
const lines = (text: string, width: number, most?: number): string[] =>
  wrap([run(text)], width, measure, most).map(textOf);

describe('wrap', () => {
  it('breaks at spaces and leaves none at the ends of lines', () => {
    expect(lines('The answer is seven points', 120)).toEqual(['The answer', 'is seven', 'points']);
  });

  it('keeps what a hard space holds together', () => {
    expect(lines('settled, p\u00a0=\u00a00.03 here', 120)).toEqual(['settled,', 'p\u00a0=\u00a00.03', 'here']);
  });

  it('has no line wider than asked, whatever the words', () => {
    const texts = [
      'x'.repeat(500),
      `short ${'y'.repeat(90)} short`,
      'עברית: כפתור כחול עם טקסט ארוך',
      '日本語のとても長い名前をここに書いてみます。改行されるでしょうか。',
      '👩‍👩‍👧‍👦'.repeat(20),
      'ปุ่มสีน้ำเงินพร้อมข้อความยาว',
    ];
    for (const text of texts)
      for (const line of wrap([run(text)], 100, measure))
        for (const { x, width } of line) expect(x + width).toBeLessThanOrEqual(100);
  });

  it('loses no character of a word that it cuts, and cuts none in two', () => {
    const family = '👩‍👩‍👧‍👦';
    const cut = lines(family.repeat(5), 150);
    expect(cut.join('')).toBe(family.repeat(5));
    expect(cut.every((line) => line.length % family.length === 0)).toBe(true);
    expect(lines('x'.repeat(25), 100)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
  });

  it('breaks between words where they are written without spaces, but not before punctuation', () => {
    const cut = lines('これは長い名前です。もう一つあります。', 100);
    expect(cut.join('')).toBe('これは長い名前です。もう一つあります。');
    expect(cut.length).toBeGreaterThan(1);
    for (const line of cut) expect(line).not.toMatch(/^[。、]/);
  });

  it('ends with an ellipsis when lines are left over', () => {
    expect(lines('one two three four five six', 90, 2)).toEqual(['one two', 'three…']);
    expect(lines('one two', 90, 2)).toEqual(['one two']);
    expect(lines('z'.repeat(50), 100, 1)).toEqual([`${'z'.repeat(9)}…`]);
  });

  it('keeps the style of each stretch and does not tear a full stop from the finding before it', () => {
    const found = run('7.7 points', { finding: true });
    const result = wrap([run('It rose by '), found, run(': more than that.')], 170, measure);
    expect(result.map(textOf)).toEqual(['It rose by 7.7', 'points: more than', 'that.']);
    expect(result[1]?.map(({ text, finding }) => [text, finding ?? false])).toEqual([
      ['points', true],
      [': more than', false],
    ]);
    expect(result[1]?.[1]?.x).toBe(60);
  });

  it('has no lines of no text', () => {
    expect(lines('', 100)).toEqual([]);
    expect(lines('   ', 100).join('')).toBe('');
  });
});
