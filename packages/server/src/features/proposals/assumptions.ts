import { discreteValueOfInformation } from '@dandelion-loop/stats';
import { type Economy, rateOf } from './value-tests.ts';

/** Open assumptions of the register, which another feature keeps. */
export interface OpenAssumption {
  id: string;
  claim: string;
  /** That it is true, by all who said so. */
  probability: number;
  /** In the currency of the workspace, of relying on it when it is false, and of not relying on it when it is true. */
  costIfWrong: number;
}

export interface ValuedAssumption {
  days: number;
  units: number;
  worth: number;
  cost: number;
  rate: number;
  changesMind: number;
}

/** What a test of the usual size tells: it finds what is true with this power, and what is not with this rate of false alarms. */
const power = 0.8;
const falseAlarm = 0.05;
const days = 7;

/** What a test of a week tells of an assumption is worth: whether to rely on it or not (discrete preposterior analysis). */
export function valueAssumption(
  { probability, costIfWrong }: OpenAssumption,
  economy: Economy,
  weekPrice: number,
): ValuedAssumption {
  const { evsi, signals, expectedValueByAction } = discreteValueOfInformation({
    prior: [probability, 1 - probability],
    payoff: [
      [0, -costIfWrong],
      [-costIfWrong, 0],
    ],
    likelihood: [
      [power, 1 - power],
      [falseAlarm, 1 - falseAlarm],
    ],
  });
  const now = expectedValueByAction[0]! >= expectedValueByAction[1]! ? 0 : 1;
  const changesMind = signals.reduce(
    (sum, { probability: often, bestAction }) => sum + (bestAction !== null && bestAction !== now ? often : 0),
    0,
  );
  const units = Math.floor(economy.unitsPerWeek);
  const cost = economy.costPerTest + economy.costPerWeek;
  return { days, units, worth: evsi, cost, rate: rateOf(economy, weekPrice, { worth: evsi, days }), changesMind };
}
