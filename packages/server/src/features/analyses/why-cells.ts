import type { Why } from '@dandelion-loop/contract';
import { combineJointMoments, type FactorialCell, type JointMoments } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import type { LevelArm } from './arms.sql.ts';
import { adjustGroups, estimateGroup } from './estimate.ts';
import { inLevelOrder, similarLevels } from './level-names.ts';
import type { MetricPlan } from './request.ts';

/** From groups of units to the cells of a factorial analysis: what is coded wrongly is said, and left out. Pure. */

/** More levels than this and the column is a text or an id. */
const mostLevels = 50;

/** All units of one test with the same levels. */
interface LevelCell {
  levels: readonly string[];
  variations: readonly string[];
  units: number;
  /** In the order of the metrics. */
  metrics: readonly JointMoments[];
}

export interface LevelCells {
  attributes: Why['attributes'];
  cells: readonly LevelCell[];
  notes: string[];
}

interface CellsInput {
  names: readonly string[];
  plans: readonly MetricPlan[];
  control: string | null;
}

const quoted = (name: string) => `“${name}”`;
const listed = (names: readonly string[]) => names.map(quoted).join(', ');

/** Of rows that hold many units, those of the largest denominator. */
const unitsOf = ({ units, metrics }: LevelArm, plans: readonly MetricPlan[]): number =>
  plans.some(({ aggregated }) => aggregated) ? Math.max(...metrics.map(({ moments }) => moments.n)) : units;

type Counts = Map<string, number>;

/** Units of each level of one attribute, by variation; blank cells do not count. */
function levelsByVariation(arms: readonly LevelArm[], at: number, plans: readonly MetricPlan[]): Map<string, Counts> {
  const found = new Map<string, Counts>();
  for (const arm of arms) {
    const counts = found.get(arm.variation) ?? new Map();
    found.set(arm.variation, counts);
    const level = arm.levels[at]!;
    if (level !== '') counts.set(level, (counts.get(level) ?? 0) + unitsOf(arm, plans));
  }
  return found;
}

interface Coded {
  /** The level of each variation; null where an attribute cannot be used at all. */
  levels: Map<string, string> | null;
  notes: string[];
}

/** One level for each variation, or a sentence why not. */
function codedLevels(name: string, byVariation: Map<string, Counts>): Coded {
  const contradictory = [...byVariation].find(([, counts]) => counts.size > 1);
  if (contradictory) {
    const [variation, counts] = contradictory;
    const seen = [...counts].slice(0, 3).map(([level, units]) => `${quoted(level)} for ${numbers.count(units)} units`);
    const more = counts.size > 3 ? ` and ${numbers.count(counts.size - 3)} more` : '';
    return {
      levels: null,
      notes: [
        `${quoted(name)} was left out: variation ${quoted(variation)} has ${seen.join(', ')}${more}, and a variation has one level of an attribute. Correct the column; if it was randomised by itself, let the combinations of the attributes be the variations.`,
      ],
    };
  }
  const levels = new Map(
    [...byVariation].flatMap(([variation, counts]) => [...counts.keys()].map((level) => [variation, level] as const)),
  );
  const different = new Set(levels.values()).size;
  if (different > mostLevels) {
    return {
      levels: null,
      notes: [
        `${quoted(name)} was left out: it has ${numbers.count(different)} levels, at most ${mostLevels} can be told apart. Group them, or code what they have in common.`,
      ],
    };
  }
  if (levels.size === 0)
    return {
      levels: null,
      notes: [`${quoted(name)} is empty in every variation, so this test says nothing about it.`],
    };
  const blank = [...byVariation.keys()].filter((variation) => !levels.has(variation));
  const notes =
    blank.length === 0
      ? []
      : [
          `${listed(blank.slice(0, 5))} ${blank.length === 1 ? 'has' : 'have'} no level of ${quoted(name)} and ${blank.length === 1 ? 'is' : 'are'} left out of its effects.`,
        ];
  return { levels, notes };
}

function similarNotes(name: string, levels: readonly string[]): string[] {
  return similarLevels(levels)
    .slice(0, 5)
    .map(
      ([a, b]) =>
        `${quoted(a)} and ${quoted(b)} are two levels of ${quoted(name)}. If one is a slip for the other, correct it: as it stands each counts for itself.`,
    );
}

