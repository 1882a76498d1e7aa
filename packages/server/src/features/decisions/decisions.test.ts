import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { useRhythm } from '../rituals/test-rhythm.ts';
import { decisionEvidence } from './decision-evidence.ts';
import { createDecisions } from './service.ts';

const rhythm = useRhythm();
const { member, records, now, at, entriesOf } = rhythm;
const decisions = () => createDecisions({ records: records(), now });
const given = { meetingId: null, what: 'Keep the question', why: 'It won.', evidence: [], lookAgainOn: null };

let ana: Caller & { id: string };
let joris: Caller & { id: string };
beforeAll(async () => {
  ana = await member('Ana', 'owner');
  joris = await member('Joris');
});

test('what, why, by whom, on which evidence; changed with what stood before in the log', async () => {
  const evidence = [{ kind: 'experiment', id: randomUUID(), name: 'Spring mailing' }];
  const made = await decisions().add(ana, { ...given, evidence, lookAgainOn: '2026-12-01' });
  expect(made).toMatchObject({ deciders: [{ name: 'Ana' }], evidence, state: 'open', due: false, meeting: null });
  const changed = await decisions().change(joris, made.id, {
    version: 1,
    deciders: [ana.id, joris.id],
    why: 'It won twice.',
  });
  expect(changed.deciders.map(({ name }) => name)).toEqual(['Ana', 'Joris']);
  expect(await entriesOf(made.id)).toEqual(['decision.created', 'decision.changed']);
  const found = await decisions().list({ search: 'TWICE mailing', offset: 0, limit: 10 });
  expect(found.decisions.map(({ id }) => id)).toEqual([made.id]);
  await expect(decisions().change(ana, made.id, { version: 2, deciders: [randomUUID()] })).rejects.toMatchObject({
    code: 'unknown-value',
  });
});

test('due on its day where the workspace is; a day that is over cannot be chosen', async () => {
  at('2026-11-02T09:00:00Z');
  await expect(decisions().add(ana, { ...given, lookAgainOn: '2026-11-02' })).rejects.toThrow(/after today/);
  const { id } = await decisions().add(ana, { ...given, lookAgainOn: '2026-11-05' });
  const due = async () =>
    (await decisions().list({ state: 'due', offset: 0, limit: 50 })).decisions.map((one) => one.id);
  at('2026-11-04T23:30:00Z');
  expect(await due()).not.toContain(id);
  // After midnight there, before midnight in UTC.
  await rhythm.query(`UPDATE workspace SET time_zone = 'Europe/Amsterdam'`);
  expect(await due()).toContain(id);
  await rhythm.query(`UPDATE workspace SET time_zone = 'UTC'`);
});

test('on the agenda once it is due, with the day where the workspace is', async () => {
  // After midnight there, before midnight in UTC.
  at('2026-11-02T23:30:00Z');
  const { id } = await decisions().add(ana, { ...given, lookAgainOn: '2026-11-05' });
  const asked = { since: now(), now: now(), timeZone: 'Europe/Amsterdam', ritualId: '', members: [], remembered: null };
  const told = await decisionEvidence(records()).read({ ...asked, today: '2026-11-05' });
  expect(told.items.find(({ subject }) => subject.id === id)!.sentence).toBe(
    'Decided on 3 November 2026, to be looked at on 5 November 2026. Because: It won.',
  );
  const before = await decisionEvidence(records()).read({ ...asked, today: '2026-11-04' });
  expect(before.items.map(({ subject }) => subject.id)).not.toContain(id);
  for (let more = 0; more < 10; more++) await decisions().add(ana, { ...given, lookAgainOn: '2026-11-04' });
  const many = await decisionEvidence(records()).read({ ...asked, today: '2026-11-05' });
  const { rows } = await rhythm.query("SELECT count(*)::int AS due FROM decisions WHERE look_again_on <= '2026-11-05'");
  expect([many.items.length, many.items[0]!.subject.id === id, many.more]).toEqual([10, false, rows[0].due - 10]);
});

