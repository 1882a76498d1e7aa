import type { Methods } from '@dandelion-loop/contract';
import { texts } from '../../texts/settings.ts';

/** The methods as people type them: percent instead of fractions. */

export interface MethodsDraft {
  inference: Methods['inference'];
  /** Percent; null: no number was typed. */
  level: number | null;
  practical: number | null;
}

/** 0.07 is 7%, not 7.000000000000001%. */
const percentOf = (fraction: number): number => Number((fraction * 100).toPrecision(12));
const fractionOf = (percent: number): number => Number((percent / 100).toPrecision(12));

export const methodsDraft = ({ inference, level, practical }: Methods): MethodsDraft => ({
  inference,
  level: percentOf(level),
  practical: percentOf(practical.value),
});

export interface MethodsFaults {
  level?: string;
  practical?: string;
}

export function faultsOfMethods({ level, practical }: MethodsDraft): MethodsFaults {
  return {
    ...((level === null || level < 50 || level > 99.9) && { level: texts.levelBad }),
    ...((practical === null || practical < 0 || practical > 10_000) && { practical: texts.practicalBad }),
  };
}

/** What differs from what is saved; of a draft without faults. */
export function changedMethods({ inference, level, practical }: MethodsDraft, saved: Methods): Partial<Methods> {
  const wanted = fractionOf(level ?? 0);
  const value = fractionOf(practical ?? 0);
  return {
    ...(inference !== saved.inference && { inference }),
    ...(wanted !== saved.level && { level: wanted }),
    ...(value !== saved.practical.value && { practical: { value, relative: true as const } }),
  };
}
