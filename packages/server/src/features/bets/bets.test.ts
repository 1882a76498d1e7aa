import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from './test-plan.ts';

const plan = usePlan();
const { bets, plans, makePlan, addBet, run, agreed, at, entriesOf } = plan;

let ana: Caller & { id: string };
let own: Awaited<ReturnType<typeof makePlan>>;
beforeAll(async () => {
  ana = await plan.member('Ana');
  own = await makePlan(ana);
});

test('signed before the start; later changes stand beside the original, and in the log', async () => {
  at('2026-05-01T09:00:00Z');
  const bet = await addBet(ana, own, { name: 'Signed' });
  await expect(bets().sign(ana.actor, bet.id, 1)).rejects.toThrow(/a hypothesis and a cap and kill criteria/);
  await bets().change(ana.actor, bet.id, { version: 1, ...agreed });
  const signed = await bets().sign(ana.actor, bet.id, 2);
  expect(signed).toMatchObject({ signed: { by: { name: 'Ana' }, terms: agreed }, counts: { would: true } });
  await bets().start(ana.actor, bet.id, 3);
  at('2026-05-05T09:00:00Z');
  const changed = await bets().change(ana.actor, bet.id, { version: 4, cap: 900, killCriteria: ['Fewer than 2.'] });
  expect(changed).toMatchObject({ cap: 900, signed: { terms: { cap: 500 } } });
  expect(changed.changedSince).toMatchObject([
    { field: 'cap', before: 500, after: 900, by: { name: 'Ana' }, at: '2026-05-05T09:00:00.000Z' },
    { field: 'killCriteria', before: agreed.killCriteria, after: ['Fewer than 2.'] },
  ]);
  await expect(bets().sign(ana.actor, bet.id, 5)).rejects.toMatchObject({ code: 'conflict' });
  expect(await entriesOf(bet.id)).toEqual([
    ...['bet.created', 'bet.changed', 'bet.signed', 'bet.started', 'bet.changed'],
  ]);
  const { rows } = await plan.query(
    "SELECT before, after FROM audit_log WHERE action = 'bet.changed' AND subject_id = $1 ORDER BY seq DESC LIMIT 1",
    [bet.id],
  );
  expect(rows[0]).toMatchObject({ before: { cap: 500 }, after: { cap: 900 } });
});

test('one that was not signed may begin, and says that it does not count', async () => {
  const { id } = await addBet(ana, own, { name: 'Unsigned' });
  const begun = await bets().start(ana.actor, id, 1);
  expect(begun.counts).toEqual({
    would: false,
    reason: 'Hypothesis, cap and kill criteria were not signed before it began.',
  });
});

test('bets that wait for each other in a circle are refused; one that waits begins after', async () => {
  const first = await addBet(ana, own, { name: 'First' });
  const second = await addBet(ana, own, { name: 'Second', dependsOnIds: [first.id] });
  await expect(bets().change(ana.actor, first.id, { version: 1, dependsOnIds: [second.id] })).rejects.toMatchObject({
    code: 'bad-value',
    message: expect.stringMatching(/wait for each other in a circle/),
  });
  await expect(bets().start(ana.actor, second.id, 1)).rejects.toThrow(/waits for “First”/);
  await bets().start(ana.actor, first.id, 1);
  await bets().decide(ana.actor, first.id, {
    ...{ version: 2, verdict: 'succeeded', because: 'It brought 50.', asAgreed: true, learned: '', actualPayoff: 50 },
  });
  expect(await bets().start(ana.actor, second.id, 1)).toMatchObject({ status: 'running' });
});

test('contradictions are refused with the name and the reason', async () => {
  const wrong = [
    [{ payoff: { low: 3, likely: 2, high: 5 } }, /“X”: low 3 is above likely 2/],
    [{ startsOn: '2026-05-10', endsOn: '2026-05-01' }, /“X”: it ends on 2026-05-01, before it starts/],
    [{ currency: 'GBP' }, /has no rate for GBP/],
    [{ name: 'Signed' }, /is the name of bets/],
  ] as const;
  for (const [given, reason] of wrong) await expect(addBet(ana, own, { name: 'X', ...given })).rejects.toThrow(reason);
  await plans().change(ana.actor, own.id, { version: 1, rates: [{ currency: 'GBP', on: '2026-04-01', rate: 1.2 }] });
  expect((await addBet(ana, own, { name: 'Pounds', currency: 'GBP' })).currency).toBe('GBP');
});

test('an owner who left is shown, and somebody else takes over', async () => {
  const tom = await plan.member('Tom');
  const bet = await addBet(ana, own, { name: 'Tom’s', ownerId: tom.id });
  await plan.leave(tom.id);
  expect((await bets().read(bet.id)).owner).toMatchObject({ name: 'Tom', left: true });
  const kept = await bets().change(ana.actor, bet.id, { version: 1, probability: 0.2 });
  expect(kept.owner!.left).toBe(true);
  await expect(addBet(ana, own, { name: 'Too', ownerId: tom.id })).rejects.toThrow(/Tom has left/);
  expect((await bets().change(ana.actor, bet.id, { version: 2, ownerId: ana.id })).owner!.name).toBe('Ana');
});

