import { answerPlan } from '@dandelion-loop/portfolio';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from '../bets/test-plan.ts';
import { createHandOffs } from '../hand-offs/index.ts';
import { documentOf } from '../plan/index.ts';
import { burnDown } from './burn-down.ts';
import { createPlanner, type Planner } from './planner.ts';
import { createPlanAnswers } from './service.ts';

const plan = usePlan();
const { plans, bets, at, addBet, run, addDomain } = plan;

let asked = 0;
const computing = createPlanner();
/** In this thread, and counting. */
const planner: Planner = {
  async answer(planId, document, on) {
    asked++;
    return computing.compute({ kind: 'answer', planId, document, on }) as never;
  },
  variants: async (planId, document, variants) =>
    computing.compute({ kind: 'variants', planId, document, variants }) as never,
  pairs: async (document, position, most) => computing.compute({ kind: 'pairs', document, position, most }) as never,
};
const answers = () =>
  createPlanAnswers({
    ...{ ...plan.parts(), planner, plans: plans(), bets: bets(), handOffs: createHandOffs(plan.parts()) },
  });

let ana: Caller & { id: string };
beforeAll(async () => {
  ana = await plan.member('Ana');
});

test('the whole plan: as plan check says it, computed once until something changes', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const mail = await addDomain(ana, own, 'newsletter', 1000);
  const first = await addBet(ana, own, { name: 'First', domainIds: [mail.id] });
  const second = await addBet(ana, own, { name: 'Second', ownerId: null, dependsOnIds: [first.id] });
  const service = answers();
  const whole = await service.whole(ana, own.id);
  const document = documentOf((await plans().read(own.id)).state);
  expect(whole.answer).toEqual(answerPlan(document, { on: '2026-05-01' }));
  // 50 each, target 40 above: missed where both fail, 0.55 and 0.5.
  expect(whole.answer.outcomes[0]!.probability).toBeCloseTo(1 - 0.55 * 0.5, 12);
  expect(whole.looseEnds).toMatchObject([{ kind: 'bet', id: second.id, sentence: 'nobody owns it.' }]);
  expect(whole.waiting).toEqual([{ bet: { id: second.id, name: 'Second' }, for: [{ id: first.id, name: 'First' }] }]);
  const before = asked;
  await service.whole(ana, own.id);
  expect(asked).toBe(before);
  await bets().change(ana.actor, first.id, { version: 1, probability: 0.9 });
  expect((await service.whole(ana, own.id)).answer.outcomes[0]!.probability).toBeCloseTo(1 - 0.19 * 0.5, 12);
});

test('who reads while the plan changes sees it before or after, and no bet for an outcome that is not there yet', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const bet = await addBet(ana, own);
  const blocked = async () =>
    (await plan.query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'bets'::regclass", [])).rows.length > 0;
  const reading = await plan.records().transaction(async (tx) => {
    await tx.execute(sql`LOCK TABLE bets IN ACCESS EXCLUSIVE MODE`);
    const found = answers().whole(ana, own.id);
    found.catch(() => {});
    while (!(await blocked())) await new Promise((resolve) => setTimeout(resolve, 10));
    await tx.execute(sql`WITH made AS (
      INSERT INTO plan_outcomes (id, plan_id, name, baseline, target, direction)
      VALUES (gen_random_uuid(), ${own.id}, 'Donors', 0, 10, 'rise') RETURNING id)
      UPDATE bets SET outcome_id = made.id FROM made WHERE bets.id = ${bet.id}`);
    return { found };
  });
  const whole = await reading.found;
  expect(whole.bets[0]!.outcome.name).toBe('Members');
  expect(whole.answer.outcomes).toHaveLength(1);
  expect((await answers().whole(ana, own.id)).bets[0]!.outcome.name).toBe('Donors');
});

