import type { Bet, HandOff, WholePlan } from '@dandelion-loop/contract';
import { answerPlan } from '@dandelion-loop/portfolio';
import { expect, test } from 'vitest';
import { endsOf, groupedEnds } from './ends-of.ts';
import { movedSince } from './moved-since.ts';
import { planDocumentOf } from './plan-document-of.ts';
import { spendOf } from './spend-of.ts';
import { charity, wholeOf } from './test-plan.ts';

/** What the page works out itself of a plan: across its disciplines, and of its document. */

const on = '2027-05-25';

test('the document that the page computes with says of the failure budget what the plan says', () => {
  // Imported long after it was agreed: what counts is the day on which it was agreed.
  const whole = wholeOf(charity, on);
  const counted = answerPlan(planDocumentOf(whole), { on }).failureBudget;
  expect(counted).toEqual(answerPlan(charity, { on }).failureBudget);
  expect(counted!.usedBets).toBeGreaterThan(0);
});

const bet = (name: string, given: Partial<Bet>): Bet => ({
  ...wholeOf(charity, on).bets[0]!,
  id: name,
  name,
  ...given,
});
const hours = { hours: 0, coordinationHours: 0 };

test('spend is added up by discipline in the currency of the plan', () => {
  const bets = [
    bet('Mail', { discipline: 'CRM', stake: { money: 100, hours: 5, coordinationHours: 1 } }),
    bet('Call', { discipline: 'CRM', stake: { money: 50, ...hours }, spent: { money: 80, ...hours } }),
    bet('Fair', { discipline: null, stake: { money: 900, ...hours }, spent: { money: null, ...hours } }),
    bet('Film', { discipline: 'PR', currency: 'USD', stake: { money: 300, ...hours }, spent: { money: 10, ...hours } }),
  ];
  const rates = [{ currency: 'USD', on: '2020-01-01', rate: 0.5 }];
  const whole = { ...wholeOf(charity, on), bets };
  const document = planDocumentOf({ ...whole, plan: { ...whole.plan, currency: 'EUR', rates } });
  bets[0]!.spent = { money: 20, hours: 2, coordinationHours: 1 };
  expect(
    spendOf({ bets }, document).map(({ discipline, staked, spent, hoursSpent }) => [
      discipline,
      staked,
      spent,
      hoursSpent,
    ]),
  ).toEqual([
    ['CRM', 150, 100, 3],
    ['PR', 150, 5, 0],
    [null, 900, null, 0],
  ]);
});

test('what hangs stands with the discipline that has to do something about it', () => {
  const mail = bet('mail', { discipline: 'CRM', status: 'planned', startsOn: '2027-02-01' });
  const film = bet('film', { discipline: 'PR', status: 'running', endsOn: '2027-03-01' });
  const done = bet('done', { discipline: 'events', status: 'failed' });
  const named = ({ id, name }: Bet) => ({ id, name });
  const open = { id: 'h', state: 'open', fromBet: named(film), toBet: named(mail) } as HandOff;
  const whole: WholePlan = {
    ...wholeOf(charity, on),
    bets: [mail, film, done],
    handOffs: [open, { ...open, id: 'over', state: 'done' }, { ...open, id: 'free', fromBet: null, toBet: null }],
    looseEnds: [
      { kind: 'bet', id: 'film', name: 'film', sentence: 'nobody owns it.' },
      { kind: 'hand-off', id: 'free', name: 'x', sentence: 'nobody takes it.' },
    ],
    waiting: [{ bet: named(mail), for: [named(film)] }],
  };
  const [crm, pr, none, ...others] = endsOf(whole);
  expect(others).toEqual([]);
  expect(crm).toMatchObject({ discipline: 'CRM', openBets: 1, looseEnds: [], handOffs: [{ id: 'h' }] });
  // It is to start a month before what it waits for has ended.
  expect(crm!.waiting).toMatchObject([{ bet: { id: 'mail' }, for: [{ id: 'film' }], tooEarly: true }]);
  expect(pr).toMatchObject({ discipline: 'PR', looseEnds: [{ id: 'film' }], handOffs: [] });
  expect(none).toMatchObject({
    discipline: null,
    openBets: 0,
    looseEnds: [{ id: 'free' }],
    handOffs: [{ id: 'free' }],
  });
  expect(groupedEnds([...pr!.looseEnds, ...pr!.looseEnds]).map(({ ends }) => ends.length)).toEqual([2]);
});

test('how an outcome moved since a bet began', () => {
  const value = (day: string, amount: number) => ({
    on: day,
    value: amount,
    note: '',
    by: full.plan.by,
    at: full.plan.createdAt,
  });
  const full = wholeOf(charity, on);
  const values = [value('2027-01-05', 210), value('2027-02-10', 231), value('2027-03-01', 240)];
  const outcome = { ...full.outcomes[0]!, baseline: 200, values, current: values[2]! };
  expect(movedSince({ startedOn: '2027-02-01' }, outcome)).toMatchObject({ from: 210, to: 240, change: 30 });
  expect(movedSince({ startedOn: '2027-01-01' }, outcome)).toMatchObject({ from: 200, change: 40 });
  expect(movedSince({ startedOn: '2027-03-01' }, outcome)).toBeNull();
  expect(movedSince({ startedOn: null }, outcome)).toBeNull();
});
