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

/** Unequal cells of a 2 × 2 × 3 design without its sixth combination: levels, successes, units. */
const gaps: [number[], number, number][] = [
  [[0, 0, 0], 115, 2472],
  [[0, 0, 1], 29, 439],
  [[0, 0, 2], 15, 310],
  [[0, 1, 0], 23, 463],
  [[0, 1, 1], 65, 941],
  [[1, 0, 0], 49, 647],
  [[1, 0, 1], 143, 1376],
  [[1, 0, 2], 107, 1405],
  [[1, 1, 0], 37, 415],
  [[1, 1, 1], 299, 2925],
  [[1, 1, 2], 77, 885],
];

describe('factorialCells on unequal cells', () => {
  const attributes = [two('A'), two('B'), { name: 'C', levels: ['0', '1', '2'] }];
  const cells = gaps.map(([levels, successes, units]) => rate(levels, successes, units));

  // Expected: numpy, pseudo-inverse of the treatment-coded model with all interactions of two, averaged over the grid
  // of the other levels, or over the cells with their units as weights (least squares weighted likewise).
  it.each([
    [
      'equal',
      {
        effects: [
          [0.033003198004693236, 0.007016007166647028, 0.509347320667645, 0.12415727698047822],
          [0.0061358488487509395, 0.006235684961070905, 0.09081696546820586, 0.09956870703498992],
          [0.02004836807830847, 0.006762492735441422, 0.3050663798105707, 0.10356191355268865],
          [0.0017307798251378309, 0.009884791294586954, 0.029148261135824406, 0.16911714050856702],
        ],
        joint: [
          [0.8374620239589581, 0.9181559373523445],
          [0.9413038453550504, 0.860573802014756],
          [0.7623085807623267, 0.7815374561202529],
        ],
      },
    ],
    [
      'observed',
      {
        effects: [
          [0.032483557871465944, 0.005757957261013395, 0.4897936144164329, 0.0948760946762771],
          [0.004291691589587376, 0.005459273959005654, 0.06570545591946222, 0.08206815035514843],
          [0.020598687260514517, 0.007087916806437111, 0.29688339374087563, 0.09954484223138764],
          [0.0011608343884002927, 0.008924661647392624, 0.020331447010423838, 0.14255514258018556],
        ],
        joint: [
          [0.9208572086657488, 0.9826634260925381],
          [0.9499143611624519, 0.8789313356146358],
          [0.6903239351265118, 0.6761122537831639],
        ],
      },
    ],
  ] as const)('agrees with an independent computation, weights %s', (weights, expected) => {
    const got = factorialCells(attributes, cells, { weights, level: 0.95 });
    expect(got.design).toBe('unbalanced');
    expect(got.aliases).toEqual([]);
    for (const [i, [value, se, logOdds, logOddsSe]] of expected.effects.entries()) {
      const effect = got.effects[i]!;
      expect(effect.model).toBe('two-way');
      expect(effect.difference!.value).toBeCloseTo(value!, 11);
      expect(effect.difference!.standardError).toBeCloseTo(se!, 11);
      expect(effect.logOdds!.value).toBeCloseTo(logOdds!, 10);
      expect(effect.logOdds!.standardError).toBeCloseTo(logOddsSe!, 10);
    }
    expect(got.interactions.map(({ difference }) => difference!.pValue)).toEqual(
      expected.joint.map(([p]) => expect.closeTo(p!, 8)),
    );
    expect(got.interactions.map(({ logOdds }) => logOdds!.pValue)).toEqual(
      expected.joint.map(([, p]) => expect.closeTo(p!, 8)),
    );
    expect(got.interactions.map(({ difference }) => difference!.df)).toEqual([1, 2, 2]);
  });

  it('weighs the combinations of the others by their units when asked', () => {
    const full = [rate([0, 0], 10, 100), rate([1, 0], 30, 100), rate([0, 1], 90, 300), rate([1, 1], 200, 500)];
    const effect = (weights: 'equal' | 'observed') =>
      factorialCells(['A', 'B'].map(two), full, { weights, level: 0.9 }).effects[0]!.difference!.value;
    expect(effect('equal')).toBeCloseTo((0.2 + 0.1) / 2, 12);
    expect(effect('observed')).toBeCloseTo((0.2 * 200 + 0.1 * 800) / 1000, 12);
  });

  it('adds a half to cells that lack successes or failures, and says so', () => {
    const got = factorialCells(['A'].map(two), [rate([0], 0, 50), rate([1], 10, 100)], equal);
    expect(got.corrected).toBe(1);
    expect(got.effects[0]!.logOdds!.value).toBeCloseTo(Math.log(10 / 90) - Math.log(0.5 / 50.5), 12);
    expect(got.effects[0]!.difference!.value).toBeCloseTo(0.1, 12);
  });

  it('puts equal combinations together and leaves empty cells out', () => {
    const halves = [rate([0], 10, 100), rate([0], 30, 300), rate([1], 20, 100), { ...rate([1], 1, 1), units: 0 }];
    const got = factorialCells(['A'].map(two), halves, equal);
    const whole = factorialCells(['A'].map(two), [rate([0], 40, 400), rate([1], 20, 100)], equal);
    expect(got.leftOut).toBe(1);
    expect({ ...got, leftOut: 0 }).toEqual(whole);
  });

  it('is Welch’s test for the means of two cells', () => {
    const mean = (level: number, units: number, mean: number, variance: number) => ({
      levels: [level],
      units,
      mean,
      varianceOfMean: variance / units,
    });
    const got = factorialCells(['A'].map(two), [mean(0, 12, 5, 4), mean(1, 7, 8, 9)], equal).effects[0]!;
    // scipy.stats.ttest_ind_from_stats(8, 3, 7, 5, 2, 12, equal_var=False)
    expect(got.difference!.pValue).toBeCloseTo(0.04224434704451574, 12);
    expect(got.difference!.low).toBeCloseTo(0.13007365383825586, 9);
    expect(got.logOdds).toBeNull();
  });

  it('refuses levels that do not exist', () => {
    expect(() => factorialCells([two('A')], [rate([2], 1, 10)], equal)).toThrow(RangeError);
    expect(() => factorialCells([two('A')], [rate([0, 1], 1, 10)], equal)).toThrow(RangeError);
  });

  it('has nothing to say without cells or with one', () => {
    for (const few of [[], [rate([0], 1, 10)]]) {
      const got = factorialCells([two('A')], few, equal);
      expect(got).toMatchObject({ design: null, interactions: [], aliases: [] });
      expect(got.effects).toMatchObject([{ reason: 'constant', difference: null }]);
    }
  });

  it('does not depend on the order of the cells, and turns its sign with the reference', () => {
    const once = factorialCells(attributes, cells, equal);
    const back = factorialCells(attributes, [...cells].reverse(), equal);
    for (const [i, { difference }] of once.effects.entries())
      expect(back.effects[i]!.difference!.value).toBeCloseTo(difference!.value, 12);
    const turned = cells.map((cell) => ({ ...cell, levels: cell.levels.with(0, 1 - cell.levels[0]!) }));
    const swapped = factorialCells(attributes, turned, equal).effects[0]!.difference!;
    expect(swapped.value).toBeCloseTo(-once.effects[0]!.difference!.value, 12);
    expect(swapped.pValue).toBeCloseTo(once.effects[0]!.difference!.pValue!, 12);
  });
});

