import { describe, expect, it } from 'vitest';
import { cohenKappa } from './agreement.ts';

describe('cohenKappa', () => {
  // The first table is that of Fleiss 1981 (section 13.1), who prints 0.68 and a standard error of 0.087. All limits by
  // the delta method with a numerical gradient over the multinomial table (numpy, scipy), not by the closed formula.
  it.each([
    {
      table: [
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ],
      expected: { kappa: 0.676470588235, low: 0.504575958076, high: 0.848365218395, agreed: 0.89, adjusted: 0.835 },
    },
    {
      table: [
        [20, 5],
        [10, 15],
      ],
      expected: { kappa: 0.4, low: 0.15109229046504857, high: 0.6489077095349512, agreed: 0.7, adjusted: 0.4 },
    },
    {
      table: [
        [88, 10, 2],
        [14, 40, 6],
        [18, 10, 12],
      ],
      expected: { kappa: 0.491525423729, low: 0.391563702049, high: 0.591487145409, agreed: 0.7, adjusted: 0.55 },
    },
  ])('is $expected.kappa', ({ table, expected }) => {
    const got = cohenKappa(table, 0.95)!;
    expect(got.kappa).toBeCloseTo(expected.kappa, 10);
    expect(got.low).toBeCloseTo(expected.low, 7);
    expect(got.high).toBeCloseTo(expected.high, 7);
    expect(got.agreement).toBeCloseTo(expected.agreed, 12);
    expect(got.prevalenceAdjusted).toBeCloseTo(expected.adjusted, 12);
  });

  const rare = [
    [85, 5],
    [5, 5],
  ];
  const even = [
    [45, 5],
    [5, 45],
  ];

  it('falls with the prevalence while the agreement stays, which the adjusted figure tells', () => {
    const [trapped, plain] = [cohenKappa(rare, 0.9)!, cohenKappa(even, 0.9)!];
    expect(trapped.agreement).toBe(plain.agreement);
    expect(trapped.kappa).toBeCloseTo(0.444444444444, 10);
    expect(trapped.low).toBeCloseTo(0.20224765853460613, 7);
    expect(plain.kappa).toBeCloseTo(0.8, 10);
    expect(plain.high).toBeCloseTo(0.8986912176089694, 7);
    expect([trapped.prevalenceAdjusted, plain.prevalenceAdjusted].map((value) => value.toFixed(10))).toEqual([
      '0.8000000000',
      '0.8000000000',
    ]);
  });

  it('is the same whoever of the two comes first, and whatever the order of the levels', () => {
    const table = [
      [30, 4, 1],
      [9, 20, 2],
      [3, 7, 24],
    ];
    const turned = table.map((_, i) => table.map((row) => row[i]!));
    const reversed = [...table].reverse().map((row) => [...row].reverse());
    for (const other of [turned, reversed]) {
      for (const name of ['kappa', 'low', 'high'] as const)
        expect(cohenKappa(other, 0.95)![name]).toBeCloseTo(cohenKappa(table, 0.95)![name]!, 12);
    }
  });

  it('keeps a width where nothing is disputed', () => {
    const got = cohenKappa(
      [
        [30, 0],
        [0, 20],
      ],
      0.95,
    )!;
    // Wilson's limit of 50 of 50 is 50/(50 + 1.96²), by hand.
    expect(got).toMatchObject({ kappa: 1, high: 1, agreement: 1 });
    expect(got.low).toBeCloseTo(0.8513591684721693, 10);
  });

  it('stays within −1 and 1', () => {
    const got = cohenKappa(
      [
        [1, 9],
        [8, 2],
      ],
      0.95,
    )!;
    expect(got.kappa).toBeCloseTo(-0.7, 10);
    expect(got.low).toBe(-1);
    expect(got.high).toBeCloseTo(-0.38858768822762807, 7);
  });

  it('says what it cannot tell', () => {
    expect(
      cohenKappa(
        [
          [0, 0],
          [0, 0],
        ],
        0.95,
      ),
    ).toBeNull();
    expect(
      cohenKappa(
        [
          [9, 0],
          [0, 0],
        ],
        0.95,
      ),
    ).toMatchObject({ kappa: null, low: null, high: null, agreement: 1 });
    expect(() => cohenKappa([[1, 2]], 0.95)).toThrow(RangeError);
    expect(() =>
      cohenKappa(
        [
          [1, -2],
          [0, 1],
        ],
        0.95,
      ),
    ).toThrow(RangeError);
    expect(() => cohenKappa(even, 1)).toThrow(RangeError);
  });
});
