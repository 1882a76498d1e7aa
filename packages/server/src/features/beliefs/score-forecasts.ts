import type { BeliefScore, CalibrationRow } from '@dandelion-loop/contract';
import {
  brierScore,
  type Discrimination,
  discrimination,
  type Forecast,
  logScore,
  type NoRecalibration,
  recalibration,
  wilsonInterval,
} from '@dandelion-loop/stats';
import { scoreSentence } from './score-sentence.ts';

/** How well a set of forecasts did. Pure. */

const level = 0.95;
const bands = 10;

/** 0.3 is in the band that begins with it, although ten times 0.3 need not be 3 in a computer. */
const bandOf = (probability: number): number => Math.min(bands - 1, Math.floor(probability * bands + 1e-9));

/** As distances from the first: the mean of equal numbers is that number to the last digit. */
function meanOf(forecasts: readonly Forecast[]): number {
  const first = forecasts[0]!.probability;
  const distance = forecasts.reduce((sum, { probability }) => sum + (probability - first), 0);
  return Math.min(1, Math.max(0, first + distance / forecasts.length));
}

function calibrationOf(forecasts: readonly Forecast[]): CalibrationRow[] {
  const sets = Array.from({ length: bands }, (): Forecast[] => []);
  for (const forecast of forecasts) sets[bandOf(forecast.probability)]!.push(forecast);
  return sets.flatMap((set, at) => {
    const n = set.length;
    if (n === 0) return [];
    const successes = set.filter(({ happened }) => happened).length;
    const row = { from: at / bands, to: (at + 1) / bands, n, meanForecast: meanOf(set), observed: successes / n };
    return [{ ...row, ...wilsonInterval({ successes, n }, level) }];
  });
}

const oneOutcome = (rate: number): string =>
  rate === 1
    ? 'All of it happened: there is nothing to tell it from.'
    : 'None of it happened: there is nothing to tell it from.';

const noLine: Record<Exclude<NoRecalibration, 'one-outcome'>, string> = {
  'no-forecasts': 'No forecast has an outcome yet.',
  'one-probability': 'All forecasts are the same number, so there is no slope.',
  separated:
    'One number parts all that happened from all that did not, so no slope fits best. More forecasts will tell.',
};

function emptyScore(): BeliefScore {
  const fields = [
    ...['meanForecast', 'observed', 'brier', 'reliability', 'resolution', 'uncertainty', 'skill', 'logScore'],
    ...['intercept', 'slope', 'discrimination', 'discriminationLow', 'discriminationHigh'],
    ...['shrunkenBrier', 'shrunkenDiscrimination'],
  ] as const;
  return {
    ...{ n: 0, clipped: 0, calibration: [], sentence: noLine['no-forecasts'] },
    ...(Object.fromEntries(fields.map((field) => [field, null])) as Record<(typeof fields)[number], null>),
    reasons: Object.fromEntries(fields.map((field) => [field, noLine['no-forecasts']])),
  };
}

const notShrunk = 'Only members, topics and roles are drawn towards the mean of their kind.';

export const scoreForecasts = (forecasts: readonly Forecast[], who: string | null): BeliefScore =>
  scoreWhole(forecasts, who).score;

/**
 * The score, and the discrimination with its standard error, by which several are drawn together.
 *
 * @param who of the sentence: "you", a name, or null for all together
 */
export function scoreWhole(
  given: readonly Forecast[],
  who: string | null,
): { score: BeliefScore; told: Discrimination | null } {
  // Rows of a file and of the register have other fields beside these. Objects of one shape are read several times as fast.
  const forecasts = given.map(({ probability, happened }) => ({ probability, happened }));
  const parts = brierScore(forecasts);
  if (parts === null) return { score: emptyScore(), told: null };
  const { n, groups: _, ...brier } = parts;
  const logs = logScore(forecasts)!;
  const told = discrimination(forecasts, level);
  const line = recalibration(forecasts);
  const observed = forecasts.filter(({ happened }) => happened).length / n;
  const meanForecast = meanOf(forecasts);
  const calibration = calibrationOf(forecasts);
  const same = oneOutcome(observed);
  const why = line.reason === null ? null : line.reason === 'one-outcome' ? same : noLine[line.reason];
  const score: BeliefScore = {
    ...{ n, meanForecast, observed, ...brier },
    ...{ logScore: logs.mean, clipped: logs.clipped, calibration, intercept: line.intercept, slope: line.slope },
    ...{
      discrimination: told?.auc ?? null,
      discriminationLow: told?.low ?? null,
      discriminationHigh: told?.high ?? null,
    },
    ...{ shrunkenBrier: null, shrunkenDiscrimination: null },
    sentence: scoreSentence(who, { n, meanForecast, observed, calibration }),
    reasons: {
      ...(brier.skill === null ? { skill: same } : {}),
      ...(why === null ? {} : { intercept: why, slope: why }),
      ...(told === null ? { discrimination: same, discriminationLow: same, discriminationHigh: same } : {}),
      ...{ shrunkenBrier: notShrunk, shrunkenDiscrimination: notShrunk },
    },
  };
  return { score, told };
}
