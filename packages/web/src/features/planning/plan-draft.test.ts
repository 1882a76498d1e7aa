import { describe, expect, test } from 'vitest';
import { examplePlan, type NumberField, type PlanDraft, readPlan } from './plan-draft.ts';

const plan = (changes: Partial<PlanDraft>): PlanDraft => ({ ...examplePlan, ...changes });
const mean = (changes: Partial<PlanDraft>) => plan({ kind: 'mean', rate: '', standardDeviation: '12', ...changes });
const asked = (draft: PlanDraft) => readPlan(draft).questions;

describe('what is asked', () => {
  test('how many a difference needs', () => {
    expect(asked(examplePlan)).toEqual({
      need: {
        baseline: 0.1,
        standardDeviation: null,
        effect: { value: 0.2, relative: true },
        units: null,
        power: 0.8,
        level: 0.95,
        variations: 2,
        sided: 2,
        perDay: null,
      },
      can: null,
      both: null,
      units: null,
    });
  });

  test('what units show, shared among the variations', () => {
    const questions = asked(plan({ difference: '', units: '1,000', variations: '3', perDay: '40' }));
    expect(questions).toMatchObject({ need: null, both: null, units: 1000 });
    expect(questions?.can).toMatchObject({ effect: null, units: 333, variations: 3, perDay: 40 });
  });

  test('both, to see whether they go together', () => {
    const questions = asked(plan({ units: '300' }));
    expect(questions?.need?.units).toBeNull();
    expect(questions?.can?.effect).toBeNull();
    expect(questions?.both).toMatchObject({ effect: { value: 0.2 }, units: 150 });
  });

  test('points of a rate are fractions, the unit of a mean is as it is', () => {
    expect(asked(plan({ difference: '-2.5', differenceIn: 'own' }))?.need?.effect).toEqual({
      value: -0.025,
      relative: false,
    });
    expect(asked(mean({ difference: '3', differenceIn: 'own' }))?.need).toMatchObject({
      baseline: null,
      standardDeviation: 12,
      effect: { value: 3, relative: false },
    });
    expect(asked(mean({ mean: '31,5', difference: '10 %' }))?.need).toMatchObject({
      baseline: 31.5,
      effect: { value: 0.1, relative: true },
    });
  });
});

describe('what is missing is no mistake yet', () => {
  test.each([
    plan({ rate: '' }),
    plan({ difference: '' }),
    mean({ standardDeviation: '', difference: '1', differenceIn: 'own' }),
    // The mean is asked for when the rest is there.
    mean({ mean: '', standardDeviation: '', difference: '10' }),
  ])('%#', (draft) => {
    const { questions, problems } = readPlan(draft);
    expect(questions).toBeNull();
    expect([...problems]).toEqual([]);
  });
});

describe('what is wrong is said at its field', () => {
  test.each<[Partial<PlanDraft>, NumberField, RegExp]>([
    [{ rate: '0' }, 'rate', /above 0%/],
    [{ rate: '100%' }, 'rate', /below 100%/],
    [{ rate: 'some' }, 'rate', /above 0%/],
    [{ difference: '0' }, 'difference', /no difference/],
    [{ difference: 'x' }, 'difference', /A number/],
    [{ difference: '901' }, 'difference', /at most 900%/],
    [{ difference: '90.5', differenceIn: 'own' }, 'difference', /at most 90 points/],
    [{ difference: '-11', differenceIn: 'own' }, 'difference', /at most −10 points/],
    [{ units: '3' }, 'units', /At least 4/],
    [{ units: '5', variations: '3' }, 'units', /At least 6/],
    [{ units: '10.5' }, 'units', /whole number/],
    [{ units: '1e13' }, 'units', /million millions/],
    [{ perDay: '0' }, 'perDay', /from 1/],
    [{ variations: '1' }, 'variations', /2 to 20/],
    [{ variations: '2.5' }, 'variations', /2 to 20/],
    [{ power: '100' }, 'power', /50 to 99.9/],
    [{ level: '5' }, 'level', /50 to 99.9/],
  ])('%o', (changes, field, words) => {
    const { questions, problems } = readPlan(plan(changes));
    expect(questions).toBeNull();
    expect([...problems.keys()]).toEqual([field]);
    expect(problems.get(field)).toMatch(words);
  });

  test('up to the edge it is right', () => {
    expect(readPlan(plan({ difference: '900' })).problems.size).toBe(0);
    expect(readPlan(plan({ difference: '-100' })).problems.size).toBe(0);
    expect(readPlan(plan({ difference: '90', differenceIn: 'own' })).problems.size).toBe(0);
  });

  test('a percentage of a mean needs the mean', () => {
    expect([...readPlan(mean({ mean: '', difference: '10' })).problems.keys()]).toEqual(['mean']);
    expect([
      ...readPlan(mean({ standardDeviation: '0', difference: '1', differenceIn: 'own' })).problems.keys(),
    ]).toEqual(['standardDeviation']);
  });
});
