import { planSamples } from '@dandelion-loop/portfolio/samples';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import type { Evidence, EvidenceSource } from '../../kernel/evidence-source.ts';
import { betEvidence, breakerEvidence } from '../bets/index.ts';
import { usePlan } from '../bets/test-plan.ts';
import { createHandOffs, handOffEvidence } from '../hand-offs/index.ts';
import { outcomeViews } from '../plan/index.ts';
import { domainEvidence, failureBudgetEvidence, outcomeEvidence } from './plan-evidence.ts';
import { createPlanner } from './planner.ts';
import { createPlanAnswers } from './service.ts';

/** The year of the charity, as it stands after its first quarter, and what a meeting is told of it. */

const plan = usePlan('2027-04-02T09:00:00Z');
const { bets, plans, at } = plan;
const handOffs = () => createHandOffs(plan.parts());
const computing = createPlanner();

function sources() {
  const answers = createPlanAnswers({
    ...{ ...plan.parts(), plans: plans(), bets: bets(), handOffs: handOffs() },
    planner: {
      answer: async (planId, document, on) => computing.compute({ kind: 'answer', planId, document, on }) as never,
      variants: () => Promise.reject(new Error('not asked for')),
      pairs: () => Promise.reject(new Error('not asked for')),
    },
  });
  const parts = {
    current: answers.current,
    outcomes: ({ state }: { state: { outcomes: Parameters<typeof outcomeViews>[1] } }) =>
      outcomeViews(plan.records(), state.outcomes),
  };
  return {
    outcomes: outcomeEvidence(parts),
    budget: failureBudgetEvidence(parts),
    domains: domainEvidence(parts),
    bets: betEvidence(plan.records()),
    breakers: breakerEvidence(plan.records()),
    handOffs: handOffEvidence(plan.records()),
  };
}

/** Asked at a meeting, after what was told at the one before, if there was one. */
const ask = (source: EvidenceSource, before: Evidence | null = null, since = '2027-03-03T00:00:00Z') =>
  source.read({
    ...{ since: new Date(since), now: plan.now(), today: plan.now().toISOString().slice(0, 10) },
    ...{ timeZone: 'UTC', ritualId: 'r', members: [], remembered: before?.remember ?? null },
  });
const named = ({ items }: Evidence) => items.map(({ subject }) => subject.name);
const betNamed = async (name: string) =>
  (await bets().views((await plans().read()).state)).find((bet) => bet.name === name)!;

let ana: Caller & { id: string };
beforeAll(async () => {
  ana = await plan.member('Ana');
  for (const source of Object.values(sources()))
    if (['outcomes', 'failure-budget', 'domains'].includes(source.kind))
      expect(await ask(source)).toMatchObject({ items: [], because: 'There is no plan yet.' });
  const { problems } = await plans().import(ana.actor, {
    ...{ document: structuredClone(planSamples.charity) as never, into: null, dryRun: false },
  });
  expect(problems).toEqual([]);
});

