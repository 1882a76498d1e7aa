import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from './test-plan.ts';

const plan = usePlan();
const { bets, plans, makePlan, addDomain, addBet, run, at, entriesOf } = plan;

let ana: Caller & { id: string };
let own: Awaited<ReturnType<typeof makePlan>>;
beforeAll(async () => {
  ana = await plan.member('Ana');
  own = await makePlan(ana);
});

type Kind = 'money' | 'unsubscribes' | 'complaints' | 'guardrail';
const feed = (id: string, kind: Kind, value: number, { on = '2026-05-02', measure = null as string | null } = {}) =>
  bets().addNumber(ana.actor, id, { kind, measure, on, value, note: '' });
const announced = async (id: string) =>
  (
    await plan.query("SELECT data FROM announcements WHERE type = 'breaker.tripped' AND data->'bet'->>'id' = $1", [id])
  ).rows.map(({ data }) => data);

test('a bet gets breakers for its cap and its last day, and its cap stops it', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await run(ana, own, { name: 'Spends', cap: 500, endsOn: '2026-06-01' });
  expect(
    bet.breakers.map(({ kind, limit, limitOn, state, sentence }) => ({ kind, limit, limitOn, state, sentence })),
  ).toEqual([
    {
      kind: 'spend',
      limit: 500,
      limitOn: null,
      state: 'closed',
      sentence: 'All is well. It was never fed a number.',
    },
    { kind: 'date', limit: null, limitOn: '2026-06-01', state: 'closed', sentence: 'All is well.' },
  ]);
  await feed(bet.id, 'money', 500);
  expect((await bets().read(bet.id)).status).toBe('running');
  await feed(bet.id, 'money', 1, { on: '2026-05-03' });
  const stopped = await bets().read(bet.id);
  const because = '501 is spent, over the limit of 500.';
  expect(stopped).toMatchObject({
    status: 'stopped',
    decidedOn: '2026-05-01',
    decidedBecause: because,
    asAgreed: true,
  });
  expect(stopped.breakers[0]).toMatchObject({ state: 'tripped', value: 501, fedOn: '2026-05-03', because });
  expect(stopped.breakers[0]!.sentence).toBe(`Tripped: ${because} Last fed for 3 May 2026.`);
  expect(await announced(bet.id)).toEqual([
    { bet: { id: bet.id, name: 'Spends' }, kind: 'spend', measure: null, because },
  ]);
  expect((await entriesOf(bet.id)).at(-1)).toBe('bet.stopped-by-breaker');
});

test('the last day stops it by the sweep, and nothing twice', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await run(ana, own, { name: 'Ends', endsOn: '2026-05-20' });
  at('2026-05-20T09:00:00Z');
  await bets().sweep();
  expect((await bets().read(bet.id)).status).toBe('running');
  at('2026-05-21T09:00:00Z');
  await bets().sweep();
  await bets().sweep();
  expect(await bets().read(bet.id)).toMatchObject({
    status: 'stopped',
    decidedOn: '2026-05-21',
    decidedBecause: 'Its last day, 20 May 2026, is over.',
  });
  expect(await announced(bet.id)).toHaveLength(1);
});

test('a sweep changes plans only of which it stops a bet', async () => {
  at('2026-05-01T09:00:00Z');
  const quiet = await makePlan(ana);
  const bet = await run(ana, quiet, { name: 'Quiet', cap: 500, endsOn: '2026-05-20' });
  await feed(bet.id, 'money', 499);
  const revision = async () => (await plans().read(quiet.id)).state.plan.revision;
  const before = await revision();
  at('2026-05-20T09:00:00Z');
  await bets().sweep();
  expect(await revision()).toBe(before);
  at('2026-05-21T09:00:00Z');
  await bets().sweep();
  expect((await bets().read(bet.id)).status).toBe('stopped');
  expect(await revision()).toBe(before + 1);
});

