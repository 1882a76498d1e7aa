import type { Belief } from '@dandelion-loop/contract';

/** Numbers of an assumption that the interface works out from what the API gives. Pure. */

/** "65%"; what would round to a certainty that nobody stated keeps its distance. `probability` is from 0 to 1. */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded === 0 && probability > 0) return '<1%';
  if (rounded === 100 && probability < 1) return '>99%';
  return `${rounded}%`;
}

/** A probability as a frequency, which is easier to weigh: "7 in 10 turn out". */
export function frequency(probability: number): string {
  const hundredths = Math.round(probability * 100);
  if (probability === 0) return 'none turns out';
  if (probability === 1) return 'every one turns out';
  if (hundredths === 0) return 'fewer than 1 in 100 turn out';
  if (hundredths === 100) return 'more than 99 in 100 turn out';
  const [count, of] = hundredths % 10 === 0 ? [hundredths / 10, 10] : [hundredths, 100];
  return `${count} in ${of} ${count === 1 ? 'turns' : 'turn'} out`;
}

/** 1 for true, 0 for not true, null while it is not known or cannot be told. */
export const truthOf = ({ state }: Pick<Belief, 'state'>): 0 | 1 | null =>
  state === 'true' ? 1 : state === 'false' ? 0 : null;

/** Squared distance of one forecast to the truth, from 0 to 1. */
export const distanceOf = (probability: number, truth: 0 | 1): number => (probability - truth) ** 2;

/** All probabilities that may be seen, one's own among them. */
export const seenOf = ({ forecasts: { mine, others } }: Pick<Belief, 'forecasts'>): number[] => [
  ...(mine === null ? [] : [mine.probability]),
  ...(others ?? []).map(({ probability }) => probability),
];

/** Mean Brier score (1950) of all members' forecasts; null while it is not known or some are withheld. */
export function teamBrier(belief: Pick<Belief, 'state' | 'forecasts'>): number | null {
  const truth = truthOf(belief);
  const seen = seenOf(belief);
  if (truth === null || belief.forecasts.others === null || seen.length === 0) return null;
  return seen.reduce((sum, probability) => sum + distanceOf(probability, truth), 0) / seen.length;
}

/** Whether the team's mean was on the wrong side of one half. */
export function wasBackwards(belief: Pick<Belief, 'state' | 'forecasts'>): boolean {
  const truth = truthOf(belief);
  const { mean } = belief.forecasts;
  if (truth === null || mean === null) return false;
  return truth === 1 ? mean < 0.5 : mean > 0.5;
}
