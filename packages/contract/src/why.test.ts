import { expect, test } from 'vitest';
import { whySchema } from './why.ts';

test('reads what was stored before effects of a sequential test held at every look', () => {
  const unknown = { value: null, low: null, high: null };
  const stored = {
    ...{
      design: null,
      weights: 'equal',
      attributes: [],
      aliases: [],
      effects: [],
      interactions: [],
      pairs: [],
      cells: [],
    },
    funnel: [
      {
        ...{ metrics: ['visit', 'bought'], variation: 'B', control: 'A', steps: [], sentence: '', caution: '' },
        whole: { control: 0.1, treatment: 0.2, part: unknown, pValue: null },
      },
    ],
    notes: [],
  };
  const read = whySchema.parse(stored);
  expect(read.inference).toBe('fixed');
  expect(read.funnel![0]!.per).toBeNull();
});
