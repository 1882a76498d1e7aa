import type { Learning } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { Library, type LibraryOptions } from './library.ts';
import type { LibraryTest } from './library-test.ts';
import { clicksOf, type InventedLibrary, inventLibrary, inventTest } from './test-library.ts';

const options: LibraryOptions = {
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true }, scale: null },
  ...{ now: '2015-06-01', attributes: [] },
};

const invented: InventedLibrary = {
  ...{ seed: 3, tests: 60, variations: 4, effects: [0.25, 0, -0.2, 0], between: 0.1, noise: 0.05 },
  ...{ present: 0.4, units: 4000, rate: 0.05 },
};

function answerOf(tests: readonly LibraryTest[], changes: Partial<LibraryOptions> = {}) {
  const library = new Library({ ...options, ...changes });
  library.update(tests);
  return library.answer();
}

/** Two variations, one with each of the levels. */
const pair = (
  id: string,
  levels: Record<string, [string, string]>,
  clicks = [40, 50],
  changes: Partial<LibraryTest> = {},
) => ({
  ...{ id, name: id, day: '2015-01-01', valid: true, suspect: false, scopes: {} },
  variations: [0, 1].map((at) => ({
    ...{ name: String(at), contents: new Map(), metrics: [clicksOf(1000, clicks[at]!)] },
    attributes: new Map(Object.entries(levels).map(([attribute, both]) => [attribute, both[at]!])),
  })),
  ...changes,
});

