import type { Counts, Methods, Practical } from '@dandelion-loop/contract';
import { texts } from '../../texts/four-numbers.ts';
import { readNumber, readWhole, writeNumber } from '../../ui/number-text.ts';

/** Counts while somebody types them, and what they are once they can be judged. */

export interface ArmDraft {
  /** Its own, whatever its place. */
  key: number;
  name: string;
  tried: string;
  succeeded: string;
  weight: string;
}

export interface CountsDraft {
  /** The first is the control. */
  arms: ArmDraft[];
  lowerIsBetter: boolean;
  practical: string;
  practicalIs: 'percent' | 'points';
  looked: boolean;
  plannedUnits: string;
  weighted: boolean;
  level: number;
  /** Of the test that is kept; empty: after its variations. */
  name: string;
}

export interface CountsPart {
  draft: CountsDraft;
  set: (part: Partial<CountsDraft>) => void;
  problems: ReadonlyMap<string, string>;
}

/** Where nobody planned a number; never the one that was reached. */
const usualPlannedUnits = 5000;
const most = 1e12;
export const mostArms = 20;

const newArm = (key: number): ArmDraft => ({
  key,
  name: String.fromCharCode(64 + key),
  tried: '',
  succeeded: '',
  weight: '',
});

export const emptyCounts: CountsDraft = {
  arms: [newArm(1), newArm(2)],
  lowerIsBetter: false,
  practical: '1',
  practicalIs: 'percent',
  looked: false,
  plannedUnits: '5000',
  weighted: false,
  level: 0.95,
  name: '',
};

/** Nothing typed yet; it is judged as the workspace does it, but by Bayes, which has no field here. */
export const newCounts = ({ inference, level, practical }: Methods): CountsDraft => ({
  ...emptyCounts,
  practical: writeNumber(practical.value * 100),
  looked: inference === 'sequential',
  level,
});

export function withArm(draft: CountsDraft): CountsDraft {
  const key = Math.max(...draft.arms.map((arm) => arm.key)) + 1;
  return { ...draft, arms: [...draft.arms, newArm(key)] };
}

export const withoutArm = (draft: CountsDraft, key: number): CountsDraft => ({
  ...draft,
  arms: draft.arms.filter((arm) => arm.key !== key),
});

/** Counts that were judged, to be changed. */
export function draftOfCounts({ variations, split, practical, ...counts }: Counts): CountsDraft {
  return {
    arms: variations.map(({ name, tried, succeeded }, at) => ({
      key: at + 1,
      name,
      tried: writeNumber(tried),
      succeeded: writeNumber(succeeded),
      weight: writeNumber(split?.[at] ?? null),
    })),
    lowerIsBetter: counts.lowerIsBetter,
    practical: writeNumber(practical.value * 100),
    practicalIs: practical.relative ? 'percent' : 'points',
    looked: counts.inference === 'sequential',
    plannedUnits: writeNumber(counts.plannedUnits),
    weighted: split !== null,
    level: counts.level,
    name: '',
  };
}

export function isCountsDraft(kept: unknown): kept is CountsDraft {
  const { arms, practical, name, level } = (kept ?? {}) as Partial<CountsDraft>;
  return (
    typeof level === 'number' &&
    typeof practical === 'string' &&
    typeof name === 'string' &&
    Array.isArray(arms) &&
    arms.length >= 2 &&
    arms.every((arm) => [arm.name, arm.tried, arm.succeeded, arm.weight].every((text) => typeof text === 'string'))
  );
}

interface ReadCounts {
  /** Null while something is missing or wrong. */
  counts: Counts | null;
  /** What is typed and wrong, by field: `1.tried`, `practical`. What is missing is no mistake yet. */
  problems: ReadonlyMap<string, string>;
  /** Fields that are still empty. */
  missing: readonly string[];
}

const wholeFrom = (text: string, least: number): number | null => {
  const value = readWhole(text);
  return value !== null && Number.isSafeInteger(value) && value >= least && value <= most ? value : null;
};

interface Reading {
  problem: (field: string, message: string) => void;
  missing: (field: string) => void;
}

function readArm(arm: ArmDraft, { problem, missing }: Reading): Counts['variations'][number] {
  const [tried, succeeded] = [wholeFrom(arm.tried, 1), wholeFrom(arm.succeeded, 0)];
  const at = (field: string) => `${arm.key}.${field}`;
  const tooMany = (text: string) => (readWhole(text) ?? 0) > most;
  if (arm.tried.trim() === '') missing(at('tried'));
  else if (readWhole(arm.tried) === 0) problem(at('tried'), texts.notTried);
  else if (tried === null) problem(at('tried'), tooMany(arm.tried) ? texts.tooMany : texts.notWhole);
  if (arm.succeeded.trim() === '') missing(at('succeeded'));
  else if (succeeded === null) problem(at('succeeded'), tooMany(arm.succeeded) ? texts.tooMany : texts.notWhole);
  else if (tried !== null && succeeded > tried) problem(at('succeeded'), texts.moreThanTried);
  if (arm.name.trim() === '') problem(at('name'), texts.nameMissing);
  return { name: arm.name.trim(), tried: tried ?? 1, succeeded: succeeded ?? 0 };
}

function readPractical({ practical, practicalIs }: CountsDraft, { problem }: Reading): Practical {
  const value = readNumber(practical.replace(/\s*%\s*$/, ''));
  const relative = practicalIs === 'percent';
  if (value === null || value < 0) problem('practical', texts.practicalBad);
  else if (!relative && value >= 100) problem('practical', texts.practicalTooLarge);
  return { value: (value ?? 0) / 100, relative };
}

function readSplit({ arms, weighted }: CountsDraft, { problem, missing }: Reading): number[] | null {
  if (!weighted) return null;
  return arms.map(({ key, weight }) => {
    const value = readNumber(weight.replace(/\s*%\s*$/, ''));
    if (weight.trim() === '') missing(`${key}.weight`);
    else if (value === null || value <= 0) problem(`${key}.weight`, texts.weightBad);
    return value ?? 1;
  });
}

/** What was typed as the counts of the contract, as soon as they can be judged. */
export function readCounts(draft: CountsDraft): ReadCounts {
  const problems = new Map<string, string>();
  const missing: string[] = [];
  const reading: Reading = {
    problem: (field, message) => problems.set(field, message),
    missing: (field) => missing.push(field),
  };
  const variations = draft.arms.map((arm) => readArm(arm, reading));
  for (const [at, { name }] of variations.entries()) {
    const twice = variations.slice(0, at).some((other) => other.name === name);
    if (name !== '' && twice) problems.set(`${draft.arms[at]!.key}.name`, texts.nameTwice);
  }
  const plannedUnits = wholeFrom(draft.plannedUnits, 2);
  if (draft.looked && plannedUnits === null) problems.set('plannedUnits', texts.plannedUnitsBad);
  const counts: Counts = {
    variations,
    split: readSplit(draft, reading),
    lowerIsBetter: draft.lowerIsBetter,
    practical: readPractical(draft, reading),
    inference: draft.looked ? 'sequential' : 'fixed',
    level: draft.level,
    plannedUnits: plannedUnits ?? usualPlannedUnits,
  };
  return { counts: problems.size === 0 && missing.length === 0 ? counts : null, problems, missing };
}

/** The name of the test while nobody gave it another one. */
export function nameOfCounts({ name, arms }: CountsDraft): string {
  const [control, variation] = arms;
  const usual = texts.usualName(variation?.name.trim() ?? '', control?.name.trim() ?? '');
  return name.trim() === '' ? usual.slice(0, 200) : name.trim();
}
