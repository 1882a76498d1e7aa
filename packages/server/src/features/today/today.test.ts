import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { planToday } from '../plan-answers/index.ts';
import { useToday } from './test-today.ts';

/** What Today makes of what its sources tell. */

const today = useToday();
const { at, query, followUps, service, errors, timeZone, titles, task } = today;

let ana: Caller & { id: string };
let joris: Caller & { id: string };
let printer: Caller & { id: string };
beforeAll(() => {
  ({ ana, joris, printer } = today.people());
});
const read = (who: Caller = ana) => service().read(who);

test('with nothing there is nothing, and says so with the day where the workspace is', async () => {
  at('2026-05-04T23:30:00Z');
  expect(await read()).toEqual({
    ...{ at: '2026-05-04T23:30:00.000Z', day: '2026-05-05', timeZone, currency: 'EUR' },
    ...{ items: [], later: [], more: 0, laterUrgent: 0, putOff: 0, since: [], ritual: null, pending: [], unread: [] },
  });
});

test('the first six are for now, what can wait is never among them, and all is counted', async () => {
  at('2026-05-01T09:00:00Z');
  for (let i = 0; i < 40; i++)
    await followUps().add(ana, { ...task, what: `Late ${i}`, ownerId: joris.id, dueOn: '2026-05-02' });
  await followUps().add(ana, { ...task, what: 'Soon', ownerId: ana.id, dueOn: '2026-05-06' });
  at('2026-05-04T09:00:00Z');
  const { items, later, more, laterUrgent } = await read();
  expect([items.length, later.length, more, laterUrgent]).toEqual([6, 20, 15, 34]);
  await query('DELETE FROM follow_ups WHERE owner_id = $1', [joris.id]);
  expect([(await read()).items, titles(await read())]).toEqual([[], ['Soon']]);
});

test('what is put off comes back on its day, for whoever put it off alone', async () => {
  at('2026-05-04T09:00:00Z');
  const { id } = await followUps().add(ana, { ...task, what: 'Ask', ownerId: joris.id, dueOn: '2026-05-01' });
  const one = { source: 'follow-ups', id };
  expect(await service().putOff(ana, one)).toEqual({ until: '2026-05-05' });
  expect(await read()).toMatchObject({ items: [], more: 0, laterUrgent: 0, putOff: 1 });
  expect(titles(await read(joris))).toEqual(['Ask']);
  expect(await service().putOff(ana, { ...one, until: '2026-05-07' })).toEqual({ until: '2026-05-07' });
  at('2026-05-06T09:00:00Z');
  expect((await read()).items).toEqual([]);
  at('2026-05-07T09:00:00Z');
  expect(await read()).toMatchObject({ items: [{ id }], putOff: 0 });
  await service().putOff(ana, one);
  await service().bringBack(ana, one);
  expect(await read()).toMatchObject({ items: [{ id }], putOff: 0 });
  await service().putOff(ana, one);
  await service().bringBack(ana, {});
  expect(titles(await read())).toEqual(['Joris: Ask']);
  for (const until of ['2026-05-07', '2026-12-01'])
    await expect(service().putOff(ana, { ...one, until })).rejects.toMatchObject({ code: 'bad-value' });
  // Whatever somebody says that they put off, the rest is read.
  await service().putOff(joris, { source: 'follow-ups', id: 'nothing of the kind' });
  expect(await read(joris)).toMatchObject({ unread: [], items: [{ id }] });
  await expect(service().putOff({ ...ana, member: null }, one)).rejects.toMatchObject({ code: 'not-allowed' });
  expect(await today.entriesOf(id)).toEqual([
    'follow-up.created',
    ...['today.put-off', 'today.put-off', 'today.put-off'],
    'today.brought-back',
    'today.put-off',
  ]);
});

test('a source that breaks is named, and the rest is told', async () => {
  at('2026-05-04T09:00:00Z');
  await followUps().add(ana, { ...task, what: 'Ask', ownerId: ana.id, dueOn: '2026-05-04' });
  const broken = { name: 'workflows', read: () => Promise.reject(new Error('out of order')) };
  expect(await service([broken]).read(ana)).toMatchObject({ unread: ['workflows'], items: [{ title: 'Ask' }] });
  expect(errors).toHaveLength(1);
});

test('what is computed for too long is said to be pending, and is told to the next who asks', async () => {
  at('2026-05-04T09:00:00Z');
  const slow = { ...planToday(() => new Promise(() => {}), 1), name: 'slow' };
  expect(await service([slow]).read(ana)).toMatchObject({ pending: ['what the plan hangs on'], unread: [] });
});

test('the next ritual is that of today where there is one, moved and cancelled times as they are', async () => {
  at('2026-05-05T05:00:00Z');
  const weekly = (start: string) => ({ start, timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY' });
  const review = await today.makeRitual(ana, {
    name: 'Review',
    cadence: weekly('2026-05-05T10:00'),
    members: [ana.id, joris.id],
  });
  await today.makeRitual(joris, { name: 'His', cadence: weekly('2026-05-05T08:00'), members: [joris.id] });
  await today.makeRitual(ana, { name: 'Later', cadence: weekly('2026-05-07T08:00'), members: [] });
  expect((await read()).ritual).toMatchObject({
    ...{ id: review.id, name: 'Review', startsAt: '2026-05-05T08:00:00.000Z', today: true, meetingId: null },
    people: [{ name: 'Ana' }, { name: 'Joris' }],
  });
  await today.rituals().changeOccurrence(ana.actor, review.id, {
    ...{ version: review.version, occurrence: '2026-05-05T10:00', change: { to: 'cancel' }, reason: '' },
  });
  expect((await read()).ritual).toMatchObject({ name: 'Later', startsAt: '2026-05-07T06:00:00.000Z', today: false });
  expect((await read(printer)).ritual).toBeNull();
});
