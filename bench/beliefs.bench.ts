import { scoreAll } from '../packages/server/src/features/beliefs/score-groups.ts';
import { median, report } from './measure.ts';

/** Scores of 10,000 forecasts of 20 members on 15 topics, with all that is told of each: no reading of a file. */
const size = 10_000;

/** Mulberry32: the same forecasts in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `places` of the probability: with two, equal ones are often met; with six, hardly ever. */
function forecasts(places: number) {
  const next = random(20_261_123);
  return Array.from({ length: size }, () => {
    const probability = Number(next().toFixed(places));
    const happened = next() < 0.5 + (probability - 0.5) * 0.7;
    return {
      probability,
      happened,
      member: `Member ${Math.floor(next() * 20)}`,
      topic: `Topic ${Math.floor(next() * 15)}`,
    };
  });
}

/** The machine may be busy with other things. */
function cpuMilliseconds(all: ReturnType<typeof forecasts>): number {
  const before = process.cpuUsage();
  scoreAll(all, []);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export async function run(): Promise<void> {
  for (const places of [2, 6]) {
    const all = forecasts(places);
    const first = cpuMilliseconds(all);
    const warm = Array.from({ length: 21 }, () => cpuMilliseconds(all));
    report({
      bench: 'beliefs: 10,000 forecasts scored',
      places,
      firstRunCpuMs: first,
      medianCpuMs: median(warm),
      budgetMs: 100,
    });
  }
}
