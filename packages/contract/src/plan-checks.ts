import type { z } from 'zod';
import { isOpenBet, type PlanBet, type PlanDocument } from './plan-document.ts';

/** What one part of a plan says against another. Each problem has its path and a reason that says what to do. */

type Path = (string | number)[];
type Tell = (path: Path, message: string) => void;

/** The name that differs only by its capitals. */
function near(name: string, names: Iterable<string>): string {
  const found = [...names].find((other) => other.toLowerCase() === name.toLowerCase());
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}

/** Positions by name; a second one of a name is told. */
function positions(tell: Tell, list: 'outcomes' | 'domains' | 'bets', named: readonly { name: string }[]) {
  const found = new Map<string, number>();
  for (const [i, { name }] of named.entries()) {
    const before = found.get(name);
    if (before === undefined) found.set(name, i);
    else tell([list, i, 'name'], `"${name}" is the name of ${list}[${before}] too. Give each its own name.`);
  }
  return found;
}

function checkDates(tell: Tell, plan: PlanDocument): void {
  const { from, to } = plan.period;
  if (from >= to) tell(['period', 'to'], `the period ends on ${to}, which is not after its first day ${from}.`);
  for (const [i, { by }] of plan.outcomes.entries()) {
    if (by && by < from) tell(['outcomes', i, 'by'], `the target is for ${by}, before the period begins on ${from}.`);
  }
  for (const [i, { startsOn, endsOn, startedOn, decidedOn }] of plan.bets.entries()) {
    if (startsOn && endsOn && endsOn < startsOn) {
      tell(['bets', i, 'endsOn'], `it ends on ${endsOn}, before it starts on ${startsOn}.`);
    }
    if (startedOn && decidedOn && decidedOn < startedOn) {
      tell(['bets', i, 'decidedOn'], `it was decided on ${decidedOn}, before it started on ${startedOn}.`);
    }
  }
}

function checkState(tell: Tell, at: number, bet: PlanBet): void {
  if (!isOpenBet(bet)) return;
  const { status, decidedOn, actualPayoff } = bet;
  const means = `but its status is "${status}". Write succeeded, failed or stopped`;
  if (decidedOn) tell(['bets', at, 'decidedOn'], `it was decided on ${decidedOn}, ${means}.`);
  if (typeof actualPayoff === 'number') tell(['bets', at, 'actualPayoff'], `there is a result, ${means}.`);
}

function checkPayoff(tell: Tell, at: number, { payoff: { low, likely, high } }: PlanBet): void {
  if (low > likely) tell(['bets', at, 'payoff'], `low ${low} is above likely ${likely}. Write low ≤ likely ≤ high.`);
  else if (likely > high)
    tell(['bets', at, 'payoff'], `likely ${likely} is above high ${high}. Write low ≤ likely ≤ high.`);
}

interface Known {
  outcomes: Map<string, number>;
  domains: Map<string, number>;
  bets: Map<string, number>;
}

function checkNames(tell: Tell, at: number, bet: PlanBet, known: Known): void {
  if (!known.outcomes.has(bet.outcome)) {
    const hint = near(bet.outcome, known.outcomes.keys());
    tell(['bets', at, 'outcome'], `there is no outcome "${bet.outcome}": a stake needs an outcome.${hint}`);
  }
  for (const [i, domain] of bet.domains.entries()) {
    if (!known.domains.has(domain)) {
      tell(['bets', at, 'domains', i], `there is no domain "${domain}".${near(domain, known.domains.keys())}`);
    } else if (bet.domains.indexOf(domain) < i) {
      tell(['bets', at, 'domains', i], `"${domain}" is named twice. Once is enough.`);
    }
  }
  for (const [i, other] of bet.dependsOn.entries()) {
    if (!known.bets.has(other)) {
      tell(['bets', at, 'dependsOn', i], `there is no bet "${other}".${near(other, known.bets.keys())}`);
    }
  }
}

/** A ring of bets of which each waits for the next, as their positions; null when there is none. */
function findRing(bets: readonly PlanBet[], known: Map<string, number>): number[] | null {
  const state = new Uint8Array(bets.length);
  const waitsFor = bets.map(({ dependsOn }) => dependsOn.flatMap((name) => known.get(name) ?? []));
  for (let start = 0; start < bets.length; start++) {
    if (state[start] !== 0) continue;
    // By hand, not by recursion: a chain may be as long as the plan.
    const trail: { at: number; next: number }[] = [{ at: start, next: 0 }];
    state[start] = 1;
    while (trail.length > 0) {
      const top = trail[trail.length - 1]!;
      const other = waitsFor[top.at]![top.next++];
      if (other === undefined) {
        state[top.at] = 2;
        trail.pop();
      } else if (state[other] === 1) {
        const ring = trail.map(({ at }) => at);
        return ring.slice(ring.indexOf(other));
      } else if (state[other] === 0) {
        state[other] = 1;
        trail.push({ at: other, next: 0 });
      }
    }
  }
  return null;
}

/** A ring of thousands is told by its first bets. */
const mostNamed = 8;

function checkOrder(tell: Tell, plan: PlanDocument, known: Map<string, number>): void {
  const ring = findRing(plan.bets, known);
  if (ring === null) return;
  const names = [...ring, ring[0]!].map((at) => `"${plan.bets[at]!.name}"`);
  const told = names.length > mostNamed ? [...names.slice(0, mostNamed), '…'] : names;
  tell(
    ['bets', ring[0]!, 'dependsOn'],
    ring.length === 1 ? `${names[0]} waits for itself.` : `these wait for each other in a circle: ${told.join(' → ')}.`,
  );
}

function checkCurrencies(tell: Tell, { currency, rates, bets }: PlanDocument): void {
  const used = [...new Set(bets.flatMap((bet) => bet.currency ?? []))];
  if (currency === undefined) {
    if (used.length > 1 || (used.length === 1 && bets.some((bet) => bet.currency === undefined))) {
      tell(
        ['currency'],
        `stakes are in different currencies (${used.join(', ')}${used.length > 1 ? '' : ' and one that is not named'}). Name the one in which the plan adds up.`,
      );
    }
    return;
  }
  const known = new Set([currency, ...rates.map((rate) => rate.currency)]);
  for (const [i, bet] of bets.entries()) {
    if (bet.currency === undefined || known.has(bet.currency)) continue;
    tell(
      ['bets', i, 'currency'],
      `the plan adds up in ${currency} and has no rate for ${bet.currency}. Add one to rates: {"currency": "${bet.currency}", "on": "YYYY-MM-DD", "rate": ${currency} for one ${bet.currency}}.`,
    );
  }
}

/** Tells every contradiction of a plan to zod. */
export function checkPlan(plan: PlanDocument, context: z.RefinementCtx): void {
  const tell: Tell = (path, message) => context.addIssue({ code: 'custom', path, message });
  const known = {
    outcomes: positions(tell, 'outcomes', plan.outcomes),
    domains: positions(tell, 'domains', plan.domains),
    bets: positions(tell, 'bets', plan.bets),
  };
  checkDates(tell, plan);
  for (const [at, bet] of plan.bets.entries()) {
    checkNames(tell, at, bet, known);
    checkPayoff(tell, at, bet);
    checkState(tell, at, bet);
  }
  checkOrder(tell, plan, known.bets);
  checkCurrencies(tell, plan);
}