describe('of the plan of today', () => {
  test('outcomes say their chance, how it moved since the meeting before, and where they stand', async () => {
    const first = await ask(sources().outcomes);
    expect(first.because).toBe('“Wadden Coast Trust, 2027” has 2 outcomes.');
    expect(named(first).sort()).toEqual(['monthly donors', 'volunteers']);
    expect(first.items[0]!.sentence).not.toMatch(/meeting before/);
    expect(first.items[0]!.sentence).toMatch(/Nobody has said yet where it stands; it began at \d+\.$/);
    const same = await ask(sources().outcomes, first);
    expect(same.items[0]!.sentence).toMatch(/That is as at the meeting before\./);

    const { state } = await plans().read();
    const donors = state.outcomes.find(({ name }) => name === 'monthly donors')!;
    await plans().changeOutcome(ana.actor, donors.id, { version: donors.version, target: 900 });
    await plans().addValue(ana.actor, donors.id, { on: '2027-04-01', value: 452, note: '' });
    const less = await ask(sources().outcomes, first);
    expect(less.because).toMatch(/has 2 outcomes, 1 less likely than at the meeting before\.$/);
    expect(less.items[0]).toMatchObject({ subject: { kind: 'outcome', id: donors.id }, page: '/plan' });
    expect(less.items[0]!.sentence).toMatch(
      /That is less than at the meeting before: \d+ in 100\. On 1 April 2027 it stood at 452 \(.*\); it began at 438\.$/,
    );
    await plans().changeOutcome(ana.actor, donors.id, { version: donors.version + 1, target: 665 });
  });

  test('the failure budget says its sentence, and what was used since', async () => {
    const first = await ask(sources().budget);
    expect(first.because).toMatch(/^It is (under-used|on track|over-used)\.$/);
    const remembered = {
      ...first,
      remember: { ...(first.remember as object), bets: 0, money: 0, verdict: 'over-used' },
    };
    const later = await ask(sources().budget, remembered);
    // Of the sample two bets ended badly: one failed for 900, one was stopped for 620.
    expect(later.items[0]!.sentence).toMatch(/Since the meeting before: 2 failed bets, €1,520\.$/);
    expect(later.because).toMatch(/; at the meeting before it was over-used\.$/);
  });

  test('what carries too much is new once', async () => {
    const first = await ask(sources().domains);
    const { state } = await plans().read();
    const newsletter = state.domains.find(({ name }) => name === 'newsletter')!;
    await plan.query('UPDATE failure_domains SET cap = 10000 WHERE id = $1', [newsletter.id]);
    await plan.query('UPDATE plans SET revision = revision + 1');
    const over = await ask(sources().domains, first);
    expect(over.items[0]).toMatchObject({
      subject: { kind: 'domain', id: newsletter.id, name: 'newsletter' },
      options: [{ what: 'Take a bet off it' }, { what: 'Raise its cap', asksWhy: true }],
    });
    expect(over.items[0]!.sentence).toMatch(/^newsletter: €16,000 of €10,000 is staked, €6,000 over its cap\.$/);
    expect(over.because).toMatch(/^1 domain is over its cap, new since the meeting before/);
    expect((await ask(sources().domains, over)).because).toMatch(/^1 domain is over its cap(;|\.)/);
    await plan.query('UPDATE failure_domains SET cap = 17000 WHERE id = $1', [newsletter.id]);
    await plan.query('UPDATE plans SET revision = revision + 1');
  });

  test('a part on which a target hangs alone is told with how often the target is missed without it', async () => {
    const { state } = await plans().read();
    const donors = state.outcomes.find(({ name }) => name === 'monthly donors')!;
    const [walks] = await bets().views(state);
    const before = await ask(sources().domains);
    // Only the walks can bring so many.
    await plans().changeOutcome(ana.actor, donors.id, { version: 3, target: 439 });
    for (const bet of state.bets)
      if (bet.outcomeId === donors.id && bet.id !== walks!.id)
        await plan.query('UPDATE bets SET low = 0, likely = 0, high = 0, actual_payoff = NULL WHERE id = $1', [bet.id]);
    await plan.query('UPDATE plans SET revision = revision + 1');
    const found = await ask(sources().domains, before);
    expect(named(found)).toContain('ask at the end of every mudflat walk');
    expect(found.because).toMatch(/single points? of failure.*new since the meeting before/);
    const sentence = found.items.find(({ subject }) => subject.id === walks!.id)!.sentence;
    expect(sentence).toBe(
      'If the bet “ask at the end of every mudflat walk” is not run, the target for monthly donors is missed always.',
    );
  });
});

