import type { LearningScale } from '@dandelion-loop/contract';
import { relativeChange } from '@dandelion-loop/wording';
import { describe, expect, test } from 'vitest';
import { contrastsOf } from './contrasts.ts';
import type { LibraryTest, LibraryVariation, VariationMetric } from './library-test.ts';
import { clicksOf } from './test-library.ts';

/* Expected numbers: the textbook formulas in plain Python. */

const variation = (held: string, level: string | null, metric: VariationMetric): LibraryVariation => ({
  ...{ name: `${held}${level}`, contents: new Map([['image', held]]), metrics: [metric] },
  attributes: new Map(level === null ? [] : [['tone', level]]),
});

const testOf = (variations: LibraryVariation[]): LibraryTest => ({
  ...{ id: 't', name: 'T', day: null, valid: true, suspect: false, scopes: {} },
  variations,
});

const references = new Map([['tone', 'absent']]);
const nothing: ReadonlySet<string> = new Set();
const freeOf = () => nothing;
const only = (variations: LibraryVariation[], scale: LearningScale | null = null) => {
  const found = contrastsOf(testOf(variations), ['tone'], { references, freeOf, scale });
  expect(found).toHaveLength(1);
  return found[0]!;
};

const mean = (units: number, value: number, variance: number): VariationMetric => ({
  ...{ name: 'spend', kind: 'mean', units, value, variance, lowerIsBetter: false },
});

describe('the contrast of one test', () => {
  const first = [
    variation('a', 'present', clicksOf(1000, 30)),
    variation('a', 'present', clicksOf(900, 24)),
    variation('a', 'absent', clicksOf(1000, 20)),
  ];

  test('pools a level within equal held content, and those by inverse variance', () => {
    const { contrast } = only([
      ...first,
      variation('b', 'present', clicksOf(800, 15)),
      variation('b', 'absent', clicksOf(750, 18)),
      variation('b', 'absent', clicksOf(250, 5)),
      variation('b', null, clicksOf(900, 90)),
      variation('c', 'present', clicksOf(500, 400)),
    ]);
    expect(contrast!.effect).toBeCloseTo(0.14168454883976, 12);
    expect(contrast!.variance).toBeCloseTo(0.0431728181932735, 12);
    expect(contrast).toMatchObject({ units: 4700, referenceUnits: 2000, referenceSum: 43, corrected: false });
  });

  test('has three scales', () => {
    expect(only(first, 'log-rate').contrast!.effect).toBeCloseTo(0.351397886837889, 12);
    expect(only(first, 'log-rate').contrast!.variance).toBeCloseTo(0.066992202729045, 12);
    expect(only(first, 'difference').contrast!.effect).toBeCloseTo(0.0084210526315789, 12);
    expect(only(first, 'difference').contrast!.variance).toBeCloseTo(3.41333131e-5, 11);
  });

  test('adds a half where a count is 0, and compares nothing where nobody clicked', () => {
    const none = variation('a', 'present', clicksOf(500, 0));
    const { contrast } = only([none, variation('a', 'absent', clicksOf(500, 6))]);
    expect(contrast!.effect).toBeCloseTo(-2.577009805154045, 12);
    expect(contrast!.variance).toBeCloseTo(2.1578664005357635, 12);
    expect(contrast!.corrected).toBe(true);
    expect(only([none, variation('a', 'absent', clicksOf(400, 0))])).toMatchObject({
      contrast: null,
      without: 'no-events',
    });
  });

  test('weights means by their units', () => {
    const arms = [
      variation('', 'absent', mean(100, 10, 0.04)),
      variation('', 'present', mean(100, 12, 0.05)),
      variation('', 'present', mean(300, 11, 0.02)),
    ];
    expect(only(arms).contrast!.effect).toBeCloseTo(1.25, 12);
    expect(only(arms).contrast!.variance).toBeCloseTo(0.054375, 12);
    expect(only(arms, 'log-rate').contrast!.effect).toBeCloseTo(0.117783035656383, 12);
    expect(only(arms, 'log-rate').contrast!.variance).toBeCloseTo(0.00051358024691358, 12);
  });

  test('is none across different held content', () => {
    const apart = only([variation('a', 'present', clicksOf(100, 5)), variation('b', 'absent', clicksOf(100, 4))]);
    expect(apart).toMatchObject({ contrast: null, without: 'not-held' });
  });

  test('turns its sign when level and reference change places', () => {
    const [there] = contrastsOf(testOf(first), ['tone'], { references, freeOf, scale: null });
    const [back] = contrastsOf(testOf(first), ['tone'], {
      ...{ references: new Map([['tone', 'present']]), freeOf, scale: null },
    });
    expect(back!.contrast!.effect).toBeCloseTo(-there!.contrast!.effect, 14);
    expect(back!.contrast!.variance).toBeCloseTo(there!.contrast!.variance, 14);
  });
});

test('a log-odds ratio is said as a change of the rate', () => {
  expect(relativeChange('log-odds', 0.1, 0.015)).toBeCloseTo(0.10343018658930792, 12);
  expect(relativeChange('difference', 0.003, 0.015)).toBeCloseTo(0.2, 12);
  expect(relativeChange('difference', 0.003, 0)).toBeNull();
});
