import { describe, expect, it } from 'vitest';
import { adapters, judge, ownCases, readSuite } from './suite.ts';

/** Every case that the product serves, under its own name. */

const served = readSuite(ownCases).flatMap(({ name, cases }) =>
  cases.filter(({ family }) => adapters.has(family)).map((given) => ({ ...given, file: name })),
);

/** Simulations of some seconds each; `npm run reference` runs them with the number of runs they name. */
const isSimulation = ({ provenance }: { provenance: string }) => provenance === 'Monte Carlo';

describe.each([...new Set(served.map(({ file }) => file))])('%s', (file) => {
  const here = served.filter((given) => given.file === file);
  it.each(here.filter((given) => !isSimulation(given)))('$id', (given) => {
    expect(judge(given)).toEqual({ outcome: 'passed' });
  });
  const simulations = here.filter(isSimulation);
  if (simulations.length > 0) {
    it.skip(`${simulations.length} simulations: too long here, npm run reference runs them`);
  }
});
