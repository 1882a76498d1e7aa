import { scoresFor } from '../packages/server/src/features/beliefs/read-scores.ts';
import { scoreAll } from '../packages/server/src/features/beliefs/score-groups.ts';
import { median, report } from './measure.ts';

/** Scores of 10,000 forecasts of 20 members on 15 topics, with all that is told of each: no reading of a file or a table. */
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
function cpuMilliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure(bench: string, facts: object, work: () => unknown): void {
  const first = cpuMilliseconds(work);
  const warm = Array.from({ length: 21 }, () => cpuMilliseconds(work));
  report({ bench, ...facts, firstRunCpuMs: first, medianCpuMs: median(warm), budgetMs: 100 });
}

export async function run(): Promise<void> {
  for (const places of [2, 6]) {
    const all = forecasts(places);
    measure('beliefs: 10,000 forecasts of a file scored', { places }, () => scoreAll(all, []));
  }
  const roles = ['marketer', 'analyst', 'reader'] as const;
  const register = forecasts(2).map(({ probability, happened, member, topic }, at) => {
    const shares = at % 2 === 0;
    return {
      memberId: member,
      role: roles[at % 3]!,
      probability,
      topic,
      name: member,
      happened,
      shares,
      known: shares,
    };
  });
  measure('beliefs: 10,000 assumptions of the register scored', {}, () => scoresFor('Member 1', register));
}
