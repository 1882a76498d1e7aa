/** A network that works when all components of at least one of its paths do. */
export interface PathSets {
  /** Probability that each component works. */
  p: readonly number[];
  /** Components of each minimal path, counted from 0. */
  paths: readonly (readonly number[])[];
}

type Path = readonly number[];

/** The component on most paths: deciding it leaves least. */
function pivotOf(paths: readonly Path[]): number {
  const seen = new Map<number, number>();
  for (const component of paths.flat()) seen.set(component, (seen.get(component) ?? 0) + 1);
  return [...seen].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function reliabilityOf(p: readonly number[], paths: readonly Path[], known: Map<string, number>): number {
  if (paths.length === 0) return 0;
  if (paths.some((path) => path.length === 0)) return 1;
  const key = paths.map((path) => path.join(' ')).join('|');
  const before = known.get(key);
  if (before !== undefined) return before;
  const pivot = pivotOf(paths);
  const chance = p[pivot]!;
  const works = paths.map((path) => path.filter((component) => component !== pivot));
  const fails = paths.filter((path) => !path.includes(pivot));
  const whenWorks = chance > 0 ? chance * reliabilityOf(p, works, known) : 0;
  const reliability = whenWorks + (chance < 1 ? (1 - chance) * reliabilityOf(p, fails, known) : 0);
  known.set(key, reliability);
  return reliability;
}

/**
 * Reliability of a network from its path sets by factoring: decide one component after the other (Barlow & Proschan 1975). Exact;
 * the work can double with each component, so it is for some dozens of them.
 *
 * @returns reliability, and Birnbaum importance of each component: P(network | it works) − P(network | it fails)
 * @throws RangeError when a path names a component without a probability
 */
export function pathSetReliability({ p, paths }: PathSets): { reliability: number; birnbaum: number[] } {
  const sets = paths.map((path) => [...new Set(path)].sort((a, b) => a - b));
  for (const component of sets.flat()) {
    if (!(p[component]! >= 0 && p[component]! <= 1)) {
      throw new RangeError(`component ${component} needs a probability, got ${p[component]}.`);
    }
  }
  const given = (component: number, chance: number) =>
    reliabilityOf(
      p.map((one, i) => (i === component ? chance : one)),
      sets,
      new Map(),
    );
  return {
    reliability: reliabilityOf(p, sets, new Map()),
    birnbaum: p.map((_, component) => given(component, 1) - given(component, 0)),
  };
}
