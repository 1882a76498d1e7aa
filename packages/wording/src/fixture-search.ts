import type { Search } from '@dandelion-loop/contract';

/** For whom the autumn e-mail works: made up, in the form of an answer. */
export function searchOf(metric: string, variation: string, control: string | null): Search {
  const difference = { value: -0.06, low: -0.08, high: -0.04 };
  const group = (condition: string, value: number, share: number): Search['comparisons'][number]['groups'][number] => ({
    ...{ condition, terms: [], units: share * 30_000, share, heldOutUnits: share * 10_000, control: 0.1 },
    ...{ treatment: 0.1 + value, difference: { value, low: value - 0.015, high: value + 0.015 } },
    tested: { value: value * 1.1, low: value - 0.012, high: value + 0.018 },
  });
  const groups = [group('age is at most 40 or not known', 0.01, 0.6), group('age is above 40', 0.07, 0.4)];
  const [first, second] = groups.map((of) => ({ condition: of.condition, difference: of.difference }));
  const shared = { units: { choosing: 10_000, testing: 10_000, heldOut: 10_000 }, minimumPerVariation: 250 };
  return {
    ...{ metric, level: 0.95, seed: 1 },
    columns: [{ name: 'age', kind: 'number', values: 60, missing: 12, leftOut: null }],
    comparisons: [
      {
        ...{ variation, control, ...shared, groups, verdict: 'holds-up' },
        splits: [
          {
            ...{ within: '', first: first!, second: second!, difference, tested: difference, confirmed: true },
            ...{ pValue: 0.0001, adjustedPValue: 0.0001 },
          },
        ],
        check: {
          ...{ value: 0.006, low: 0.003, high: 0.009 },
          curve: [
            { fraction: 0, value: 0, low: 0, high: 0, random: 0 },
            { fraction: 0.4, value: 0.028, low: 0.02, high: 0.036, random: 0.014 },
            { fraction: 1, value: 0.034, low: 0.024, high: 0.044, random: 0.034 },
          ],
        },
        sentence: `The effect of “${variation}” on ${metric} differs: +7.0 points where age is above 40, +1.0 points where age is at most 40 or not known.`,
        howItCouldBeWrong: ['“age” goes with the difference and need not be its cause.'],
      },
    ],
    multiplicity: '1 split was tested, with Holm’s correction.',
    notes: ['“email” was left out: it has 30,000 different values.'],
  };
}
