import type { PlanBet, PlanDocument } from '@dandelion-loop/contract';
import type { Evaluation } from './evaluate-plan.ts';
import { isOpenBet } from './is-open-bet.ts';
import { type ModelBet, type ModelDomain, payChance } from './plan-model.ts';
import { counted, moneyText, valueText } from './plan-words.ts';
import { reportingCurrency } from './reporting-money.ts';

/** What is allowed in a plan, and worth saying. */

/** Of each kind of note, so many names. */
const mostNamed = 5;

function listed(names: readonly string[]): string {
  const told = names.slice(0, mostNamed).map((name) => `“${name}”`);
  const more = names.length - told.length;
  return more > 0 ? `${told.join(', ')} and ${more} more` : told.join(', ');
}

function about(bets: readonly PlanBet[], test: (bet: PlanBet) => boolean, say: (names: string) => string): string[] {
  const found = bets.filter(test).map(({ name }) => name);
  return found.length === 0 ? [] : [say(listed(found))];
}

/** The most that it can add: more is better in the model, whatever the direction of its outcome. */
function mostOf(bet: ModelBet, domains: readonly ModelDomain[]): number {
  const { payoff, ifFails } = bet;
  const chance = payChance(bet, domains);
  if (chance === 0) return ifFails;
  return chance === 1 ? payoff.high : Math.max(payoff.high, ifFails);
}

function hurtNotes({ model }: Evaluation): string[] {
  const open = model.outcomes.flatMap(({ bets }) => bets.filter(({ decided }) => !decided));
  // What was written down, also of one that has no chance.
  const can = open.filter(({ payoff, ifFails }) => payoff.low < 0 || ifFails < 0);
  const only = can.filter(({ payoff, ifFails }) => payoff.high <= 0 && ifFails <= 0);
  const names = (bets: readonly ModelBet[]) => listed(bets.map(({ name }) => name));
  const both = can.filter((bet) => !only.includes(bet));
  return [
    ...(only.length === 0 ? [] : [`Whatever becomes of it, the target is no nearer: ${names(only)}.`]),
    ...(both.length === 0 ? [] : [`Can move its outcome away from the target: ${names(both)}.`]),
  ];
}

/** Where all goes as well as it can, and the target is missed. */
function reachNotes({ model }: Evaluation): string[] {
  return model.outcomes.flatMap(({ name, bets, baseline, threshold, sign, target }) => {
    const best = bets.reduce((sum, bet) => sum + mostOf(bet, model.domains), baseline);
    if (bets.length === 0 || best >= threshold) return [];
    const [end, sought] = [sign * best + 0, sign * target + 0];
    return [
      `“${name}” cannot reach its target: when all goes as well as it can it ends at ${valueText(end)}, not at ${valueText(sought)}.`,
    ];
  });
}

function betNotes({ bets, ...plan }: PlanDocument): string[] {
  const open = bets.filter(isOpenBet);
  const currency = reportingCurrency({ bets, ...plan });
  return [
    ...about(
      open,
      ({ probability }) => probability === 1,
      (names) => `A success that is certain is no bet: ${names}.`,
    ),
    ...about(
      open,
      ({ probability }) => probability === 0,
      (names) => `No chance of success is given: ${names}.`,
    ),
    ...about(
      open,
      (bet) => bet.endsOn != null && bet.endsOn > plan.period.to,
      (names) => `Ends after the period: ${names}.`,
    ),
    ...bets
      .filter(({ cap, spent }) => cap != null && spent != null && spent > cap)
      .map(
        ({ name, cap, spent, currency: own }) =>
          `“${name}” has a cap of ${moneyText(cap!, own ?? currency)}, below the ${moneyText(spent!, own ?? currency)} that is spent already.`,
      ),
  ];
}

function outcomeNotes({ outcomes, bets, period }: PlanDocument): string[] {
  const used = new Set(bets.map(({ outcome }) => outcome));
  const without = outcomes.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  const backwards = outcomes.filter(({ baseline, target, direction }) =>
    direction === 'fall' ? target > baseline : target < baseline,
  );
  const there = outcomes.filter(({ baseline, target }) => baseline === target).map(({ name }) => name);
  const late = outcomes.filter(({ by }) => by != null && by > period.to).map(({ name }) => name);
  return [
    ...(outcomes.length === 0 ? ['There is no outcome: nothing says what the plan is for.'] : []),
    ...(bets.length === 0 ? ['The period has no bets yet.'] : []),
    ...(without.length > 0 && bets.length > 0 ? [`No bet is for ${listed(without)}.`] : []),
    ...backwards.map(
      ({ name, direction }) =>
        `“${name}” would be reached without any bet: its target is on the other side of its baseline. If it should ${direction === 'fall' ? 'rise' : 'fall'}, write "direction": "${direction === 'fall' ? 'rise' : 'fall'}".`,
    ),
    ...(there.length > 0 ? [`The target is where it is without any bet: ${listed(there)}.`] : []),
    ...(late.length > 0 ? [`The target is for a day after the period: ${listed(late)}.`] : []),
  ];
}

function drawNotes({ simulation, drawsAsked, plan }: Evaluation): string[] {
  if (simulation === null || simulation.draws >= drawsAsked) return [];
  return [
    `${counted(simulation.draws, 'draw')} instead of ${counted(drawsAsked, 'draw')}, since ${counted(plan.bets.length, 'bet')} would not fit into memory otherwise; the errors are given.`,
  ];
}

export const planNotes = (evaluation: Evaluation, takenOnTrust: boolean): string[] => [
  ...outcomeNotes(evaluation.plan),
  ...reachNotes(evaluation),
  ...betNotes(evaluation.plan),
  ...hurtNotes(evaluation),
  ...(takenOnTrust
    ? [
        'The document does not say whether hypothesis, cap and kill criteria were recorded before the start; its failures are counted as if they were.',
      ]
    : []),
  ...drawNotes(evaluation),
];
