import { seededUniform } from '@dandelion-loop/stats';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from './test-plan.ts';

const plan = usePlan();
const { bets, plans, makePlan, addDomain, addBet, run } = plan;
const stake = (money: number) => ({ money, hours: 0, coordinationHours: 0 });

let ana: Caller & { id: string };
beforeAll(async () => {
  ana = await plan.member('Ana');
});

/** By SQL of its own: stakes of open bets and what closed ones cost, against each cap. */
async function overCaps(planId: string) {
  const { rows } = await plan.query(
    `SELECT d.name, d.cap, sum(CASE WHEN b.status IN ('planned', 'running') THEN b.money
       ELSE coalesce((SELECT sum(value) FROM bet_numbers n WHERE n.bet_id = b.id AND n.kind = 'money'), b.money) END) AS used
     FROM failure_domains d JOIN bets b ON d.id = ANY (b.domain_ids) WHERE d.plan_id = $1 AND d.cap IS NOT NULL
     GROUP BY d.id HAVING sum(b.money) IS NOT NULL`,
    [planId],
  );
  return rows.filter(({ cap, used }) => used > cap + 1e-6);
}

test('a stake that does not fit is refused with the domain and both amounts', async () => {
  const own = await makePlan(ana);
  const mail = await addDomain(ana, own, 'newsletter', 1000);
  await addBet(ana, own, { name: 'First', stake: stake(700), domainIds: [mail.id] });
  await expect(addBet(ana, own, { name: 'Second', stake: stake(400), domainIds: [mail.id] })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/newsletter: .*1,100 of .*1,000 would be staked or spent, .*100 over its cap/),
  });
  await expect(
    plans().changeDomain(ana.actor, mail.id, { version: 1, cap: 600 }),
    'a cap below what is staked',
  ).rejects.toMatchObject({ code: 'conflict' });
  expect(await overCaps(own.id)).toEqual([]);
});

test('what is spent above a cap is kept, and leaves no room', async () => {
  const own = await makePlan(ana);
  const mail = await addDomain(ana, own, 'newsletter', 1000);
  const bet = await run(ana, own, { name: 'Dear', stake: stake(800), cap: 5000, domainIds: [mail.id] });
  await bets().addNumber(ana.actor, bet.id, { kind: 'money', measure: null, on: '2026-05-02', value: 1200, note: '' });
  expect((await bets().read(bet.id)).spent.money).toBe(1200);
  await expect(
    addBet(ana, own, { name: 'More', stake: stake(100), domainIds: [mail.id] }),
    'its stake alone would leave 200',
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(plans().changeDomain(ana.actor, mail.id, { version: 1, cap: 900 })).rejects.toMatchObject({
    code: 'conflict',
  });
  // Nearer to what is spent.
  expect((await plans().changeDomain(ana.actor, mail.id, { version: 1, cap: 1100 })).cap).toBe(1100);
});

test('no sequence of edits goes over a cap, also not two at once', async () => {
  const uniform = seededUniform(11);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)]!;
  const own = await makePlan(ana);
  const domains = [await addDomain(ana, own, 'mail', 1000), await addDomain(ana, own, 'fair', 500)];
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const ids: string[] = [];
  for (const name of names) ids.push((await addBet(ana, own, { name, stake: stake(0) })).id);
  let [done, refused] = [0, 0];
  const edit = async () => {
    const id = pick(ids);
    const kind = uniform();
    const [money, cap, some] = [Math.round(uniform() * 900), Math.round(uniform() * 1500), uniform()];
    const domainIds = domains.filter(() => uniform() < 0.6).map((one) => one.id);
    const bet = await bets().read(id);
    if (kind < 0.35) return bets().change(ana.actor, id, { version: bet.version, stake: stake(money) });
    if (kind < 0.6) return bets().change(ana.actor, id, { version: bet.version, domainIds });
    if (kind < 0.75) {
      const { state } = await plans().read(own.id);
      const domain = pick(state.domains);
      return plans().changeDomain(ana.actor, domain.id, { version: domain.version, cap });
    }
    if (some < 0.3 && bet.status === 'planned') return bets().start(ana.actor, id, bet.version);
    return bets().change(ana.actor, id, { version: bet.version, stake: stake(money), domainIds });
  };
  for (let round = 0; round < 30; round++) {
    const results = await Promise.allSettled([edit(), edit(), edit()]);
    for (const one of results) {
      if (one.status === 'fulfilled') done++;
      else {
        expect(one.reason).toMatchObject({ code: 'conflict' });
        refused++;
      }
    }
    expect(await overCaps(own.id)).toEqual([]);
  }
  // Both happen often, or the test says nothing.
  expect([done > 20, refused > 12]).toEqual([true, true]);
}, 60_000);
