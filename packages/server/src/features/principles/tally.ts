import type { PlanStatus, Principle } from '@dandelion-loop/contract';
import { newcombeInterval } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';

/** How bets ended that follow a principle or break it, and what that says. Pure. */

/** Decided ones on each side, below which no difference is told: one bet more would turn it round. */
export const enough = 10;

interface Counted {
  stand: 'follows' | 'breaks';
  status: PlanStatus;
  /** Said when the verdict was known. */
  afterwards: boolean;
}

type Tally = Principle['follows'];

export function tallyOf(stand: Counted['stand'], said: readonly Counted[]): Tally {
  const own = said.filter((one) => one.stand === stand && !one.afterwards);
  const decided = own.filter(({ status }) => status === 'succeeded' || status === 'failed' || status === 'stopped');
  return {
    bets: own.length,
    decided: decided.length,
    succeeded: decided.filter(({ status }) => status === 'succeeded').length,
  };
}

const side = ({ decided, succeeded }: Tally, verb: string) =>
  `${succeeded} of ${numbers.counted(decided, 'bet')} that ${verb} it succeeded`;

/** Two rates with Newcombe's 95% interval; never called a cause, since nobody drew lots which bet follows it. */
export function tallyVerdict(follows: Tally, breaks: Tally): string {
  if (follows.decided + breaks.decided === 0)
    return 'No bet that said so before its verdict is decided: nothing to say yet.';
  const counts = `${side(follows, 'followed')}, ${side(breaks, 'broke')}.`;
  if (follows.decided < enough || breaks.decided < enough) {
    return `Too few to say: ${counts} About ${enough} on each side are needed.`;
  }
  const countsOf = ({ succeeded, decided }: Tally) => ({ successes: succeeded, n: decided });
  const interval = newcombeInterval(countsOf(breaks), countsOf(follows), 0.95);
  // It has limits: bets are decided on both sides.
  const [low, high] = [interval.low!, interval.high!];
  const points = (share: number) => String(Math.round(Math.abs(share) * 100));
  if (low <= 0 && high >= 0) {
    return `No difference beyond chance: ${counts} Following it could be up to ${points(low)} in 100 worse and up to ${points(high)} in 100 better.`;
  }
  const [least, most] = low > 0 ? [low, high] : [high, low];
  return `${low > 0 ? 'More' : 'Fewer'} of those that followed it succeeded, between ${points(least)} and ${points(most)} in 100: ${counts} Nobody drew lots which bet follows it, so this is no proof.`;
}
