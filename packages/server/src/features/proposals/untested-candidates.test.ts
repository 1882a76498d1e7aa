import type { NotEstimable } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { untestedCandidates } from './untested-candidates.ts';

const attributeOf = (id: string, coder: string | null) => ({
  id,
  name: id.toUpperCase(),
  column: null,
  coder,
  explains: null,
});
const missing = (attribute: string, changes: Partial<NotEstimable> = {}): NotEstimable => ({
  ...{ attribute, level: null, reference: null, metric: null, code: 'constant', confoundedWith: [], reason: '' },
  ...changes,
});

const found = (notEstimable: NotEstimable[]) =>
  untestedCandidates({
    ...{ learnings: [], notEstimable, scale: 'log-odds' },
    attributes: [attributeOf('tone', null), attributeOf('mine', 'own'), attributeOf('length', 'length')],
    levelsOfCoder: (coder) => (coder === 'length' ? ['short', 'medium', 'long'] : []),
    metric: {
      ...{ name: 'opened', lowerIsBetter: true, baseline: 0.5, variance: 0.25, currency: null, tests: 9 },
      unitsOfTest: 100,
      months: 0,
      unitsOfMonth: null,
    },
    prior: { mean: 0.02, standardError: 0.03, tau2: 0.0016, between: 0.1 },
  });

test('attributes that nobody speaks of are tested at the levels that they can have', () => {
  expect(found([]).map(({ attribute: { id, levels } }) => [id, ...levels])).toEqual([
    ['tone', 'as now', 'changed'],
    ['mine', 'absent', 'present'],
    ['length', 'short', 'medium'],
  ]);
});

test('are believed like any effect of the library, with the sign of what is better', () => {
  // d rate / d log-odds at 0.5 is 0.25; sd² = 0.04² + 0.03².
  const { mean, sd, between } = found([])[0]!.belief;
  expect([mean, sd, between]).toEqual([expect.closeTo(-0.005), expect.closeTo(0.0125), expect.closeTo(0.025)]);
});

test('say why no test tells, by the names that people know, and stay apart from what they are tied to', () => {
  const tied = missing('length', { level: 'long', reference: 'medium', code: 'confounded', confoundedWith: ['tone'] });
  const [one] = found([tied]);
  expect(one).toMatchObject({ attribute: { levels: ['medium', 'long'] }, apartFrom: ['tone'] });
  expect(one!.why).toContain('“TONE” changed with it');
  // Another metric's gap is none of this one; nothing that happened is no gap either.
  const elsewhere = found([missing('tone', { metric: 'gifts' }), missing('tone', { code: 'no-events' })]);
  expect(elsewhere.filter(({ attribute: { id } }) => id === 'tone')).toHaveLength(1);
});
