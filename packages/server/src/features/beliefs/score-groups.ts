import type { BeliefScore, BeliefScores } from '@dandelion-loop/contract';
import { type Discrimination, type Forecast, poolEffects, shrink, shrinkMeans } from '@dandelion-loop/stats';
import { groupBy } from '../../kernel/group-by.ts';
import type { ScoredForecast } from './forecast-cells.ts';
import { scoreForecasts, scoreWhole } from './score-forecasts.ts';

/** Scores of members, topics and roles, which can be small. Pure. */

const level = 0.95;

const squared = ({ probability, happened }: Forecast): number => (probability - (happened ? 1 : 0)) ** 2;

function brierMoments(forecasts: readonly Forecast[]) {
  const n = forecasts.length;
  const squares = Float64Array.from(forecasts, squared);
  const mean = squares.reduce((sum, one) => sum + one, 0) / n;
  const spread = squares.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? 0 : spread / (n - 1) };
}

const alone = 'There is nothing to draw it towards: it is the only one of its kind.';

/** The AUC of each, drawn towards their mean by their standard errors. */
function shrunkenAucs(told: readonly (Discrimination | null)[]): (number | null)[] {
  const effects = told.map((one) => (one === null ? null : { effect: one.auc, variance: one.standardError ** 2 }));
  const pool = poolEffects(
    effects.filter((one) => one !== null),
    { level, interval: 'normal' },
  );
  return effects.map((one) => (one === null || pool === null ? null : shrink(one, pool).mean));
}

/** Each set with its score, in the order given. `who` is of the sentence. */
export function scoreSets<Key extends object>(
  sets: readonly { key: Key; who: string | null; forecasts: readonly Forecast[] }[],
): (BeliefScore & Key)[] {
  const scored = sets.map(({ forecasts, who }) => scoreWhole(forecasts, who));
  const briers = shrinkMeans(
    sets.map(({ forecasts }) => brierMoments(forecasts)),
    level,
  );
  const aucs = shrunkenAucs(scored.map(({ told }) => told));
  return scored.map(({ score }, at) => {
    const several = sets.length > 1;
    const shrunkenBrier = several ? (briers?.groups[at]?.mean ?? null) : null;
    const shrunkenDiscrimination = several ? (aucs[at] ?? null) : null;
    const { shrunkenBrier: _, shrunkenDiscrimination: __, ...reasons } = score.reasons;
    return {
      ...sets[at]!.key,
      ...{ ...score, shrunkenBrier, shrunkenDiscrimination },
      reasons: {
        ...reasons,
        ...(shrunkenBrier === null
          ? { shrunkenBrier: several ? 'Everybody has one forecast: nothing says how much of it is chance.' : alone }
          : {}),
        ...(shrunkenDiscrimination === null
          ? { shrunkenDiscrimination: several ? (reasons.discrimination ?? alone) : alone }
          : {}),
      },
    };
  });
}

/** Their sets by a name, in the order of the alphabet: never by score. */
export function setsBy<Of>(forecasts: readonly Of[], nameOf: (forecast: Of) => string | null): [string, Of[]][] {
  const named = forecasts.filter((one) => nameOf(one) !== null);
  const byName = groupBy(named, (one) => nameOf(one)!);
  return [...byName].sort(([a], [b]) => a.localeCompare(b, 'en') || (a < b ? -1 : 1));
}

/** Many different numbers, few of each: then equal forecasts are hardly ever met. */
function fewRepeat(forecasts: readonly Forecast[]): string[] {
  const different = new Set(forecasts.map(({ probability }) => probability)).size;
  if (forecasts.length < 20 || different * 3 < forecasts.length) return [];
  return [
    'Reliability and resolution compare equal forecasts, and few of these are equal: both are large by chance. Read the calibration instead.',
  ];
}

/** Of a file: all together, each member and each topic. */
export function scoreAll(forecasts: readonly ScoredForecast[], notes: readonly string[]): BeliefScores {
  const overall = scoreForecasts(forecasts, null);
  const members = setsBy(forecasts, ({ member }) => member);
  const topics = setsBy(forecasts, ({ topic }) => topic);
  const clipped = overall.clipped === 0 ? [] : [clippedNote(overall.clipped)];
  return {
    schema: 1,
    overall,
    members: scoreSets(members.map(([member, set]) => ({ key: { member }, who: member, forecasts: set }))),
    topics: scoreSets(topics.map(([topic, set]) => ({ key: { topic }, who: null, forecasts: set }))),
    notes: [...notes, ...clipped, ...fewRepeat(forecasts)],
  };
}

export const clippedNote = (clipped: number): string =>
  `${clipped === 1 ? '1 forecast was' : `${clipped} forecasts were`} sure of what then did not come true; without a bound the log score would be infinite. One in a million is the bound.`;
