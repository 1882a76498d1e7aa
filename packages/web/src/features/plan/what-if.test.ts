import { answerPlan } from '@dandelion-loop/portfolio';
import { describe, expect, test } from 'vitest';
import { planDocumentOf } from './plan-document-of.ts';
import { figuresMachine } from './plan-figures.ts';
import { scenarioChanges, whatIfOf } from './scenario-changes.ts';
import { charity, readPlan, wholeOf } from './test-plan.ts';
import {
  changeCount,
  changedPlan,
  fitting,
  isRemoved,
  noWhatIf,
  ownDomain,
  toggledRemoval,
  withBet,
  withDomain,
} from './what-if.ts';

const on = '2027-05-25';
/** All or nothing, so that the chances below can be worked out by hand. */
const plain = readPlan({
  schema: 1,
  currency: 'EUR',
  period: { from: '2027-01-01', to: '2028-01-01' },
  domains: [{ name: 'mail', failure: 0.2, cap: 500 }],
  outcomes: [{ name: 'donors', baseline: 0, target: 10 }],
  bets: [
    { name: 'a', outcome: 'donors', probability: 0.5, payoff: 10, domains: ['mail'], stake: { money: 300 } },
    { name: 'b', outcome: 'donors', probability: 0.4, payoff: 10, domains: ['mail'], stake: { money: 100 } },
  ],
});
const chance = (plan = plain, removed: { kind: 'bet' | 'domain'; name: string }[] = []) =>
  figuresMachine().figures({ plan, removed, on }).headlines[0]!.probability;

describe('what is tried on a plan', () => {
  test('a removed part comes back when it is pressed again', () => {
    const mail = { kind: 'domain' as const, name: 'mail' };
    const once = toggledRemoval(noWhatIf, mail);
    expect(isRemoved(once, mail)).toBe(true);
    expect(changeCount(once)).toBe(1);
    expect(toggledRemoval(once, mail)).toEqual(noWhatIf);
  });

  test('what is set back to what the plan says is no change', () => {
    const changed = withBet(noWhatIf, plain, 'a', { probability: 0.9, stake: 50 });
    expect(changedPlan(plain, changed).bets[0]).toMatchObject({ probability: 0.9, stake: { money: 50 } });
    const back = withBet(withBet(changed, plain, 'a', { probability: 0.5 }), plain, 'a', { stake: 300 });
    expect(back).toEqual(noWhatIf);
    const domain = withDomain(noWhatIf, plain, 'mail', { failure: 0.5, cap: null });
    expect(changedPlan(plain, domain).domains[0]).toMatchObject({ failure: 0.5, cap: null });
    expect(withDomain(domain, plain, 'mail', { failure: 0.2, cap: 500 })).toEqual(noWhatIf);
    expect(withBet(noWhatIf, plain, 'nobody', { stake: 1 })).toBe(noWhatIf);
  });

  test('a bet that is moved off a domain draws on one of its own that fails as often', () => {
    const move = { bet: 'a', from: 'mail' };
    const moved = changedPlan(plain, { ...noWhatIf, moved: [move] });
    expect(moved.bets[0]!.domains).toEqual([ownDomain(move)]);
    expect(moved.domains.map(({ failure }) => failure)).toEqual([0.2, 0.2]);
    // By hand: one mail for both, 0.8 × (1 − 0.5 × 0.6); apart 1 − (1 − 0.8 × 0.5)(1 − 0.8 × 0.4).
    expect(chance()).toBeCloseTo(0.8 * 0.7, 12);
    expect(chance(moved)).toBeCloseTo(1 - 0.6 * 0.68, 12);
    // And without the mail: nothing before, a alone after.
    expect(chance(plain, [{ kind: 'domain', name: 'mail' }])).toBe(0);
    expect(chance(moved, [{ kind: 'domain', name: 'mail' }])).toBeCloseTo(0.4, 12);
  });

  test('what the plan no longer has is forgotten', () => {
    const whatIf = {
      removed: [{ kind: 'bet' as const, name: 'gone' }],
      bets: { gone: { stake: 1 }, a: { stake: 2 } },
      domains: { gone: { failure: 1 } },
      moved: [{ bet: 'gone', from: 'mail' }],
    };
    expect(fitting(whatIf, plain)).toEqual({ ...noWhatIf, bets: { a: { stake: 2 } } });
  });

  test('a scenario brings back what was tried', () => {
    const whole = wholeOf(charity, on);
    const [bet, domain] = [charity.bets[0]!.name, charity.domains[0]!.name];
    let whatIf = withBet(noWhatIf, charity, bet, { probability: 0.1, stake: 1 });
    whatIf = withDomain(whatIf, charity, domain, { failure: 0.9, cap: 1 });
    whatIf = toggledRemoval(whatIf, { kind: 'bet', name: bet });
    whatIf = toggledRemoval(whatIf, { kind: 'domain', name: charity.domains[1]!.name });
    const changes = scenarioChanges(whatIf, whole);
    expect(changes).toHaveLength(3);
    expect(whatIfOf(changes, whole)).toEqual(whatIf);
  });
});

describe('figures of the page', () => {
  test('are those of the server for the same plan', () => {
    const whole = wholeOf(charity, on);
    const machine = figuresMachine();
    const figures = machine.figures({ plan: planDocumentOf(whole), removed: [], on });
    const said = answerPlan(charity, { on });
    expect(figures.headlines.map(({ name, probability }) => ({ name, probability }))).toEqual(
      said.outcomes.map(({ name, probability }) => ({ name, probability })),
    );
    expect(figures.caps).toEqual(said.caps);
    expect(figures.failureBudget?.usedBets).toBe(said.failureBudget?.usedBets);
    expect(machine.answer(on)?.outcomes).toEqual(said.outcomes);
  });

  test('a hundred periods reach the target as often as the chance says, also of what should fall', () => {
    const fall = readPlan({
      ...plain,
      outcomes: [{ name: 'donors', baseline: 30, target: 20, direction: 'fall' }],
      bets: plain.bets.map((bet) => ({ ...bet, payoff: -10 })),
    });
    for (const plan of [plain, fall]) {
      const { years, headlines } = figuresMachine().figures({ plan, removed: [], on });
      const { values, reached } = years[0]!;
      expect(reached.filter(Boolean).length).toBe(Math.round(headlines[0]!.probability * 100));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
    const { years } = figuresMachine().figures({ plan: fall, removed: [], on });
    expect(new Set(years[0]!.values)).toEqual(new Set([10, 20, 30]));
  });
});
