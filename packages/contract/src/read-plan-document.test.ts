import { describe, expect, it } from 'vitest';
import { planAnswerSchema } from './plan-answer.ts';
import { readPlanDocument } from './read-plan-document.ts';

/** The document of the design, as people would write it. */
const document = () => ({
  schema: 1,
  period: { from: '2027-01-01', to: '2027-04-01', failureBudget: { bets: 6, money: 12000 } },
  domains: [{ name: 'newsletter', kind: 'channel', failure: 0.1, cap: 20000 }],
  outcomes: [{ name: 'new members', baseline: 200, target: 320, by: '2027-04-01' }],
  bets: [
    {
      name: 'welcome series',
      outcome: 'new members',
      stake: { money: 3000, hours: 40, coordinationHours: 6 },
      probability: 0.4,
      payoff: { low: 20, likely: 45, high: 90 },
      ifFails: 0,
      domains: ['newsletter'],
      status: 'planned',
    },
  ],
});
type Document = ReturnType<typeof document>;
type Fields = Record<string, unknown>;

/** With fields of the first bet changed, and further bets. */
const withBet = (change: Fields, ...more: Fields[]) => {
  const made = document();
  return { ...made, bets: [{ ...made.bets[0], ...change }, ...more.map((one) => ({ ...made.bets[0], ...one }))] };
};
const withParts = (change: Partial<Record<keyof Document | 'currency' | 'rates' | 'extra', unknown>>) => ({
  ...document(),
  ...change,
});