describe('a library', () => {
  test('finds what is there, with its sign', () => {
    const { learnings } = answerOf(inventLibrary(invented));
    const verdicts = Object.fromEntries(learnings.map(({ attribute, verdict }) => [attribute, verdict]));
    expect(verdicts).toMatchObject({ a000: 'raises', a002: 'lowers' });
    expect(verdicts.a001).not.toMatch(/raises|lowers/);
    const [first] = learnings;
    expect(first!.effect).toBeGreaterThan(0.15);
    expect(first!.effect).toBeLessThan(0.35);
    expect(first!.predictionLow!).toBeLessThan(first!.low);
    expect(first!.withAll.tests).toBeGreaterThan(first!.tests);
    expect(first!.sentence).toContain('present instead of absent raises “clicks”');
  });

  test('after any updates is to the last digit what a new one of the same tests would be', () => {
    const library = new Library(options);
    const tests = inventLibrary(invented);
    library.update(tests.slice(0, 40));
    library.answer();
    library.update(tests.slice(30));
    library.update([inventTest({ ...invented, seed: 9 }, 7)]);
    library.answer();
    library.update([tests[7]!, { ...tests[8]!, valid: false, suspect: true }]);
    library.remove('t20');
    const now = tests
      .filter(({ id }) => id !== 't20')
      .map((one) => (one.id === 't8' ? { ...one, valid: false, suspect: true } : one));
    const anew = new Library(options);
    anew.update(now.toReversed());
    expect(library.answer()).toEqual(anew.answer());
    const [{ id }] = library.answer().learnings as [Learning];
    expect(library.carriers(id)).toEqual(anew.carriers(id));
  });

  test('compares anew when the most common level becomes another', () => {
    const tests = ['x', 'y', 'z'].map((id) => pair(id, { tone: ['calm', 'loud'] }));
    const library = new Library(options);
    library.update(tests);
    expect(library.answer().learnings[0]).toMatchObject({ level: 'loud', reference: 'calm' });
    library.update([pair('more', { tone: ['loud', 'loud'] })]);
    const [learning] = library.answer().learnings;
    expect(learning).toMatchObject({ level: 'calm', reference: 'loud', tests: 3 });
    expect(learning!.effect).toBeLessThan(0);
  });

  test('traces a learning to its tests, whose weights add up and give the effect', () => {
    const library = new Library(options);
    library.update(inventLibrary(invented));
    const [learning] = library.answer().learnings;
    const carriers = library.carriers(learning!.id)!;
    const believed = carriers.filter((carrier) => carrier.believed);
    expect(believed).toHaveLength(learning!.tests);
    expect(carriers.length).toBe(learning!.withAll.tests);
    expect(believed.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(carriers.reduce((sum, { weight, effect }) => sum + weight * effect, 0)).toBeCloseTo(learning!.effect, 8);
    expect(library.carriers('none')).toBeNull();
  });

  test('says what cannot be estimated, and why', () => {
    const { learnings, notEstimable } = answerOf(
      [
        pair('1', {
          same: ['b', 'b'],
          twin: ['absent', 'present'],
          other: ['absent', 'present'],
          free: ['absent', 'present'],
        }),
        pair('2', {
          same: ['c', 'c'],
          twin: ['absent', 'present'],
          other: ['absent', 'present'],
          free: ['present', 'absent'],
        }),
        pair('3', { broken: ['absent', 'present'] }, [40, 50], { valid: false }),
        pair('4', { silent: ['absent', 'present'] }, [0, 0]),
      ],
      { attributes: [{ id: 'nowhere', column: 'nowhere', coder: null }] },
    );
    const codes = Object.fromEntries(
      notEstimable.map(({ attribute, code, confoundedWith }) => [attribute, [code, ...confoundedWith]]),
    );
    expect(codes).toEqual({
      nowhere: ['unknown'],
      same: ['constant'],
      twin: ['confounded', 'other'],
      other: ['confounded', 'twin'],
      broken: ['left-out'],
      silent: ['no-events'],
    });
    expect(learnings.map(({ attribute }) => attribute)).toEqual(['free']);
  });

  test('makes no prediction of one test, and says so', () => {
    const [learning] = answerOf([pair('1', { tone: ['absent', 'present'] }, [40, 90])]).learnings;
    expect(learning).toMatchObject({ tests: 1, verdict: 'too-few', predictionLow: null, tau2: null, nextAgrees: null });
    expect(learning!.reasons.predictionLow).toBe('a prediction needs three tests, and one carries it.');
    expect(learning!.testsNeeded).toBeGreaterThan(1);
  });

  test('names the test that contradicts the others, and the scope', () => {
    const tests = Array.from({ length: 30 }, (_, i) =>
      pair(`t${i}`, { tone: ['absent', 'present'] }, [400 + (i % 5), 500 - (i % 7)], {
        scopes: { channel: i < 15 ? 'mail' : 'web' },
      }),
    );
    const odd = [...tests.slice(1), pair('odd', { tone: ['absent', 'present'] }, [600, 300])];
    const [learning] = answerOf(odd).learnings;
    expect(learning!.contradictions).toEqual([expect.objectContaining({ kind: 'test', test: 'odd' })]);
    expect(learning!.contradictions[0]!.sentence).toContain('the other way');
    const split = tests.map((one, i) =>
      i < 15 ? one : pair(one.id, { tone: ['absent', 'present'] }, [500, 410], { scopes: { channel: 'web' } }),
    );
    const [differs] = answerOf(split).learnings;
    expect(differs!.contradictions.map((found) => found.kind === 'scope' && found.value)).toEqual(['mail', 'web']);
    expect(answerOf(tests).learnings[0]!.contradictions).toEqual([]);
  });

  test('grows stale after a year', () => {
    const tests = ['x', 'y', 'z'].map((id) => pair(id, { tone: ['absent', 'present'] }));
    expect(answerOf(tests).learnings[0]).toMatchObject({ age: 151, stale: false });
    expect(answerOf(tests, { now: '2016-06-01' }).learnings[0]).toMatchObject({ stale: true });
  });

  test('sees an effect that fades', () => {
    const tests = Array.from({ length: 40 }, (_, i) =>
      pair(`t${i}`, { tone: ['absent', 'present'] }, [500, 700 - 8 * i], {
        day: new Date(Date.UTC(2013, 0, 1 + 20 * i)).toISOString().slice(0, 10),
      }),
    );
    const [learning] = answerOf(tests).learnings;
    expect(learning!.drift!.perYear).toBeLessThan(0);
    expect(learning!.drift!.adjustedPValue).toBeLessThan(0.001);
    expect(learning).toMatchObject({ stale: true });
  });
});