test('looked at once more, then closed; of two who close it the second is told by whom and how', async () => {
  at('2026-11-02T09:00:00Z');
  const { id } = await decisions().add(ana, { ...given, lookAgainOn: '2026-11-05' });
  at('2026-11-05T09:00:00Z');
  const look = {
    version: 1,
    kept: true,
    right: 'cannot-tell' as const,
    reason: 'Too early.',
    lookAgainOn: '2026-12-05',
  };
  expect(await decisions().look(ana, id, look)).toMatchObject({
    state: 'open',
    version: 2,
    looks: [{ right: 'cannot-tell' }],
  });
  const close = (who: Caller, right: 'right' | 'wrong') =>
    decisions().look(who, id, { version: 2, kept: true, right, reason: '', lookAgainOn: null });
  const both = await Promise.allSettled([close(ana, 'right'), close(joris, 'wrong')]);
  const [lost] = both.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  const [won] = both.filter(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{
    looks: { by: { name: string }; right: string }[];
  }>[];
  expect([lost, won].filter(Boolean)).toHaveLength(2);
  const last = won!.value.looks.at(-1)!;
  expect(lost!.reason).toMatchObject({ code: 'conflict' });
  expect(lost!.reason.message).toBe(
    `${last.by.name} closed this decision meanwhile: kept, ${last.right}. Nothing of yours was kept. Look at it as it is now.`,
  );
  expect(await decisions().read(id)).toMatchObject({ id, state: 'closed' });
  await expect(decisions().read(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  const { decisions: listed } = await decisions().list({ state: 'closed', offset: 0, limit: 10 });
  expect(listed.find((one) => one.id === id)).toMatchObject({ state: 'closed', lookAgainOn: null });
  expect(await entriesOf(id)).toEqual(['decision.created', 'decision.looked-at', 'decision.looked-at']);
  await expect(decisions().change(ana, id, { version: 3, what: 'Other' })).rejects.toMatchObject({ code: 'conflict' });
});

test('counts for its ritual: taken, kept, right', async () => {
  at('2026-11-02T09:00:00Z');
  const ritual = await rhythm.makeRitual(ana, { cadence: null });
  const meetingId = randomUUID();
  await rhythm.query(
    `INSERT INTO meetings (id, ritual_id, about, started_at, ended_at, agenda, memory, spent_seconds, given_seconds, present, search_text, started_by)
     VALUES ($1, $2, '', '2026-11-02T09:00:00Z', '2026-11-02T09:45:00Z', '{"blocks":[]}', '{}', '{}', '{}', $3, '', $4)`,
    [meetingId, ritual.id, [ana.id, joris.id], ana.actor],
  );
  const one = await decisions().add(ana, { ...given, meetingId });
  // Who was there decided.
  expect(one.deciders.map(({ name }) => name)).toEqual(['Ana', 'Joris']);
  const other = await decisions().add(ana, { ...given, meetingId, lookAgainOn: '2026-11-03' });
  await decisions().add(ana, { ...given, meetingId, lookAgainOn: '2026-11-04' });
  await decisions().look(ana, one.id, { version: 1, kept: true, right: 'right', reason: '', lookAgainOn: null });
  await decisions().look(ana, other.id, { version: 1, kept: false, right: 'wrong', reason: '', lookAgainOn: null });
  at('2026-11-06T09:00:00Z');
  expect(await rhythm.rituals().worth(ritual.id)).toMatchObject({
    ...{ meetings: 1, hours: 1.5, hoursPerDecision: 0.5 },
    decisions: { taken: 3, lookedAt: 2, kept: 1, right: 1, wrong: 1, overdue: 1 },
    sentence:
      '1 meeting brought 3 decisions, at 0.5 hours of those who came for each. Of 2 decisions looked at again, 1 was kept and 1 turned out right.',
  });
});
