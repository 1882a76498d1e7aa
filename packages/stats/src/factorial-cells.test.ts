import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FactorialCell } from './factorial-analysis.ts';
import { factorialCells } from './factorial-cells.ts';

const equal = { weights: 'equal', level: 0.95 } as const;
const two = (name: string) => ({ name, levels: ['0', '1'] });

function rate(levels: number[], successes: number, units: number): FactorialCell {
  const mean = successes / units;
  return { levels, units, mean, varianceOfMean: (mean * (1 - mean)) / units, successes };
}

interface Case {
  id: string;
  family: string;
  input: { factors: string[]; y: number[] };
  expected: { effects: Record<string, number> };
}
const file = new URL('../reference/cases/04-factorial-heterogeneity.json', import.meta.url);
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases;

describe('factorialCells on full designs', () => {
  const unreplicated = cases.filter(({ family }) => family === 'factorial-effects');

  it.each(unreplicated.map((given) => [given.id, given] as const))(
    'has the effects of %s',
    (_, { input, expected }) => {
      const cells = input.y.map((mean, run) => ({
        levels: input.factors.map((_, factor) => (run >> factor) & 1),
        units: 1,
        mean,
        varianceOfMean: null,
      }));
      const got = factorialCells(input.factors.map(two), cells, equal);
      expect(got.design).toBe('full-factorial');
      for (const { attribute, difference } of got.effects) {
        expect(difference!.value).toBeCloseTo(expected.effects[attribute]!, 9);
        expect(difference).toMatchObject({ standardError: null, low: null, pValue: null });
      }
      for (const { attributes, contrasts } of got.interactions) {
        // The published interaction is half the difference of differences.
        expect(contrasts[0]!.difference!.value / 2).toBeCloseTo(expected.effects[attributes.join('')]!, 9);
      }
    },
  );
});

describe('factorialCells with cells missing', () => {
  // 2^(3−1) with C = A·B.
  const half = [rate([0, 0, 1], 10, 100), rate([1, 0, 0], 12, 100), rate([0, 1, 0], 13, 110), rate([1, 1, 1], 20, 90)];

  it('lists what a half fraction cannot tell apart', () => {
    const got = factorialCells(['A', 'B', 'C'].map(two), half, equal);
    expect(got.design).toBe('fractional');
    expect(got.aliases).toEqual([
      { effect: ['A'], with: [['B', 'C']] },
      { effect: ['B'], with: [['A', 'C']] },
      { effect: ['C'], with: [['A', 'B']] },
      { effect: ['A', 'B'], with: [['C']] },
      { effect: ['A', 'C'], with: [['B']] },
      { effect: ['B', 'C'], with: [['A']] },
    ]);
    expect(got.effects[0]).toMatchObject({ model: 'main-effects', reason: null, confoundedWith: [['B', 'C']] });
    expect(got.effects[0]!.difference!.value).toBeCloseTo((0.12 + 20 / 90 - 0.1 - 13 / 110) / 2, 12);
    expect(got.interactions[0]!.contrasts[0]).toMatchObject({
      reason: 'confounded',
      confoundedWith: [['C']],
      difference: null,
    });
  });

  it('does without the cell that has both treatments', () => {
    const got = factorialCells(
      ['A', 'B'].map(two),
      half.slice(0, 3).map((cell) => ({ ...cell, levels: cell.levels.slice(0, 2) })),
      equal,
    );
    expect(got.design).toBe('unbalanced');
    expect(got.effects.map(({ difference }) => difference!.value)).toEqual([
      expect.closeTo(0.02, 12),
      expect.closeTo(13 / 110 - 0.1, 12),
    ]);
    expect(got.effects[0]).toMatchObject({ model: 'main-effects', confoundedWith: [['A', 'B']] });
    expect(got.interactions[0]!.contrasts[0]).toMatchObject({ reason: 'absent', difference: null });
    expect(got.interactions[0]!.difference).toBeNull();
  });

  it('says what is constant, absent or confounded', () => {
    const attributes = [two('A'), two('B'), { name: 'C', levels: ['x', 'y', 'z'] }, two('D')];
    const got = factorialCells(
      attributes,
      [
        rate([0, 0, 0, 1], 10, 100),
        rate([1, 1, 0, 1], 12, 100),
        rate([0, 0, 1, 1], 14, 100),
        rate([1, 1, 1, 1], 9, 100),
      ],
      equal,
    );
    expect(
      got.effects.map(({ attribute, level, reason, confoundedWith }) => [attribute, level, reason, confoundedWith]),
    ).toEqual([
      ['A', '1', 'confounded', [['B']]],
      ['B', '1', 'confounded', [['A']]],
      ['C', 'y', null, []],
      ['C', 'z', 'absent', []],
      ['D', '0', 'constant', []],
    ]);
    expect(got.aliases.slice(0, 2)).toEqual([
      { effect: ['A'], with: [['B']] },
      { effect: ['B'], with: [['A']] },
    ]);
    expect(got.interactions[0]!.contrasts[0]).toMatchObject({ reason: 'absent' });
  });
});
