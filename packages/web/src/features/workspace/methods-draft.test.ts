import { type Methods, methodsSchema } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { changedMethods, faultsOfMethods, methodsDraft } from './methods-draft.ts';

const saved: Methods = { inference: 'sequential', level: 0.95, practical: { value: 0.07, relative: true } };

test('fractions are typed as percent, without noise', () => {
  expect(methodsDraft(saved)).toEqual({ inference: 'sequential', level: 95, practical: 7 });
  expect(changedMethods(methodsDraft(saved), saved)).toEqual({});
});

test('only what differs is sent, as the contract has it', () => {
  const draft = { inference: 'fixed', level: 99.9, practical: 0.5 } as const;
  const changes = changedMethods(draft, saved);
  expect(changes).toEqual({ inference: 'fixed', level: 0.999, practical: { value: 0.005, relative: true } });
  expect(methodsSchema.parse({ ...saved, ...changes })).toEqual(changes);
  expect(changedMethods({ ...methodsDraft(saved), level: 90 }, saved)).toEqual({ level: 0.9 });
});

test('faults are those of the contract', () => {
  const faulty = (some: object) => Object.keys(faultsOfMethods({ ...methodsDraft(saved), ...some }));
  expect(faulty({})).toEqual([]);
  expect(faulty({ level: null, practical: null })).toEqual(['level', 'practical']);
  for (const [level, practical] of [
    [49.9, 0],
    [50, 0],
    [99.9, 10_000],
    [99.95, 0],
    [95, -1],
    [95, 10_001],
  ] as const) {
    const draft = { inference: 'fixed', level, practical } as const;
    const fits = methodsSchema.safeParse({ ...saved, ...changedMethods(draft, saved) }).success;
    expect(Object.keys(faultsOfMethods(draft)).length === 0).toBe(fits);
  }
});
