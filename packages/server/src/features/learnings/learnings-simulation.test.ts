import { expect, test } from 'vitest';
import { foretell } from './foretell.ts';
import { Library } from './library.ts';
import { learnPrior } from './priors.ts';
import { inventLibrary } from './test-library.ts';

const options = {
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true }, scale: null },
  ...{ now: '2015-06-01', attributes: [] },
};

const real = 20;
const attributes = 500;

/** Whole libraries from counts to verdicts: 500 attributes of which 20 do something. */
function discoveries(seed: number) {
  const library = new Library(options);
  library.update(
    inventLibrary({
      ...{ seed, tests: 80, variations: 6, between: 0.01, noise: 0.05, present: 0.4, units: 3000, rate: 0.05 },
      effects: Array.from({ length: attributes }, (_, i) => (i < real ? 0.2 : 0)),
    }),
  );
  const { learnings } = library.answer();
  const found = learnings.filter(({ verdict }) => verdict === 'raises' || verdict === 'lowers');
  const right = found.filter(({ attribute }) => Number(attribute.slice(1)) < real).length;
  const covering = learnings.filter(({ attribute, low, high }) => {
    const truth = Number(attribute.slice(1)) < real ? 0.2 : 0;
    return low <= truth && truth <= high;
  }).length;
  return { false: found.length - right, right, found: found.length, covering, all: learnings.length };
}

test('the share of false learnings stays within 5%, and intervals hold', { timeout: 120_000 }, () => {
  const runs = Array.from({ length: 12 }, (_, i) => discoveries(100 + i));
  const shares = runs.map((run) => run.false / Math.max(1, run.found));
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  const spread = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1));
  expect(mean).toBeLessThan(0.05 + (2 * spread) / Math.sqrt(shares.length));
  // A procedure that finds nothing has no false findings either.
  expect(runs.reduce((sum, { right }) => sum + right, 0) / (runs.length * real)).toBeGreaterThan(0.5);
  const covering = runs.reduce((sum, run) => sum + run.covering, 0) / runs.reduce((sum, run) => sum + run.all, 0);
  expect(covering).toBeGreaterThan(0.935);
});

test('learnings and priors foretell what they have not seen', { timeout: 60_000 }, () => {
  const tests = inventLibrary({
    ...{ seed: 5, tests: 300, variations: 4, between: 0.1, noise: 0.1, present: 0.4, units: 3000, rate: 0.02 },
    effects: [0.3, 0.2, 0],
  });
  const library = new Library(options);
  library.update(tests);
  const told = foretell(library.answer().learnings, (id) => library.carriers(id), 0.95)!;
  expect(told.errorRatio).toBeLessThan(0.95);
  expect(told.covered).toBeGreaterThan(0.93);
  expect(told.covered).toBeLessThan(0.975);

  const prior = learnPrior(tests, { metric: 'clicks', lowerIsBetter: false, level: 0.95 })!;
  expect(prior.heldOut!.errorRatio).toBeLessThan(0.9);
  // The best of four looks better than it is; shrunken it hardly does.
  expect(prior.heldOut!.rawWinnersOver).toBeGreaterThan(0.05);
  expect(Math.abs(prior.heldOut!.shrunkenWinnersOver)).toBeLessThan(prior.heldOut!.rawWinnersOver / 4);
  expect(prior.winnersShrink!).toBeGreaterThan(0.1);
  expect(prior.winnersShrink!).toBeLessThan(0.9);
});

test('of tests whose variations are all alike the prior expects nothing', () => {
  const alike = inventLibrary({
    ...{
      seed: 8,
      tests: 200,
      variations: 3,
      effects: [0],
      between: 0,
      noise: 0,
      present: 0.5,
      units: 2000,
      rate: 0.05,
    },
  });
  const prior = learnPrior(alike, { metric: 'clicks', lowerIsBetter: false, level: 0.95 })!;
  expect(prior.sd).toBeLessThan(0.04);
  expect(prior.winnersShrink!).toBeGreaterThan(0.8);
  expect(learnPrior(alike.slice(0, 5), { metric: 'clicks', lowerIsBetter: false, level: 0.95 })).toBeNull();
});