test('budget, burn-down and scores of bets that ended', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana, { bets: 4, money: 910 });
  const decide = async (
    name: string,
    day: string,
    verdict: 'failed' | 'succeeded',
    spent: number,
    asAgreed: boolean,
  ) => {
    at('2026-05-01T09:00:00Z');
    const stake = { money: 300, hours: 0, coordinationHours: 0 };
    const bet = await run(ana, own, { name, stake });
    await bets().addNumber(ana.actor, bet.id, {
      kind: 'money',
      measure: null,
      on: '2026-05-01',
      value: spent,
      note: '',
    });
    at(`${day}T09:00:00Z`);
    await bets().decide(ana.actor, bet.id, {
      ...{ version: bet.version, verdict, because: 'Seen.', asAgreed, learned: asAgreed ? 'So it is.' : '' },
      actualPayoff: null,
    });
  };
  await decide('A', '2026-05-05', 'failed', 100, true);
  await decide('B', '2026-05-11', 'failed', 200, false);
  await decide('C', '2026-05-21', 'succeeded', 300, true);
  at('2026-05-25T09:00:00Z');
  const { scores, burnDown, answer } = await answers().whole(ana, own.id);
  expect(scores).toMatchObject({
    ...{ decided: 3, daysToVerdict: 10, costPerVerdict: 200, learnings: 2, lossesAvoided: 300 },
    asAgreed: { of: 3, share: 2 / 3 },
  });
  expect(scores.learningsPerThousand).toBeCloseTo(2000 / 600, 9);
  expect(answer.failureBudget).toMatchObject({ usedBets: 2, usedMoney: 300 });
  const on = (day: string) => burnDown!.find((one) => one.on === day)!;
  // 91 days from 1 April: 10 of the money a day.
  expect(burnDown).toHaveLength(91);
  expect(on('2026-04-01')).toMatchObject({ bets: 4, money: 910, evenMoney: 900 });
  expect(
    [on('2026-05-04'), on('2026-05-05'), on('2026-05-11'), on('2026-05-25')].map(({ bets, money }) => [bets, money]),
  ).toEqual([
    ...[
      [4, 910],
      [3, 810],
      [2, 610],
      [2, 610],
    ],
  ]);
  expect(on('2026-05-26')).toMatchObject({ bets: null, money: null });
  expect(on('2026-06-30').evenBets).toBeCloseTo(0, 9);
});

test('the burn-down of a long period is as many points as a page can draw', () => {
  const pointsOf = (from: string, to: string) =>
    burnDown(
      {
        ...{ schema: 1, rates: [], domains: [], outcomes: [], bets: [] },
        period: { from, to, failureBudget: { bets: 10, money: 100 } },
      },
      '2026-05-01',
    )!;
  expect(pointsOf('2026-01-01', '2027-01-01')).toHaveLength(365);
  for (const to of ['2028-06-01', '2126-01-01', '9999-12-31']) {
    const points = pointsOf('2026-01-01', to);
    expect(points.length).toBeGreaterThan(100);
    expect(points.length).toBeLessThanOrEqual(401);
    expect(points[0]!.on).toBe('2026-01-01');
    expect(points.at(-1)!.evenBets).toBeLessThan(0.1);
  }
});

