import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from '../bets/test-plan.ts';
import { createHandOffs } from './service.ts';

const plan = usePlan();
const handOffs = () => createHandOffs(plan.parts());

let ana: Caller & { id: string };
let printer: Caller & { id: string };
let other: Caller & { id: string };
let own: Awaited<ReturnType<typeof plan.makePlan>>;
beforeAll(async () => {
  ana = await plan.member('Ana');
  printer = await plan.member('Printer', 'partner');
  other = await plan.member('Agency', 'partner');
  own = await plan.makePlan(ana);
});

const none = { fromBetId: null, toBetId: null, fromId: null, toId: null, dueOn: null };

test('a partner sees, comments and closes what names them, and learns of nothing else', async () => {
  const seen = await plan.addBet(ana, own, { name: 'Print', partnerIds: [printer.id] });
  const hidden = await plan.addBet(ana, own, { name: 'Secret' });
  const mine = await handOffs().add(ana, own.id, {
    ...{ ...none, what: 'Print it', fromBetId: hidden.id, toBetId: seen.id, fromId: ana.id, toId: printer.id },
    dueOn: '2026-05-03',
  });
  const theirs = await handOffs().add(ana, own.id, { ...none, what: 'Advertise', toId: other.id });
  const part = await handOffs().mine(printer);
  expect(part.bets).toMatchObject([{ name: 'Print', mine: false, owner: { name: 'Ana' } }]);
  expect(part.bets[0]).not.toHaveProperty('stake');
  expect(part.handOffs).toMatchObject([
    { what: 'Print it', fromBet: null, toBet: { name: 'Print' }, may: { end: true, change: false } },
  ]);
  expect(JSON.stringify(part)).not.toMatch(/Secret|Advertise|Agency/);
  await expect(handOffs().comment(printer, hidden.id, 'Hello?')).rejects.toMatchObject({ code: 'not-found' });
  await expect(handOffs().comments(other, seen.id, 10)).rejects.toMatchObject({ code: 'not-found' });
  await handOffs().comment(printer, seen.id, 'The paper is here.');
  expect((await handOffs().comments(ana, seen.id, 10)).comments).toMatchObject([
    { text: 'The paper is here.', by: { name: 'Printer' } },
  ]);
  await expect(handOffs().change(printer, theirs.id, { version: 1, state: 'done' })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const change of [{ what: 'Nothing' }, { dueOn: null }, { toId: other.id }])
    await expect(handOffs().change(printer, mine.id, { version: 1, ...change })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  const done = await handOffs().change(printer, mine.id, { version: 1, state: 'done', note: 'In print.' });
  expect(done).toMatchObject({ state: 'done', note: 'In print.', endedBy: { name: 'Printer' } });
  await expect(handOffs().change(ana, mine.id, { version: 1, state: 'open' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await handOffs().change(ana, mine.id, { version: 2, state: 'open' })).toMatchObject({ endedBy: null });
  expect(await plan.entriesOf(mine.id)).toEqual(['hand-off.created', 'hand-off.ended', 'hand-off.reopened']);
});

test('who has left stays where they were, and is given nothing new, not even at the other end', async () => {
  const tom = await plan.member('Tom');
  const { id } = await handOffs().add(ana, own.id, { ...none, what: 'Paper', fromId: tom.id, toId: ana.id });
  await plan.leave(tom.id);
  const kept = await handOffs().change(ana, id, { version: 1, dueOn: '2026-05-09', fromId: tom.id });
  expect(kept.from).toMatchObject({ name: 'Tom', left: true });
  await expect(handOffs().change(ana, id, { version: 2, toId: tom.id })).rejects.toThrow(/Tom has left/);
});

test('a comment is changed by whoever wrote it, and deleted by them or an owner', async () => {
  const reader = await plan.member('Rita', 'reader');
  const owner = await plan.member('Olga', 'owner');
  const bet = await plan.addBet(ana, own, { name: 'Flyer', partnerIds: [printer.id] });
  const said = await handOffs().comment(printer, bet.id, 'Glossy papr.');
  expect(said).toMatchObject({ version: 1, changedAt: null, may: { change: true, delete: true } });
  const seen = (await handOffs().comments(reader, bet.id, 10)).comments[0]!;
  expect(seen.may).toEqual({ change: false, delete: false });
  const better = { version: 1, text: 'Glossy paper.' };
  for (const somebody of [reader, owner])
    await expect(handOffs().changeComment(somebody, said.id, better)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(handOffs().changeComment(other, said.id, better)).rejects.toMatchObject({ code: 'not-found' });
  await expect(handOffs().removeComment(reader, said.id, 1)).rejects.toMatchObject({ code: 'not-allowed' });
  const now = await handOffs().changeComment(printer, said.id, better);
  expect(now).toMatchObject({ text: 'Glossy paper.', version: 2, by: { name: 'Printer' } });
  expect(now.changedAt).not.toBeNull();
  await expect(handOffs().changeComment(printer, said.id, better)).rejects.toMatchObject({ code: 'conflict' });
  await expect(handOffs().removeComment(owner, said.id, 1)).rejects.toMatchObject({ code: 'conflict' });
  await handOffs().removeComment(owner, said.id, 2);
  expect((await handOffs().comments(ana, bet.id, 10)).comments).toEqual([]);
  expect((await plan.entriesOf(bet.id)).slice(1)).toEqual([
    'bet.commented',
    'bet.comment-changed',
    'bet.comment-deleted',
  ]);
});

test('a hand-off is between bets of one plan and people who are here', async () => {
  const elsewhere = await plan.addBet(ana, await plan.makePlan(ana));
  const wrong = [
    [{ toBetId: elsewhere.id }, /no bet with the id/],
    [{ toId: own.id }, /no member with the id/],
  ] as const;
  for (const [ends, reason] of wrong)
    await expect(handOffs().add(ana, own.id, { ...none, what: 'X', ...ends })).rejects.toThrow(reason);
  await expect(plan.addBet(ana, own, { name: 'Y', partnerIds: [ana.id] })).rejects.toThrow(/is no partner/);
});
