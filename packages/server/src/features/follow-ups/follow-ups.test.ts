import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { useRhythm } from '../rituals/test-rhythm.ts';
import { followUpEvidence } from './follow-up-evidence.ts';
import { createFollowUps } from './service.ts';

const rhythm = useRhythm();
const { member, records, now, at, entriesOf, leave } = rhythm;
const followUps = () => createFollowUps({ records: records(), now });
const page = { offset: 0, limit: 50 };

let ana: Caller & { id: string };
let rik: Caller & { id: string };
let printer: Caller & { id: string };
beforeAll(async () => {
  ana = await member('Ana');
  rik = await member('Rik', 'reader');
  printer = await member('Printer', 'partner');
});
const add = (ownerId: string, given: { what?: string; dueOn?: string | null } = {}) =>
  followUps().add(ana, { what: 'Ask', dueOn: null, meetingId: null, decisionId: null, ...given, ownerId });

test('due first, overdue by the day of the workspace, done ones last', async () => {
  at('2026-11-02T09:00:00Z');
  for (const [what, dueOn] of [
    ['Later', '2026-11-20'],
    ['No day', null],
    ['Soon', '2026-11-03'],
  ] as const)
    await add(ana.id, { what, dueOn });
  at('2026-11-04T09:00:00Z');
  const list = async () => (await followUps().list(ana, { ...page, owner: 'me' })).followUps;
  expect((await list()).map(({ what, overdue }) => [what, overdue])).toEqual([
    ['Soon', true],
    ['Later', false],
    ['No day', false],
  ]);
  const [soon] = await list();
  await followUps().change(ana, soon!.id, { version: 1, state: 'done', note: 'In print.' });
  expect((await list()).map(({ what, state, endedBy }) => [what, state, endedBy?.name])).toEqual([
    ...[
      ['Later', 'open', undefined],
      ['No day', 'open', undefined],
      ['Soon', 'done', 'Ana'],
    ],
  ]);
  expect((await followUps().list(ana, { ...page, state: 'overdue' })).total).toBe(0);
  const again = await followUps().change(ana, soon!.id, { version: 2, state: 'open' });
  expect(again).toMatchObject({ state: 'open', endedAt: null, overdue: true });
  expect(await entriesOf(soon!.id)).toEqual(['follow-up.created', 'follow-up.ended', 'follow-up.reopened']);
});

test('a partner sees and ends what is theirs, and learns of nothing else', async () => {
  const theirs = await add(printer.id, { what: 'Print the cards' });
  const others = await add(ana.id, { what: 'Budget' });
  await rhythm.query('UPDATE follow_ups SET decision_id = NULL');
  for (const query of [{}, { owner: ana.id }, { ritual: randomUUID() }, { meeting: randomUUID() }])
    for (const one of (await followUps().list(printer, { ...page, ...query })).followUps)
      expect(one.owner.id).toBe(printer.id);
  const { followUps: seen, total } = await followUps().list(printer, page);
  expect([total, seen]).toMatchObject([
    1,
    [{ what: 'Print the cards', meeting: null, may: { end: true, change: false } }],
  ]);
  // As if it were not there.
  await expect(followUps().change(printer, others.id, { version: 1, state: 'done' })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const change of [{ what: 'Nothing' }, { dueOn: null }, { ownerId: ana.id }])
    await expect(followUps().change(printer, theirs.id, { version: 1, ...change })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  expect(await followUps().change(printer, theirs.id, { version: 1, state: 'done' })).toMatchObject({ state: 'done' });
});

test('a reader ends one’s own alone', async () => {
  const own = await add(rik.id);
  const others = await add(ana.id);
  expect(await followUps().change(rik, own.id, { version: 1, note: 'Half done.' })).toMatchObject({
    note: 'Half done.',
    state: 'open',
  });
  await expect(followUps().change(rik, others.id, { version: 1, state: 'done' })).rejects.toMatchObject({
    code: 'not-allowed',
  });
});

test('two who end it: the second is told; an owner who left is said, and another takes it', async () => {
  const tom = await member('Tom');
  const { id } = await add(tom.id);
  await followUps().change(ana, id, { version: 1, note: 'Called.' });
  await expect(followUps().change(ana, id, { version: 1, state: 'done' })).rejects.toMatchObject({ code: 'conflict' });
  await leave(tom.id);
  const [left] = (await followUps().list(ana, { ...page, owner: tom.id })).followUps;
  expect(left!.owner).toMatchObject({ name: 'Tom', left: true });
  await expect(add(tom.id)).rejects.toThrow(/Tom has left/);
  const given = await followUps().change(ana, id, { version: 2, ownerId: rik.id });
  expect(given.owner.name).toBe('Rik');
});

test('an agenda names the ten that are longest over, and counts the rest', async () => {
  at('2026-11-02T09:00:00Z');
  const mei = await member('Mei');
  for (let day = 10; day < 22; day++) await add(mei.id, { what: `Until ${day}`, dueOn: `2026-11-${day}` });
  const asked = { since: now(), now: now(), timeZone: 'UTC', remembered: null, ritualId: randomUUID() };
  const told = await followUpEvidence(records()).read({ ...asked, today: '2026-11-22', members: [mei.id] });
  expect([told.items.length, told.items[0]!.sentence, told.more, told.because]).toEqual([
    ...[10, 'Mei, 12 days over: it was due on 10 November 2026.', 2],
    '12 follow-ups are open, 12 over their day.',
  ]);
});