test('what if and scenarios: beside what the plan says, and nothing is changed', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const mail = await addDomain(ana, own, 'newsletter', 100);
  const bet = await addBet(ana, own, { domainIds: [mail.id] });
  const { revision } = (await plans().read(own.id)).state.plan;
  const tried = await answers().tryChanges(own.id, [
    { kind: 'bet', id: bet.id, probability: 0.8, money: 150 },
    { kind: 'domain', id: mail.id, failure: 0.5 },
  ]);
  expect(tried.outcomes[0]!.probability).toBeCloseTo(0.4, 12);
  expect(tried.outcomes[0]!.probabilityNow).toBeCloseTo(0.45, 12);
  expect(tried).toMatchObject({ staked: 150, caps: [{ planned: 150, verdict: 'over' }] });
  const changes = [
    { kind: 'domain', id: mail.id, removed: true },
    { kind: 'bet', id: own.id, removed: true },
  ] as const;
  const { id } = await answers().addScenario(ana.actor, own.id, { name: 'No mail', changes: [...changes] });
  const { scenarios } = await answers().scenarios(own.id);
  expect(scenarios).toMatchObject([{ name: 'No mail', lost: 1, answer: { outcomes: [{ probability: 0 }] } }]);
  await answers().changeScenario(ana.actor, id, { version: 1, name: 'Without mail' });
  await expect(answers().changeScenario(ana.actor, id, { version: 1, name: 'X' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await answers().removeScenario(ana.actor, id);
  expect((await answers().scenarios(own.id)).scenarios).toEqual([]);
  expect((await plans().read(own.id)).state.plan.revision).toBe(revision);
});

test('any two parts together: the worst first, computed once until something changes', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const mail = await addDomain(ana, own, 'newsletter');
  const payoff = { low: 50, likely: 50, high: 50 };
  const add = (name: string, probability: number, domainIds: string[]) =>
    addBet(ana, own, { name, probability, payoff, domainIds });
  const [a, b] = [await add('A', 0.5, [mail.id]), await add('B', 0.4, [mail.id])];
  const c = await add('C', 0.3, []);
  const service = answers();
  const found = await service.pairs(own.id, own.outcomeId, 50);
  expect(found).toMatchObject({ outcome: { id: own.outcomeId }, count: 6, leftOut: 0, draws: 100_000 });
  // One success is enough; the newsletter fails 1 in 10. Without the newsletter nothing but C is left.
  const expected = new Map([
    [[mail.id, c.id], 0],
    [[a.id, mail.id], 0.3],
    [[b.id, mail.id], 0.3],
    [[a.id, b.id], 0.3],
    [[a.id, c.id], 0.36],
    [[b.id, c.id], 0.45],
  ]);
  for (const [ids, probability] of expected) {
    const pair = found.pairs.find(({ parts }) => ids.every((id) => parts.some((part) => part.id === id)))!;
    expect(Math.abs(pair.probability - probability)).toBeLessThan(4 * found.standardError);
  }
  expect(found.pairs[0]).toMatchObject({ probability: 0, parts: [{ kind: 'domain' }, { kind: 'bet', name: 'C' }] });
  // Without C alone 0.9 × (1 − 0.5 × 0.6), without the newsletter alone 0.3: the worse of them is that.
  expect(found.pairs[0]!.beyond).toBeCloseTo(0.3, 1);
  expect((await service.pairs(own.id, own.outcomeId, 2)).pairs).toEqual(found.pairs.slice(0, 2));
  await bets().change(ana.actor, c.id, { version: 1, probability: 0 });
  expect((await service.pairs(own.id, own.outcomeId, 1)).pairs[0]!.probability).toBe(0);
  await expect(service.pairs(own.id, own.id, 1)).rejects.toMatchObject({ code: 'not-found' });
});

test('is computed ahead for whoever comes', async () => {
  // After all others, so that it is the one of today.
  at('2026-05-01T09:00:01Z');
  const own = await plan.makePlan(ana);
  const service = answers();
  await service.current();
  const before = asked;
  const current = await service.whole(ana);
  expect([current.plan.id, asked]).toEqual([own.id, before]);
});

test('a drill breaks the same for the same seed, says what it means, and keeps answers', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  await expect(answers().holdDrill(ana.actor, own.id)).rejects.toMatchObject({ code: 'conflict' });
  const mail = await addDomain(ana, own, 'newsletter');
  await addBet(ana, own, { domainIds: [mail.id], probability: 1 });
  const drill = await answers().holdDrill(ana.actor, own.id, 5);
  expect(drill).toMatchObject({
    broken: [{ kind: 'domain', name: 'newsletter' }],
    outcomes: [{ name: 'Members', before: 0.9, probability: 0 }],
    sentence: '“newsletter” fails: “Members” is then missed always, instead of once in 10. What would you do?',
  });
  await addBet(ana, own, { name: 'Second', domainIds: [mail.id], probability: 0.5 });
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  const broken = [];
  for (const seed of [...seeds, ...seeds])
    broken.push(JSON.stringify((await answers().holdDrill(ana.actor, own.id, seed)).broken));
  expect(broken.slice(12)).toEqual(broken.slice(0, 12));
  expect(new Set(broken).size).toBeGreaterThan(1);
  const answered = await answers().answerDrill(ana.actor, drill.id, 'We write by post.');
  expect(answered.answers).toMatchObject([{ text: 'We write by post.', by: { name: 'Ana' } }]);
});