test('harm stops it; on a probe it counts anew, and closes by itself when the probe kept to its limits', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await run(ana, own, { name: 'Harms' });
  const { id } = await bets().addBreaker(ana.actor, bet.id, { kind: 'harm', measure: 'unsubscribes', limit: 10 });
  await feed(bet.id, 'complaints', 50);
  await feed(bet.id, 'unsubscribes', 10);
  expect((await bets().read(bet.id)).status).toBe('running');
  await feed(bet.id, 'unsubscribes', 2);
  expect(await bets().read(bet.id)).toMatchObject({
    status: 'stopped',
    decidedBecause: '12 unsubscribes, over the limit of 10.',
  });
  const half = await bets().resetBreaker(ana.actor, id, {
    ...{ to: 'half-open', version: 2, reason: 'One letter less.', money: 100, endsOn: '2026-05-10' },
  });
  expect(half).toMatchObject({
    state: 'half-open',
    value: null,
    probe: { money: 100, spent: 0, endsOn: '2026-05-10' },
  });
  expect(await bets().read(bet.id)).toMatchObject({ status: 'running', decidedOn: null, asAgreed: null });
  await feed(bet.id, 'unsubscribes', 3);
  await feed(bet.id, 'money', 80);
  at('2026-05-11T09:00:00Z');
  await bets().sweep();
  const after = (await bets().read(bet.id)).breakers.find((one) => one.id === id)!;
  expect(after).toMatchObject({ state: 'closed', value: 3, probe: null });
  expect(await entriesOf(bet.id)).toEqual(expect.arrayContaining(['bet.breaker-reset', 'bet.breaker-closed']));
});

test('a probe trips on more money than it has, and when nothing was fed in it', async () => {
  for (const [money, day, reason] of [
    [101, '2026-05-02T09:00:00Z', /101 is spent in the probe, which had 100/],
    [null, '2026-05-11T09:00:00Z', /no number was fed in it/],
  ] as const) {
    at('2026-05-01T09:00:00Z');
    const bet = await run(ana, own, { name: `Probe ${day}` });
    const guard = { kind: 'guardrail', measure: 'margin', trips: 'below', limit: 0.2 } as const;
    const { id } = await bets().addBreaker(ana.actor, bet.id, guard);
    await feed(bet.id, 'guardrail', 0.3, { measure: 'margin', on: '2026-05-03' });
    // Of a day before: the newest day counts.
    await feed(bet.id, 'guardrail', 0.1, { measure: 'margin', on: '2026-05-02' });
    expect((await bets().read(bet.id)).status).toBe('running');
    await feed(bet.id, 'guardrail', 0.19, { measure: 'margin', on: '2026-05-04' });
    expect(await bets().read(bet.id)).toMatchObject({
      status: 'stopped',
      decidedBecause: 'margin is at 0.19, below the limit of 0.2.',
    });
    await bets().resetBreaker(ana.actor, id, {
      to: 'half-open',
      version: 2,
      reason: 'Once more.',
      money: 100,
      endsOn: '2026-05-10',
    });
    if (money !== null) await feed(bet.id, 'money', money);
    at(day);
    await bets().sweep();
    expect((await bets().read(bet.id)).decidedBecause).toMatch(reason);
  }
});

test('closed by hand needs a limit that holds, a reason, and room below the caps', async () => {
  at('2026-05-01T09:00:00Z');
  const mail = await addDomain(ana, own, 'newsletter', 1000);
  const stake = { money: 600, hours: 0, coordinationHours: 0 };
  const bet = await run(ana, own, { name: 'Closed', cap: 200, stake, domainIds: [mail.id] });
  await feed(bet.id, 'money', 201);
  const { id } = (await bets().read(bet.id)).breakers.find(({ kind }) => kind === 'spend')!;
  const close = (limit?: number) =>
    bets().resetBreaker(ana.actor, id, { to: 'closed', version: 2, reason: 'Worth it.', ...(limit ? { limit } : {}) });
  await expect(close()).rejects.toThrow(/trip again at once: 201 is spent, over the limit of 200/);
  // It cost 201 of the cap, so that another one fits; then it does not fit back.
  const other = await addBet(ana, own, { name: 'Other', stake: { ...stake, money: 700 }, domainIds: [mail.id] });
  await expect(close(800)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/newsletter/) });
  await bets().remove(ana.actor, other.id, 1);
  expect(await close(800)).toMatchObject({ state: 'closed', limit: 800, because: 'Worth it.' });
  expect((await bets().read(bet.id)).status).toBe('running');
});