test('what was spent stays in the currency in which it was, also when that of the plan changes', async () => {
  const other = await makePlan(ana);
  const bet = await run(ana, other, { name: 'Abroad' });
  const spend = (value: number) =>
    bets().addNumber(ana.actor, bet.id, { kind: 'money', measure: null, on: '2026-05-01', value, note: '' });
  await spend(40);
  const rates = [{ currency: 'USD', on: '2026-04-01', rate: 0.9 }];
  await plans().change(ana.actor, other.id, { version: 1, rates });
  const { version } = await bets().read(bet.id);
  const abroad = () => bets().change(ana.actor, bet.id, { version, currency: 'USD' });
  await expect(abroad()).rejects.toThrow(/“Abroad” has spent €40, which would be read as \$40/);
  await expect(plans().change(ana.actor, other.id, { version: 2, currency: 'USD' })).rejects.toThrow(/has spent €40/);
  // To name the currency in which it is changes nothing.
  expect((await bets().change(ana.actor, bet.id, { version, currency: 'EUR' })).currency).toBe('EUR');
  await spend(-40);
  expect((await bets().change(ana.actor, bet.id, { version: version + 1, currency: 'USD' })).currency).toBe('USD');
});

test('no number is for a day that is still to come, and after the plan', async () => {
  const bet = await run(ana, own, { name: 'Early' });
  const number = { kind: 'guardrail', measure: 'Open rate', value: 1, note: '' } as const;
  const add = (on: string) => bets().addNumber(ana.actor, bet.id, { ...number, on });
  await expect(add('2062-05-01')).rejects.toThrow(
    '2062-05-01 is still to come, and after the end of the plan. Look at its year.',
  );
  await expect(add('2026-07-02')).rejects.toMatchObject({ code: 'bad-value' });
  expect((await add('2026-07-01')).on).toBe('2026-07-01');
  const value = { value: 210, note: '' };
  await expect(plans().addValue(ana.actor, own.outcomeId, { ...value, on: '2027-05-01' })).rejects.toThrow(/to come/);
  expect((await plans().addValue(ana.actor, own.outcomeId, { ...value, on: '2026-05-01' })).current!.value).toBe(210);
  const csv = (head: string, name: string) => ({ csv: `${head},on,value\n${name},2036-05-01,1\n`, dryRun: false });
  const problems = [
    { line: 2, reason: '2036-05-01 is still to come, and after the end of the plan. Look at its year.' },
  ];
  expect(await bets().importNumbers(ana.actor, own.id, csv('bet', 'Early'))).toMatchObject({ added: 0, problems });
  expect(await plans().importValues(ana.actor, own.id, csv('outcome', 'Members'))).toMatchObject({
    added: 0,
    problems,
  });
});

test('two who decide it: the second is told; one that began is not deleted', async () => {
  const bet = await run(ana, own, { name: 'Decided' });
  const verdict = {
    verdict: 'failed',
    because: 'Nobody came.',
    asAgreed: true,
    learned: 'Not in May.',
    actualPayoff: null,
  } as const;
  const both = await Promise.allSettled(
    [1, 2].map(() => bets().decide(ana.actor, bet.id, { version: bet.version, ...verdict })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { version } = await bets().read(bet.id);
  await expect(bets().remove(ana.actor, bet.id, version)).rejects.toMatchObject({ code: 'conflict' });
  await expect(bets().decide(ana.actor, bet.id, { version, ...verdict })).rejects.toThrow(/decided already/);
  const unbegun = await addBet(ana, own, { name: 'Never' });
  await bets().remove(ana.actor, unbegun.id, 1);
  await expect(bets().read(unbegun.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a plan of which a bet began goes only with its name', async () => {
  const other = await makePlan(ana);
  await addBet(ana, other);
  await plans().remove(ana.actor, other.id, { version: 1 });
  const begun = await makePlan(ana);
  const { id } = await run(ana, begun);
  for (const name of [undefined, 'Autumn'])
    await expect(plans().remove(ana.actor, begun.id, { version: 1, name })).rejects.toThrow(/began.*: Spring$/);
  await expect(plans().remove(ana.actor, begun.id, { version: 2, name: 'Spring' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await plans().remove(ana.actor, begun.id, { version: 1, name: 'Spring' });
  await expect(bets().read(id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(plans().read(begun.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('the history of a bet says what became of it, without what was said of it', async () => {
  const bet = await run(ana, own, { name: 'Told' });
  await bets().change(ana.actor, bet.id, { version: bet.version, cap: 400 });
  const { entries, earlier } = await bets().history(bet.id, 3);
  expect(entries.map(({ action }) => action)).toEqual(['bet.changed', 'bet.started', 'bet.signed']);
  expect(entries[0]).toMatchObject({ actor: { name: 'Ana' }, before: { cap: 500 }, after: { cap: 400 } });
  expect(earlier).toBe(true);
  expect((await bets().history(bet.id, 10)).earlier).toBe(false);
  await expect(bets().history(own.id, 10)).rejects.toMatchObject({ code: 'not-found' });
});