describe('factorialCells on extreme cells', () => {
  function notFinite(value: unknown, path = ''): string[] {
    if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => notFinite(item, `${path}.${key}`));
  }
  const extremes = [
    { units: 1, mean: 5, varianceOfMean: 3 },
    { units: 2, mean: 0, varianceOfMean: 0 },
    { units: 1e9, mean: 1e-150, varianceOfMean: 1e-250 },
    { units: 3, mean: -1e120, varianceOfMean: 1e200 },
    { units: 0, mean: Number.NaN, varianceOfMean: null },
    { units: 40, mean: Number.POSITIVE_INFINITY, varianceOfMean: 1 },
    { units: 40, mean: 3, varianceOfMean: Number.NaN },
  ];
  const places = [0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b]));
  const attributes = [{ name: 'A', levels: ['0', '1', '2'] }, two('B')];

  it('answers with finite numbers or null', () => {
    for (let start = 0; start < extremes.length ** 2; start++) {
      for (const weights of ['equal', 'observed'] as const) {
        const cells = places.map((levels, i) => ({
          levels,
          ...extremes[(start + i * (1 + Math.floor(start / extremes.length))) % extremes.length]!,
        }));
        expect(notFinite(factorialCells(attributes, cells, { weights, level: 0.95 }))).toEqual([]);
      }
    }
  });

  it('does so for rates of 0 and 1', () => {
    for (let pattern = 0; pattern < 3 ** 6; pattern += 5) {
      const cells = places.map((levels, i) => {
        const kind = Math.floor(pattern / 3 ** i) % 3;
        return kind === 2 ? { ...rate(levels, 0, 1), units: 0 } : rate(levels, kind === 0 ? 0 : 7, 7);
      });
      expect(notFinite(factorialCells(attributes, cells, equal))).toEqual([]);
    }
  });

  it('refuses attributes with more effects than can be worked out', () => {
    const many = ['A', 'B'].map((name) => ({ name, levels: Array.from({ length: 40 }, (_, i) => String(i)) }));
    const cells = many[0]!.levels.map((_, i) => rate([i, (7 * i) % 40], 5, 50));
    expect(() => factorialCells(many, cells, equal)).toThrow('at most 800');
  });
});
