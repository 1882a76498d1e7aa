import { Library } from '../packages/server/src/features/learnings/index.ts';
import {
  type InventedLibrary,
  inventLibrary,
  inventTest,
} from '../packages/server/src/features/learnings/test-library.ts';
import { median, report } from './measure.ts';

/** A library of the size of the headline sample, 100 attributes that each vary in nearly every test: the densest case. */
const invented: InventedLibrary = {
  ...{ seed: 1, tests: 4873, variations: 5, between: 0.05, noise: 0.1, present: 0.3, units: 3500, rate: 0.015 },
  effects: Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 0.05 : 0)),
};

const options = {
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true }, scale: null },
  ...{ now: '2015-06-01', attributes: [] },
};

/** CPU time, so that what else the machine does counts little. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export async function run(): Promise<void> {
  // 22,666 variations: the last test has as many as are left.
  const tests = inventLibrary(invented).slice(0, 4533);
  tests.push({ ...tests[0]!, id: 'last', variations: tests[0]!.variations.slice(0, 1) });
  const variations = tests.reduce((sum, test) => sum + test.variations.length, 0);
  const whole: number[] = [];
  let library = new Library(options);
  for (let i = 0; i < 3; i++) {
    library = new Library(options);
    whole.push(
      seconds(() => {
        library.update(tests);
        library.answer();
      }),
    );
  }
  report({
    bench: 'learnings: all recomputed',
    variations,
    attributes: 100,
    firstCpuSeconds: whole[0],
    medianCpuSeconds: median(whole),
    budgetSeconds: 5,
  });
  const one = Array.from({ length: 5 }, (_, i) =>
    seconds(() => {
      library.update([inventTest(invented, 10_000 + i)]);
      library.answer();
    }),
  );
  report({
    bench: 'learnings: one test more',
    firstCpuMs: one[0]! * 1000,
    medianCpuMs: median(one) * 1000,
    budgetMs: 200,
  });
}