function combinations(
  arms: readonly LevelArm[],
  levelsOf: readonly Map<string, string>[],
  plans: readonly MetricPlan[],
): LevelCell[] {
  const groups = new Map<string, { levels: string[]; arms: LevelArm[] }>();
  for (const arm of arms) {
    const levels = levelsOf.flatMap((of) => of.get(arm.variation) ?? []);
    if (levels.length < levelsOf.length) continue;
    const key = JSON.stringify(levels);
    const group = groups.get(key);
    if (group) group.arms.push(arm);
    else groups.set(key, { levels, arms: [arm] });
  }
  return [...groups.values()].map(({ levels, arms: members }) => ({
    levels,
    variations: [...new Set(members.map(({ variation }) => variation))],
    units: members.reduce((sum, arm) => sum + unitsOf(arm, plans), 0),
    metrics: plans.map((_, i) => combineJointMoments(members.map(({ metrics }) => metrics[i]!.moments))),
  }));
}

function sharedNotes(cells: readonly LevelCell[]): string[] {
  const shared = cells.filter(({ variations }) => variations.length > 1);
  if (shared.length === 0) return [];
  const [first] = shared;
  return [
    `${listed(first!.variations.slice(0, 5))} have the same levels and were put together${shared.length > 1 ? `, as were those of ${numbers.counted(shared.length - 1, 'more combination')}` : ''}: what else differs between them is not looked at here.`,
  ];
}

/**
 * The cells of one test by the levels of the attributes that can be used; the levels in order, what they are compared with
 * first. A blank cell says nothing: the other rows of the variation do, and a variation without any level is left out.
 */
export function levelCells(arms: readonly LevelArm[], { names, plans, control }: CellsInput): LevelCells {
  const coded = names.map((name, at) => ({ name, ...codedLevels(name, levelsByVariation(arms, at, plans)) }));
  const usable = coded.flatMap(({ name, levels }) => (levels === null ? [] : [{ name, levels }]));
  const cells =
    usable.length === 0
      ? []
      : combinations(
          arms,
          usable.map(({ levels }) => levels),
          plans,
        );
  const attributes = usable.map(({ name, levels: byVariation }, at) => {
    const units = new Map<string, number>();
    for (const cell of cells) units.set(cell.levels[at]!, (units.get(cell.levels[at]!) ?? 0) + cell.units);
    const levels = inLevelOrder([...units.keys()], byVariation.get(control ?? '') ?? null);
    return {
      name,
      reference: levels.length > 1 ? levels[0]! : null,
      levels: levels.map((level) => ({ name: level, units: units.get(level)! })),
    };
  });
  const constant = attributes.flatMap(({ name, levels }) =>
    levels.length === 1
      ? [
          `${quoted(name)} is ${quoted(levels[0]!.name)} in every variation, so what it does cannot be told from this test. That is not the same as no effect.`,
        ]
      : [],
  );
  const similar = attributes.flatMap(({ name, levels }) =>
    similarNotes(
      name,
      levels.map((level) => level.name),
    ),
  );
  return {
    attributes,
    cells,
    notes: [...coded.flatMap(({ notes }) => notes), ...constant, ...similar, ...sharedNotes(cells)],
  };
}

/** What the factorial analysis takes of the cells for one metric: adjusted for its covariate where it has one. */
export function factorialInput(plan: MetricPlan, metric: number, { cells, attributes }: LevelCells): FactorialCell[] {
  const groups = cells.map((cell) => estimateGroup(plan, cell.metrics[metric]!));
  const adjusted = plan.covariate === null ? null : adjustGroups(groups);
  return cells.map((cell, i) => {
    const { n, value, counts, moments: plain } = groups[i]!;
    const levels = cell.levels.map((level, at) => attributes[at]!.levels.findIndex(({ name }) => name === level));
    if (counts !== null && adjusted === null) {
      const mean = value ?? Number.NaN;
      return {
        levels,
        units: n,
        mean,
        varianceOfMean: n === 0 ? null : (mean * (1 - mean)) / n,
        successes: counts.successes,
      };
    }
    const moments = adjusted?.groups[i] ?? plain;
    if (moments === null) return { levels, units: 0, mean: Number.NaN, varianceOfMean: null };
    return {
      levels,
      units: moments.n,
      mean: moments.mean,
      varianceOfMean: moments.n < 2 ? null : moments.variance / moments.n,
    };
  });
}
