import type { PlanBet, PlanDocument } from '@dandelion-loop/contract';
import { costOf, rateOf } from './reporting-money.ts';

/** Which failures use the failure budget. */

export interface CountedFailure {
  bet: string;
  money: number;
  /** Null where the day is not known. */
  on: string | null;
}

export interface Failures {
  counted: CountedFailure[];
  notCounted: { bet: string; reason: string }[];
  lossesAvoided: number;
  /** The document has no records of what was agreed, so that all failures were taken. */
  takenOnTrust: boolean;
}

const isWritten = (text: string | null | undefined): boolean => (text ?? '') !== '';

/** Why a failure buys nothing: it was no bet when it began. Null when it was. */
function missingRecord(bet: PlanBet): string | null {
  const missing = [
    ...(isWritten(bet.hypothesis) ? [] : ['hypothesis']),
    ...((bet.cap ?? null) === null ? ['cap'] : []),
    ...((bet.killCriteria ?? []).some(isWritten) ? [] : ['kill criteria']),
  ];
  if (missing.length > 0) return `it had no ${missing.join(', no ')}.`;
  const start = bet.startedOn ?? bet.startsOn ?? null;
  const agreedOn = bet.agreedOn ?? null;
  if (agreedOn === null) return 'it is not known when hypothesis, cap and kill criteria were recorded (agreedOn).';
  if (start === null) return 'it is not known when it started (startedOn).';
  return agreedOn > start ? `hypothesis, cap and kill criteria were recorded on ${agreedOn}, after its start.` : null;
}

/** A document that says nothing of records for any of its bets leaves them out; it does not say that there were none. */
const keepsRecords = ({ bets }: PlanDocument): boolean =>
  bets.some(
    (bet) =>
      bet.hypothesis !== undefined ||
      bet.cap !== undefined ||
      bet.killCriteria !== undefined ||
      bet.agreedOn !== undefined,
  );

function outsidePeriod({ period }: PlanDocument, decidedOn: string | null, on: string): string | null {
  if (decidedOn === null) return null;
  if (decidedOn > on) return `it was decided on ${decidedOn}, after the day that is asked for.`;
  if (decidedOn < period.from) return `it was decided on ${decidedOn}, before the period.`;
  return decidedOn >= period.to ? `it was decided on ${decidedOn}, after the period.` : null;
}

/**
 * Failed and stopped bets of the period, decided by the day `on`: those that count, and those that do not with the reason. Hypothesis,
 * cap and kill criteria must have been recorded by its start, so that empty bets buy nothing.
 */
export function countedFailures(plan: PlanDocument, on: string): Failures {
  const strict = keepsRecords(plan);
  const failures: Failures = { counted: [], notCounted: [], lossesAvoided: 0, takenOnTrust: false };
  for (const bet of plan.bets) {
    if (bet.status !== 'failed' && bet.status !== 'stopped') continue;
    const decidedOn = bet.decidedOn ?? null;
    const outside = outsidePeriod(plan, decidedOn, on);
    const money = costOf(plan, bet);
    if (outside === null) {
      failures.lossesAvoided += Math.max(0, rateOf(plan, bet) * bet.stake.money - money);
    }
    const reason = outside ?? (strict ? missingRecord(bet) : null);
    if (reason !== null) failures.notCounted.push({ bet: bet.name, reason });
    else failures.counted.push({ bet: bet.name, money, on: decidedOn });
  }
  failures.takenOnTrust = !strict && failures.counted.length > 0;
  return failures;
}
