import { criticalZ, normalUpperQuantile } from '@dandelion-loop/stats';
import { type Economy, fewestUnits } from './value-tests.ts';

/** The cheapest test that would tell two sayings about one effect from each other. Pure. */

export interface TwoSayings {
  /** How far they are apart, in the value of the metric. */
  gap: number;
  /** Standard deviation of true effects between tests, in the value of the metric; 0 where the same test is asked once more. */
  between: number;
  /** Share of all units in which it can be tested, above 0 up to 1. */
  share: number;
  /** Smallest size of a test where weeks and tests cost nothing, in units; a test smaller than usual saves nobody anything then. */
  unitsOfTest: number;
}

export interface TellingTest {
  /** So many such tests are needed together. */
  tests: number;
  unitsPerVariation: number;
  /** Of one test. */
  units: number;
  /** Of all of them, one after the other. */
  days: number;
  /** Of all of them; 0 where nothing costs. */
  cost: number;
}

const falseAlarm = 0.05;
const power = 0.8;
const mostTests = 500;

function sized(tests: number, unitsPerVariation: number, share: number, economy: Economy): TellingTest {
  const units = 2 * unitsPerVariation;
  const days = Math.max(tests, Math.ceil(((tests * units) / (economy.unitsPerWeek * share)) * 7));
  const cost = tests * economy.costPerTest + (days / 7) * economy.costPerWeek;
  return { tests, unitsPerVariation, units, days, cost };
}

/**
 * Tests of two variations whose mean effect has a standard error with which a difference of `gap` is found with a power of 80% at
 * 5%, two-sided: gap / (z(97.5%) + z(80%)). One test has the variance 2 σ² / n + between²; where tests differ much, no size of a
 * single one is enough, and the mean of several is taken. Of all numbers of tests the one that costs least; where nothing costs,
 * the one that takes least units, in tests of the usual size or larger.
 *
 * @returns null where none would tell within the weeks that a decision counts
 */
export function tellingTest({ gap, between, share, unitsOfTest }: TwoSayings, economy: Economy): TellingTest | null {
  if (!(gap > 0 && economy.variance > 0 && economy.unitsPerWeek > 0 && share > 0)) return null;
  const needed = (gap / (criticalZ(1 - falseAlarm) + normalUpperQuantile(1 - power))) ** 2;
  const costs = economy.costPerTest > 0 || economy.costPerWeek > 0;
  const least = costs ? fewestUnits : Math.max(fewestUnits, Math.floor(unitsOfTest / 2));
  let best: TellingTest | null = null;
  for (let tests = 1; tests <= mostTests; tests++) {
    const left = tests * needed - between ** 2;
    if (left <= 0) continue;
    const unitsPerVariation = Math.max(least, Math.ceil((2 * economy.variance) / left));
    const found = sized(tests, unitsPerVariation, share, economy);
    if (found.days > economy.weeks * 7) continue;
    if (best === null || found.cost < best.cost || (found.cost === best.cost && found.days < best.days)) best = found;
    // More tests only add to it from here.
    if (unitsPerVariation === least) break;
  }
  return best;
}
