import { sharedPlanSchema } from '@dandelion-loop/contract';
import { beforeAll, expect, test } from 'vitest';
import { type Caller, machine } from '../../kernel/caller.ts';
import { createAttempts } from '../access/index.ts';
import { usePlan } from '../bets/test-plan.ts';
import { createHandOffs } from '../hand-offs/index.ts';
import { createPlanAnswers, createPlanner } from '../plan-answers/index.ts';
import { createPlanPage } from './service.ts';

const plan = usePlan();
const { bets, plans, at } = plan;

let computed = 0;

function page() {
  const computing = createPlanner();
  const planner = {
    async answer(planId: string, document: never, on: string) {
      computed++;
      return computing.compute({ kind: 'answer', planId, document, on }) as never;
    },
    variants: async () => [],
  };
  const answers = createPlanAnswers({
    ...{ ...plan.parts(), planner: planner as never, plans: plans(), bets: bets() },
    handOffs: createHandOffs(plan.parts()),
  });
  const nobody = { actor: machine, member: null, permissions: new Set(['plan:read'] as const) };
  return createPlanPage({
    ...{ records: plan.records(), now: plan.now, url: () => 'https://example.org' },
    attempts: createAttempts({ records: plan.records(), now: plan.now }),
    readPlan: (id) => answers.withDocument(nobody, id),
    readWorkspace: async () => ({ name: 'Wadden Foundation', locale: 'en-GB' }),
  });
}

let ana: Caller & { id: string };
beforeAll(async () => {
  ana = await plan.member('Ana Vermeer');
});

const tokenOf = (url: string) => new URL(url).hash.slice(1);

test('a stranger reads what was tried, failed, saved and learned, and no name of a person', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const agency = await plan.member('Agency Jansen', 'partner');
  const stake = { money: 300, hours: 0, coordinationHours: 0 };
  const bet = await plan.run(ana, own, { name: 'Letters', stake, partnerIds: [agency.id] });
  await bets().addNumber(ana.actor, bet.id, {
    kind: 'money',
    measure: null,
    on: '2026-05-01',
    value: 120,
    note: 'Jansen',
  });
  await bets().decide(ana.actor, bet.id, {
    ...{ version: bet.version, verdict: 'failed', because: 'Jansen was late.', asAgreed: true },
    ...{ learned: 'Letters come too late.', actualPayoff: null },
  });
  await plan.addBet(ana, own, { name: 'Fair', startsOn: '2026-06-01' });
  const { link, url } = await page().make(ana.actor, own.id, { madeFor: 'The board', days: 7 });
  const shown = await page().open(tokenOf(url), '203.0.113.7');
  expect(sharedPlanSchema.strict().parse(shown)).toMatchObject({
    tried: [{ name: 'Letters', status: 'failed', cost: 120, saved: 180, learned: 'Letters come too late.' }],
    next: [{ name: 'Fair', startsOn: '2026-06-01' }],
    ...{ running: [], saved: 180, workspace: 'Wadden Foundation', asOf: '2026-05-01' },
    outcomes: [{ name: 'Members', target: 240, probability: 0.5, direction: 'rise', range: { low: 200, high: 250 } }],
  });
  // The one bet that is left carries all of it; what hangs on it is said.
  expect(shown.outcomes[0]!.worries).toEqual([{ kind: 'bet', name: 'Fair', probability: 0 }]);
  expect(JSON.stringify(shown)).not.toMatch(/Ana|Vermeer|Jansen|board/);
  expect(await page().list(own.id)).toMatchObject([{ id: link.id, opens: 1, state: 'active', madeFor: 'The board' }]);
});

test('a partner on whom much hangs is not named', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const { id } = await plans().addDomain(ana.actor, own.id, {
    ...{ name: 'Agency Jansen', kind: 'partner', failure: 0.1, cap: null, beliefId: null },
  });
  for (const name of ['Letters', 'Fair'])
    await plan.addBet(ana, own, { name, domainIds: [id], probability: 0.9, endsOn: '2026-06-30' });
  const { url } = await page().make(ana.actor, own.id, { madeFor: '', days: 7 });
  const shown = await page().open(tokenOf(url), '203.0.113.9');
  expect(shown.outcomes[0]!.worries).toContainEqual({ kind: 'partner', name: null, probability: 0 });
  expect(shown.daysEarly).toBeNull();
  expect(JSON.stringify(shown)).not.toMatch(/Jansen/);
});

test('links are listed, made and revoked without computing the plan', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const before = computed;
  const { link } = await page().make(ana.actor, own.id, { madeFor: 'The board', days: 7 });
  await page().revoke(ana.actor, link.id);
  expect(await page().list(own.id)).toMatchObject([{ id: link.id, state: 'revoked' }]);
  expect(computed).toBe(before);
  await expect(page().list(ana.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a link that was revoked, is over or never was shows nothing, and which it is is not told', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana);
  const revoked = await page().make(ana.actor, own.id, { madeFor: '', days: 7 });
  await page().revoke(ana.actor, revoked.link.id);
  at('2026-05-01T09:00:01Z');
  const over = await page().make(ana.actor, own.id, { madeFor: '', days: 7 });
  at('2026-05-08T09:00:01Z');
  const failures = [];
  for (const token of [tokenOf(revoked.url), tokenOf(over.url), 'never'])
    failures.push(
      await page()
        .open(token, '203.0.113.8')
        .catch(({ code, message }) => ({ code, message })),
    );
  expect(failures[0]).toMatchObject({ code: 'share-ended' });
  expect(failures).toEqual([failures[0], failures[0], failures[0]]);
  expect((await page().list(own.id)).map(({ state }) => state)).toEqual(['expired', 'revoked']);
  expect(await plan.entriesOf(revoked.link.id)).toEqual(['plan-link.created', 'plan-link.revoked']);
});