test('a verdict of people stands: the breaker cannot begin it again', async () => {
  const bet = await run(ana, own, { name: 'Verdict', cap: 10 });
  await feed(bet.id, 'money', 11);
  const stopped = await bets().read(bet.id);
  const decided = await bets().decide(ana.actor, bet.id, {
    ...{
      version: stopped.version,
      verdict: 'failed',
      because: 'Too dear.',
      asAgreed: null,
      learned: 'Letters are dear.',
      actualPayoff: null,
    },
  });
  expect(decided).toMatchObject({ status: 'failed', asAgreed: true, decidedBecause: 'Too dear.' });
  const [spend] = decided.breakers;
  await expect(
    bets().resetBreaker(ana.actor, spend!.id, { to: 'closed', version: 2, reason: 'No.', limit: 100 }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('CSV: all rows or none, the same file adds nothing, breakers judge what comes in', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await run(ana, own, { name: 'Paid, "twice"', cap: 300 });
  const csv = (last: string) =>
    `Bet;On;Value;Key\r\n"Paid, ""twice""";2026-05-02;100,50;a\r\n"Paid, ""twice""";2026-05-02;20;\r\n"Paid, ""twice""";2026-05-02;20;\r\n${last}`;
  const load = (text: string, dryRun = false) => bets().importNumbers(ana.actor, own.id, { csv: text, dryRun });
  const money = async () => (await bets().read(bet.id)).spent.money;
  expect(await load(csv('Nobody;2026-05-02;1;b\n"Paid, ""twice""";May;x;c\n'))).toMatchObject({
    added: 0,
    problems: [
      { line: 5, reason: 'There is no bet “Nobody” in this plan.' },
      { line: 6, reason: '“May” is no day. Write it like 2027-01-31.' },
    ],
  });
  expect(await load(csv(''), true)).toMatchObject({ added: 3, unchanged: 0 });
  expect(await money()).toBeNull();
  expect(await load(csv(''))).toMatchObject({ added: 3, replaced: 0, unchanged: 0, problems: [] });
  expect(await money()).toBeCloseTo(140.5, 9);
  expect(await load(csv(''))).toMatchObject({ added: 0, replaced: 0, unchanged: 3 });
  const { revision } = (await plans().read(own.id)).state.plan;
  await load(csv(''));
  expect((await plans().read(own.id)).state.plan.revision).toBe(revision);
  expect(await load(csv('').replace('100,50', '300'))).toMatchObject({
    ...{ added: 0, replaced: 1, unchanged: 2, stopped: [{ id: bet.id, name: bet.name }] },
  });
  expect(await bets().read(bet.id)).toMatchObject({ status: 'stopped', spent: { money: 340 } });
  await expect(feed(bet.id, 'money', -341)).rejects.toThrow(/below 0/);
});

test('an import is taken back: what it added goes, what it replaced is as before', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await run(ana, own, { name: 'Undone', cap: 5000 });
  const load = (csv: string) =>
    bets().importNumbers(ana.actor, own.id, { csv: `bet,on,value,key\n${csv}`, dryRun: false });
  const money = async () => (await bets().read(bet.id)).spent.money;
  const first = await load('Undone,2026-05-02,100,a\nUndone,2026-05-03,20,b\n');
  const second = await load('Undone,2026-05-02,300,a\nUndone,2026-05-04,5,c\n');
  expect(await money()).toBe(325);
  expect((await load('Undone,2026-05-02,300,a\n')).importId).toBeNull();
  const values = { csv: 'outcome,on,value\nMembers,2026-05-01,231\n', dryRun: false };
  const third = await plans().importValues(ana.actor, own.id, values);
  const listed = (await bets().imports(own.id)).map(({ id, of, rows }) => [id, of, rows]);
  expect(listed).toEqual(
    expect.arrayContaining([
      [first.importId, 'bets', 1],
      [second.importId, 'bets', 2],
      [third.importId, 'outcomes', 1],
    ]),
  );
  expect(await bets().takeBackImport(ana.actor, second.importId!)).toEqual({ removed: 1, restored: 1 });
  expect(await money()).toBe(120);
  await expect(bets().takeBackImport(ana.actor, second.importId!)).rejects.toMatchObject({ code: 'not-found' });
  await feed(bet.id, 'money', -110);
  await expect(bets().takeBackImport(ana.actor, first.importId!)).rejects.toThrow(/“Undone” would fall below 0/);
  expect(await money()).toBe(10);
  expect(await bets().takeBackImport(ana.actor, third.importId!)).toEqual({ removed: 1, restored: 0 });
  expect((await bets().imports(own.id)).map(({ id }) => id)).not.toContain(third.importId);
});