describe('a plan as a document', () => {
  it('is read as it is, with what was left out filled in', () => {
    const read = readPlanDocument(document());
    expect(read).toMatchObject({ plan: { ...document(), rates: [] } });
    expect(readPlanDocument(withBet({ payoff: 45 }))).toMatchObject({
      plan: { bets: [{ payoff: { low: 45, likely: 45, high: 45 } }] },
    });
    const { stake: _, ifFails: __, status: ___, domains: ____, ...least } = document().bets[0]!;
    expect(readPlanDocument({ ...document(), bets: [least] })).toMatchObject({
      plan: { bets: [{ stake: { money: 0, hours: 0 }, ifFails: 0, status: 'planned', domains: [], dependsOn: [] }] },
    });
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', null, '', 'it must be an object, not nothing.'],
    ['a list', [], '', 'it must be an object, not a list.'],
    ['another schema', { ...document(), schema: 2 }, 'schema', 'it must be 1, not 2.'],
    ['a missing chance', withBet({ probability: undefined }), 'bets[0].probability', 'it is missing.'],
    ['a chance above 1', withBet({ probability: 40 }), 'bets[0].probability', 'it must be 1 or less, not 40.'],
    ['a chance below 0', withBet({ probability: -0.1 }), 'bets[0].probability', 'it must be 0 or more, not -0.1.'],
    ['a chance as text', withBet({ probability: '40%' }), 'bets[0].probability', 'it must be a number, not a text.'],
    ['a negative stake', withBet({ stake: { money: -1 } }), 'bets[0].stake.money', 'it must be 0 or more, not -1.'],
    ['a payoff as text', withBet({ payoff: 'much' }), 'bets[0].payoff', 'it must be a number, or {"low"'],
    ['half a payoff', withBet({ payoff: { low: 1, high: 2 } }), 'bets[0].payoff.likely', 'it is missing.'],
    [
      'low above likely',
      withBet({ payoff: { low: 50, likely: 45, high: 90 } }),
      'bets[0].payoff',
      'low 50 is above likely 45',
    ],
    [
      'likely above high',
      withBet({ payoff: { low: 5, likely: 95, high: 90 } }),
      'bets[0].payoff',
      'likely 95 is above high 90',
    ],
    ['no name', withBet({ name: '  ' }), 'bets[0].name', 'it is empty'],
    [
      'an unknown outcome',
      withBet({ outcome: 'New members' }),
      'bets[0].outcome',
      'a stake needs an outcome. Did you mean "new members"?',
    ],
    ['no outcome', withBet({ outcome: undefined }), 'bets[0].outcome', 'it is missing.'],
    [
      'an unknown domain',
      withBet({ domains: ['newsletter', 'post'] }),
      'bets[0].domains[1]',
      'there is no domain "post"',
    ],
    ['a domain twice', withBet({ domains: ['newsletter', 'newsletter'] }), 'bets[0].domains[1]', 'named twice'],
    [
      'an unknown status',
      withBet({ status: 'won' }),
      'bets[0].status',
      '"planned", "running", "succeeded", "failed", "stopped", not "won"',
    ],
    ['a misspelt field', withBet({ probabilty: 0.4 }), 'bets[0].probabilty', 'there is no such field'],
    ['two bets of a name', withBet({}, {}), 'bets[1].name', 'is the name of bets[0] too'],
    [
      'two domains of a name',
      withParts({ domains: [...document().domains, ...document().domains] }),
      'domains[1].name',
      'domains[0] too',
    ],
    [
      'two outcomes of a name',
      withParts({ outcomes: [...document().outcomes, ...document().outcomes] }),
      'outcomes[1].name',
      'outcomes[0] too',
    ],
    [
      'a bet that waits for itself',
      withBet({ dependsOn: ['welcome series'] }),
      'bets[0].dependsOn',
      'waits for itself',
    ],
    ['a bet that waits for nobody', withBet({ dependsOn: ['x'] }), 'bets[0].dependsOn[0]', 'there is no bet "x"'],
    [
      'a circle of bets',
      withBet({ dependsOn: ['b'] }, { name: 'b', dependsOn: ['c'] }, { name: 'c', dependsOn: ['welcome series'] }),
      'bets[0].dependsOn',
      '"welcome series" → "b" → "c" → "welcome series"',
    ],
    [
      'a day that is none',
      withBet({ startsOn: '2027-02-30' }),
      'bets[0].startsOn',
      'it must be a day such as 2027-04-01',
    ],
    [
      'an end before the start',
      withBet({ startsOn: '2027-02-03', endsOn: '2027-02-01' }),
      'bets[0].endsOn',
      'before it starts',
    ],
    [
      'a verdict before the start',
      withBet({ status: 'failed', startedOn: '2027-02-03', decidedOn: '2027-02-01' }),
      'bets[0].decidedOn',
      'before it started',
    ],
    ['a verdict of a plan', withBet({ decidedOn: '2027-02-01' }), 'bets[0].decidedOn', 'its status is "planned"'],
    [
      'a period that ends first',
      withParts({ period: { from: '2027-04-01', to: '2027-01-01' } }),
      'period.to',
      'not after its first day',
    ],
    [
      'a target of before',
      withParts({ outcomes: [{ ...document().outcomes[0], by: '2026-12-31' }] }),
      'outcomes[0].by',
      'before the period begins',
    ],
    [
      'currencies without one to add up in',
      withBet({ currency: 'GBP' }, { name: 'b', currency: 'EUR' }),
      'currency',
      'different currencies (GBP, EUR)',
    ],
    ['a currency beside none', withBet({ currency: 'GBP' }, { name: 'b' }), 'currency', 'one that is not named'],
    [
      'a currency without a rate',
      { ...withBet({ currency: 'GBP' }), currency: 'EUR' },
      'bets[0].currency',
      'has no rate for GBP',
    ],
    ['a number that is none', withBet({ ifFails: Number.POSITIVE_INFINITY }), 'bets[0].ifFails', 'it must be'],
  ])('refuses %s, with the path and the reason', (_name, given, path, reason) => {
    const read = readPlanDocument(given);
    expect(read).toMatchObject({ problems: [{ path, reason: expect.stringContaining(reason) }] });
  });

  it('tells all problems of the parts at once', () => {
    const read = readPlanDocument(withBet({ probability: 2, stake: { money: 'x' } }, { name: '', payoff: null }));
    expect('problems' in read && read.problems.map(({ path }) => path)).toEqual([
      'bets[0].stake.money',
      'bets[0].probability',
      'bets[1].name',
      'bets[1].payoff',
    ]);
  });

  it('allows a period without bets, chances of 0 and 1, bets that can hurt, and rates', () => {
    expect(readPlanDocument({ ...document(), bets: [] })).toHaveProperty('plan');
    expect(
      readPlanDocument(withBet({ probability: 0, payoff: -5, ifFails: -10 }, { name: 'b', probability: 1 })),
    ).toHaveProperty('plan');
    const rates = [{ currency: 'GBP', on: '2027-01-01', rate: 1.16 }];
    expect(readPlanDocument({ ...withBet({ currency: 'GBP' }), currency: 'EUR', rates })).toHaveProperty('plan');
  });

  it('reads a chain of 5,000 bets, and finds the circle in it', () => {
    const chain = (last: string[]) =>
      withParts({
        bets: Array.from({ length: 5000 }, (_, i) => ({
          ...document().bets[0],
          name: `bet ${i}`,
          dependsOn: i === 4999 ? last : [`bet ${i + 1}`],
        })),
      });
    expect(readPlanDocument(chain([]))).toHaveProperty('plan');
    expect(readPlanDocument(chain(['bet 0']))).toMatchObject({ problems: [{ path: 'bets[0].dependsOn' }] });
  });

  it('takes names for data', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const read = readPlanDocument({
      ...document(),
      outcomes: names.map((name) => ({ name, baseline: 0, target: 1 })),
      domains: [],
      bets: names.map((name) => ({ name, outcome: name, probability: 0.5, payoff: 1 })),
    });
    expect(read).toHaveProperty('plan');
    expect(readPlanDocument(withBet({ outcome: 'valueOf' }))).toHaveProperty('problems');
  });

  it('is not an answer', () => {
    expect(planAnswerSchema.safeParse(document()).success).toBe(false);
  });
});