describe('of bets', () => {
  test('wait for a verdict when their day came or a breaker stopped them; a start without a signature is told', async () => {
    at('2027-04-02T09:00:00Z');
    await bets().sweep();
    const first = await ask(sources().bets);
    // Of the sample none that runs is at its end; of the planned ones those up to 16 April are not signed, or were to begin before.
    const { state } = await plans().read();
    const soon = state.bets.filter(
      ({ status, signed, startsOn }) => status === 'planned' && signed === null && startsOn! <= '2027-04-16',
    );
    expect(soon.length).toBeGreaterThan(0);
    expect(named(first).sort()).toEqual(soon.map(({ name }) => name).sort());
    expect(first.because).toBe(`${soon.length} bets to begin within 14 days are not signed.`);
    expect(first.items.find(({ subject }) => subject.name === 'members bring a friend')!.sentence).toMatch(
      /^It begins on 15 April 2027, in 13 days, and hypothesis, cap and kill criteria are not signed/,
    );

    at('2027-04-15T09:00:00Z');
    await bets().sweep();
    const last = await ask(sources().bets, first);
    expect(last.items[0]).toMatchObject({
      subject: { name: 'donation page: monthly first' },
      sentence: 'Today is its last day.',
      options: [{ asksWhy: false }, { what: 'Give it more time', asksWhy: true }],
    });
    expect(last.because).toMatch(/^1 bet waits for a verdict, new since the meeting before; /);
    at('2027-04-20T09:00:00Z');
    await bets().sweep();
    const over = await ask(sources().bets, last);
    expect(over.items[0]!.sentence).toBe(
      'It stopped itself on 20 April 2027: Its last day, 15 April 2027, is over. Nobody has said yet how it ended.',
    );
    expect(over.because).toMatch(/^1 bet waits for a verdict; /);
    const stopped = await betNamed('donation page: monthly first');
    await bets().decide(ana.actor, stopped.id, {
      ...{ version: stopped.version, verdict: 'succeeded', because: 'Enough.', asAgreed: true, learned: '' },
      actualPayoff: 30,
    });
    expect(named(await ask(sources().bets, over))).not.toContain('donation page: monthly first');
  });

  test('breakers that tripped come first, then probes, limits that are near, and what was not fed', async () => {
    at('2027-04-20T10:00:00Z');
    const welcome = await betNamed('welcome series for newsletter readers');
    // All that run were fed lately.
    const { state } = await plans().read();
    const running = state.bets.filter(({ status }) => status === 'running');
    for (const { id } of running)
      await bets().addNumber(ana.actor, id, { kind: 'money', measure: null, on: '2027-04-20', value: 1, note: '' });
    expect((await ask(sources().breakers)).items).toEqual([]);
    const harm = await bets().addBreaker(ana.actor, welcome.id, { kind: 'harm', measure: 'unsubscribes', limit: 50 });
    const feed = (value: number) =>
      bets().addNumber(ana.actor, welcome.id, {
        ...{ kind: 'unsubscribes', measure: null, on: '2027-04-20', value, note: '' },
      });
    await feed(39);
    expect((await ask(sources().breakers)).because).not.toMatch(/close to a limit/);
    await feed(1);
    const near = await ask(sources().breakers);
    expect(near).toMatchObject({ because: '1 bet is close to a limit.' });
    expect(near.items[0]!.sentence).toBe('40 of 50 unsubscribes: 80% of its limit.');
    await feed(11);
    const tripped = await ask(sources().breakers, near);
    expect(tripped.because).toBe('1 bet stopped itself, new since the meeting before.');
    expect(tripped.items[0]).toMatchObject({
      page: `/plan/bets/${welcome.id}`,
      sentence:
        'It stopped itself on 20 April 2027: 51 unsubscribes, over the limit of 50. Let it run again with a reason, or say how it ended.',
    });
    // To go on against what was agreed takes a reason.
    expect(tripped.items[0]!.options).toMatchObject([
      { what: 'Leave it stopped, and say how it ended', asksWhy: false },
      { what: 'Change it, and let it run on a probe', asksWhy: false },
      { what: 'Let it run on with a higher limit', asksWhy: true },
    ]);
    expect((await ask(sources().breakers, tripped)).because).toBe('1 bet stopped itself.');
    await bets().resetBreaker(ana.actor, harm.id, {
      ...{ to: 'half-open', version: harm.version + 1, reason: 'A softer text.', money: 100, endsOn: '2027-04-30' },
    });
    const probe = await ask(sources().breakers, tripped);
    expect(probe.items[0]!.sentence).toMatch(/^It runs on a probe until 30 April 2027, with 0 of 100 spent: A softer/);
    at('2027-05-25T10:00:00Z');
    expect((await ask(sources().breakers)).because).toContain(`${running.length} bets were fed nothing for 14 days`);
  });
});

test('hand-offs: over their day first, then those that nobody takes, with what waits for them', async () => {
  at('2027-04-20T10:00:00Z');
  expect((await ask(sources().handOffs)).because).toBe('No hand-off is loose, over its day or due within a week.');
  const { view, state } = await plans().read();
  const tom = await plan.member('Tom');
  const friend = state.bets.find(({ name }) => name === 'members bring a friend')!;
  const none = { fromBetId: null, toBetId: null, fromId: null, toId: null, dueOn: null };
  const add = (given: Partial<typeof none> | object, what: string) =>
    handOffs().add(ana, view.id, { ...none, what, ...given });
  await add({}, 'Photographs');
  await add({ toId: ana.id, fromId: tom.id, dueOn: '2027-04-17', toBetId: friend.id }, 'The cards');
  await add({ toId: ana.id, dueOn: '2027-04-24' }, 'The list');
  await add({ toId: ana.id, dueOn: '2027-06-01' }, 'Much later');
  await add({ toId: tom.id, dueOn: '2027-06-01' }, 'Of Tom');
  await plan.leave(tom.id);
  const found = await ask(sources().handOffs, null, '2027-04-20T09:00:00Z');
  expect(found.because).toBe(
    '1 hand-off is over its day; 2 hand-offs have nobody who takes them, 2 new since 20 April 2027.',
  );
  expect(found.items.map(({ subject, sentence }) => [subject.name, sentence])).toEqual([
    ['The cards', 'To Ana, 3 days over: it was due on 17 April 2027. “members bring a friend” waits for it.'],
    ['Of Tom', 'Tom, who was to take it, has left, due on 1 June 2027.'],
    ['Photographs', 'Nobody takes it, without a day.'],
    ['The list', 'To Ana, due on 24 April 2027.'],
  ]);
});
