import { describe, expect, test } from 'vitest';
import { asciiSet, cellOf, type Frame, intervalCells, tickLabels, tickRule, unicodeSet } from './picture.ts';

const frame: Frame = {
  metric: { kind: 'proportion' },
  axis: { low: -10, high: 10, step: 5, ticks: [-10, -5, 0, 5, 10] },
  width: 21,
  margin: 2,
  charset: unicodeSet,
};
const draw = (
  its: Frame,
  low: number | null,
  value: number | null,
  high: number | null,
  verdict: Parameters<typeof intervalCells>[2],
): string =>
  intervalCells(its, { low, value, high }, verdict)
    .map(({ char }) => char)
    .join('');

describe('the picture of an interval in characters', () => {
  test('axis', () => {
    expect(tickLabels(frame)).toBe('−10 −5    0   +5  +10');
    expect(tickRule(frame)).toBe('┬────┬────┼────┬────┬');
  });

  test('every verdict has its own drawing', () => {
    expect(draw(frame, 4, 6, 8, 'better')).toBe('        ░░│░░ ━━●━━  ');
    expect(draw(frame, -8, -6, -4, 'worse')).toBe('  ━━●━━ ░░│░░        ');
    expect(draw(frame, -1, 0, 1, 'no-difference')).toBe('        ░━●━░        ');
    expect(draw(frame, -3, 2, 7, 'inconclusive')).toBe('       ───┼─○─────   ');
    expect(draw(frame, 3, 5, 7, 'invalid')).toBe('        ░░│░░╌╌✕╌╌   ');
    expect(draw(frame, null, null, null, 'inconclusive')).toBe('· · · · ░░│░░ · · · ·');
  });

  test('the zero line shows through an interval that crosses it', () => {
    expect(draw(frame, -2, -1, 1, 'no-difference')).toBe('        ━●┿━░        ');
  });

  test('arrows where an interval goes beyond the axis or is open', () => {
    expect(draw(frame, -30, 3, 30, 'inconclusive')).toBe('◀─────────┼──○──────▶');
    expect(draw(frame, null, 3, 5, 'inconclusive')).toBe('◀─────────┼──○──     ');
    expect(draw(frame, 12, 15, 20, 'better')).toBe('        ░░│░░       ▶');
  });

  test('plain ASCII says the same', () => {
    const ascii = { ...frame, charset: asciiSet };
    expect(draw(ascii, 4, 6, 8, 'better')).toBe('        ::|:: ==*==  ');
    expect(draw(ascii, -30, 3, 7, 'inconclusive')).toBe('<---------+--o----   ');
    expect(tickRule(ascii)).toBe('+----+----+----+----+');
  });

  test('what is above zero is never drawn on it, however small', () => {
    expect(cellOf(frame, 1e-9)).toBe(11);
    expect(cellOf(frame, -1e-9)).toBe(9);
    expect(cellOf(frame, 0)).toBe(10);
    expect(draw(frame, 0.001, 0.002, 0.003, 'better')).toBe('        ░░│●░        ');
  });
});
