import { describe, expect, it } from 'vitest';
import { effectSlope } from './effect-slope.ts';
import { fUpperTail } from './f-distribution.ts';
import { groupedEffects } from './grouped-effects.ts';

/*
 * Expected numbers: the restricted likelihood maximised by scipy.optimize with dense matrices, Knapp & Hartung's factor,
 * scipy.stats for the tails.
 */

const effect = [0.12, 0.35, -0.08, 0.41, 0.22, 0.6, 0.05];
const variance = [0.01, 0.02, 0.015, 0.008, 0.012, 0.03, 0.006];
const year = [2013.1, 2013.4, 2013.2, 2014.0, 2014.6, 2015.1, 2013.0];
const calm = effect.map((value, i) => ({ effect: value, variance: variance[i]!, at: year[i]! }));

const wild = [0.1, 0.9, -0.5, 0.3, 1.4, 0.2].map((value, i) => ({
  effect: value,
  variance: [0.01, 0.02, 0.01, 0.03, 0.01, 0.02][i]!,
  at: i + 1,
}));

describe('effectSlope', () => {
  it('is the line of a mixed-effects meta-regression', () => {
    const answer = effectSlope(calm, 0.95)!;
    expect(answer.tau2).toBeCloseTo(0.01126966, 6);
    expect(answer.slope).toBeCloseTo(0.207354679, 5);
    expect(answer.standardError).toBeCloseTo(0.085272865, 5);
    expect(answer.pValue).toBeCloseTo(0.059259264, 5);
    const spread = effectSlope(wild, 0.95)!;
    expect(spread.tau2).toBeCloseTo(0.513402245, 5);
    expect(spread.slope).toBeCloseTo(0.0822367526, 6);
    expect(spread.pValue).toBeCloseTo(0.6607251, 5);
  });

  it('has no answer where there is no line', () => {
    expect(effectSlope(calm.slice(0, 2), 0.95)).toBeNull();
    expect(
      effectSlope(
        calm.map((point) => ({ ...point, at: 3 })),
        0.95,
      ),
    ).toBeNull();
  });

  it('moves with the origin of time and turns with its direction', () => {
    const shifted = effectSlope(
      calm.map((point) => ({ ...point, at: -(point.at + 1e4) })),
      0.95,
    )!;
    expect(shifted.slope).toBeCloseTo(-effectSlope(calm, 0.95)!.slope, 8);
  });
});

describe('groupedEffects', () => {
  it('compares groups with one variance within them', () => {
    const groups = [[0, 1, 2, 6], [3, 4], [5]].map((members) => members.map((i) => calm[i]!));
    const answer = groupedEffects(groups, 0.95)!;
    expect(answer.tau2).toBeCloseTo(0.00822645, 6);
    expect(answer.groups.map(({ mean }) => mean)).toEqual([
      expect.closeTo(0.09356647, 5),
      expect.closeTo(0.32542441, 5),
      expect.closeTo(0.6, 10),
    ]);
    expect(answer.groups[2]!.standardError).toBeCloseTo(0.21392603, 5);
    expect(answer).toMatchObject({ df1: 2, df2: 4 });
    expect(answer.f).toBeCloseTo(3.43218331, 4);
    expect(answer.pValue).toBeCloseTo(0.135553632, 5);
    const halves = groupedEffects([wild.slice(0, 3), wild.slice(3)], 0.95)!;
    expect(halves.tau2).toBeCloseTo(0.45484266, 5);
    expect(halves.pValue).toBeCloseTo(0.44045649, 5);
  });

  it('has no answer for one group, or one study a group', () => {
    expect(groupedEffects([calm], 0.95)).toBeNull();
    expect(groupedEffects([[calm[0]!], [calm[1]!]], 0.95)).toBeNull();
    expect(groupedEffects([calm, []], 0.95)).toBeNull();
  });
});

describe('fUpperTail', () => {
  it('has the tails of scipy.stats.f', () => {
    const tails = [
      [0.5, 2, 10],
      [3, 3, 7],
      [40, 1, 4],
      [0.001, 5, 200],
    ].map(([f, df1, df2]) => fUpperTail(f!, df1!, df2!));
    expect(tails).toEqual([0.62092132, 0.10457022, 0.0031982, 0.9999999].map((p) => expect.closeTo(p, 7)));
  });
});
