import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { packs } from './packs.ts';
import { proposesEnd } from './proposes-end.ts';
import { useRhythm } from './test-rhythm.ts';

const rhythm = useRhythm();
const { rituals, member, makeRitual, at, leave, entriesOf, weekly } = rhythm;

let ana: Caller & { id: string };
let joris: Caller & { id: string };
beforeAll(async () => {
  ana = await member('Ana', 'owner');
  joris = await member('Joris');
});

describe('a ritual', () => {
  test('of a pack, with its next time', async () => {
    at('2026-11-02T09:00:00Z');
    const made = await rituals().add(ana.actor, {
      pack: 'weekly-bet-review',
      cadence: weekly,
      members: [ana.id, ana.id],
    });
    expect(made).toMatchObject({
      ...{ name: 'Weekly bet review', minutes: 45, pack: 'weekly-bet-review', members: [{ name: 'Ana' }] },
      ...{
        next: { occurrence: '2026-11-03T10:00', startsAt: '2026-11-03T09:00:00.000Z' },
        proposesEnd: null,
        ended: null,
      },
    });
    expect(made.blocks.length).toBeGreaterThan(5);
    // While it is on it is still the next.
    at('2026-11-03T09:40:00Z');
    expect((await rituals().read(made.id)).next!.occurrence).toBe('2026-11-03T10:00');
    at('2026-11-03T09:46:00Z');
    expect((await rituals().read(made.id)).next!.occurrence).toBe('2026-11-10T10:00');
    expect(await entriesOf(made.id)).toEqual(['ritual.created']);
  });

  test('every pack can be made, with a rule that is taken', async () => {
    at('2026-11-02T09:00:00Z');
    expect(packs.map(({ id }) => id)).toHaveLength(6);
    for (const { id, rule, time, minutes, blocks } of packs) {
      const cadence = rule === null ? null : { ...weekly, start: `2026-11-03T${time}`, rule };
      const made = await rituals().add(ana.actor, { pack: id, cadence });
      expect([id, made.next !== null]).toEqual([id, rule !== null]);
      for (const block of blocks) expect([id, block.title, block.why === '']).toEqual([id, block.title, false]);
      // An agenda that is always too long teaches to ignore the clock.
      expect([id, blocks.reduce((sum, block) => sum + block.minutes, 0) <= minutes * 1.25]).toEqual([id, true]);
    }
  });

  test('two who change it: the second finds out', async () => {
    const { id, version } = await makeRitual(ana);
    await rituals().change(ana.actor, id, { version, minutes: 30 });
    await expect(rituals().change(joris.actor, id, { version, minutes: 15 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await rituals().read(id)).minutes).toBe(30);
  });

  test('nobody comes who has left or is a partner; who leaves later does not block a change', async () => {
    const partner = await member('Printer', 'partner');
    const gone = await member('Tom');
    await expect(makeRitual(ana, { members: [partner.id] })).rejects.toThrow(/Printer is a partner/);
    const { id, version } = await makeRitual(ana, { members: [ana.id, gone.id] });
    await leave(gone.id);
    await expect(makeRitual(ana, { members: [gone.id] })).rejects.toThrow(/Tom has left/);
    const members = [ana.id, gone.id, joris.id];
    const changed = await rituals().change(ana.actor, id, { version, members });
    expect(changed.members.map(({ name, left }) => [name, left])).toEqual([
      ...[
        ['Ana', false],
        ['Tom', true],
        ['Joris', false],
      ],
    ]);
  });

  test('one whose people have all left says so, in the list and where its worth is asked', async () => {
    const [gone, other] = [await member('Tom'), await member('Eva')];
    const { id } = await makeRitual(ana, { members: [gone.id, other.id] });
    await leave(gone.id);
    expect((await rituals().read(id)).proposesEnd).toBeNull();
    await leave(other.id);
    const said = 'Everybody who came has left. Say who comes now, or end it.';
    expect((await rituals().list()).rituals.find((one) => one.id === id)!.proposesEnd).toBe(said);
    expect((await rituals().worth(id)).proposesEnd).toBe(said);
    const { version } = await rituals().read(id);
    expect((await rituals().change(ana.actor, id, { version, members: [ana.id] })).proposesEnd).toBeNull();
  });

  test('ended and gone on with; deleted only if it was never held', async () => {
    const { id, version } = await makeRitual(ana);
    const ended = await rituals().change(ana.actor, id, { version, ended: { reason: 'Nobody came.' } });
    expect(ended).toMatchObject({ ended: { reason: 'Nobody came.' }, next: null });
    const again = await rituals().change(ana.actor, id, { version: ended.version, ended: null });
    expect(again.next).not.toBeNull();
    await rituals().remove(ana.actor, id, again.version);
    await expect(rituals().read(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await entriesOf(id)).toEqual(['ritual.created', 'ritual.ended', 'ritual.resumed', 'ritual.deleted']);
  });
});

describe('single times', () => {
  const times = async (id: string) =>
    (await rituals().occurrences(id, { from: '2027-03-20T00:00:00Z', to: '2027-04-08T00:00:00Z' })).occurrences.map(
      ({ occurrence, startsAt, state }) => `${state} ${occurrence} ${startsAt.slice(0, 16)}`,
    );

  test('moved across a change of clocks, cancelled, added, put back', async () => {
    at('2026-11-02T09:00:00Z');
    const made = await makeRitual(ana);
    const { id } = made;
    let { version } = made;
    const change = async (
      occurrence: string,
      wanted: Parameters<ReturnType<typeof rituals>['changeOccurrence']>[2]['change'],
    ) => {
      const answer = await rituals().changeOccurrence(ana.actor, id, {
        version,
        occurrence,
        change: wanted,
        reason: '',
      });
      version = answer.version;
    };
    expect(await times(id)).toEqual([
      'planned 2027-03-23T10:00 2027-03-23T09:00',
      'planned 2027-03-30T10:00 2027-03-30T08:00',
      'planned 2027-04-06T10:00 2027-04-06T08:00',
    ]);
    await change('2027-03-23T10:00', { to: 'move', local: '2027-03-29T10:00' });
    await change('2027-03-30T10:00', { to: 'cancel' });
    await change('2027-04-01T15:00', { to: 'add' });
    expect(await times(id)).toEqual([
      'moved 2027-03-23T10:00 2027-03-29T08:00',
      'cancelled 2027-03-30T10:00 2027-03-30T08:00',
      'added 2027-04-01T15:00 2027-04-01T13:00',
      'planned 2027-04-06T10:00 2027-04-06T08:00',
    ]);
    await expect(change('2027-04-06T10:00', { to: 'move', local: '2027-04-01T15:00' })).rejects.toThrow(/already/);
    await expect(change('2027-04-06T10:00', { to: 'move', local: '2027-04-13T10:00' })).rejects.toThrow(/already/);
    await expect(change('2027-04-06T10:00', { to: 'add' })).rejects.toThrow(/already/);
    await expect(change('2027-04-07T10:00', { to: 'cancel' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(change('2027-04-06T10:00', { to: 'move', local: '2027-03-28T02:30' })).rejects.toThrow(/skip/);
    await change('2027-03-23T10:00', { to: 'restore' });
    await change('2027-03-30T10:00', { to: 'restore' });
    await change('2027-04-01T15:00', { to: 'restore' });
    expect((await times(id)).map((time) => time.split(' ')[0])).toEqual(['planned', 'planned', 'planned']);
  });

  test('another cadence forgets them', async () => {
    at('2026-11-02T09:00:00Z');
    const { id, version } = await makeRitual(ana);
    const one = { version, occurrence: '2027-03-23T10:00', change: { to: 'cancel' as const }, reason: '' };
    const cancelled = await rituals().changeOccurrence(ana.actor, id, one);
    const cadence = { ...weekly, rule: 'FREQ=DAILY' };
    await rituals().change(ana.actor, id, { version: cancelled.version, cadence });
    expect((await times(id)).filter((time) => time.startsWith('cancelled'))).toEqual([]);
  });
});

describe('the end of a ritual', () => {
  const nothing = { hours: 1.5, decisions: 0, followUps: 0 };
  test.each([
    ['three that brought nothing', [nothing, nothing, nothing], [], /last 3 meetings brought no decision.*4\.5 hours/],
    ['two that brought nothing', [nothing, nothing], [], null],
    ['a follow-up among them', [nothing, { ...nothing, followUps: 1 }, nothing], [], null],
    ['an old one that did', [nothing, nothing, nothing, { ...nothing, decisions: 3 }], [], /last 3 meetings/],
    ['three missed', [], [true, true, true], /passed without a meeting/],
    ['the last one held', [], [false, true, true, true], null],
  ])('%s', (_, brought, missed, expected) => {
    const sentence = proposesEnd(brought, missed);
    if (expected === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(expected);
  });

  test('is proposed when its times pass', async () => {
    at('2026-11-02T09:00:00Z');
    const { id } = await makeRitual(ana);
    at('2026-11-18T09:00:00Z');
    expect(await rituals().worth(id)).toMatchObject({ missed: 3, meetings: 0, sentence: 'It was not held yet.' });
    expect((await rituals().read(id)).proposesEnd).toMatch(/last 3 times passed/);
    const { rituals: listed } = await rituals().list();
    expect(listed.find((one) => one.id === id)!.proposesEnd).toMatch(/last 3 times passed/);
  });

  test('is proposed when its last three meetings brought nothing, whatever came of those before', async () => {
    const { id } = await makeRitual(ana, { cadence: null });
    const hold = async (day: string) => {
      const held = await rhythm.query(
        `INSERT INTO meetings (id, ritual_id, about, started_at, ended_at, agenda, memory, spent_seconds, given_seconds, present, search_text, started_by)
         VALUES (gen_random_uuid(), $1, '', $2::timestamptz, $2::timestamptz + interval '30 minutes', '{}', '{}', '{}', '{}', $3, '', '{}') RETURNING id`,
        [id, `${day}T09:00:00Z`, [ana.id, joris.id]],
      );
      return held.rows[0].id as string;
    };
    const [oldest, ...newest] = [await hold('2026-11-02'), await hold('2026-11-03'), await hold('2026-11-04')];
    await rhythm.query(
      `INSERT INTO decisions (id, meeting_id, what, why, deciders, evidence, search_text, created_by, decided_at)
       VALUES (gen_random_uuid(), $1, 'Yes', '', '{}', '[]', '', '{}', now())`,
      [oldest],
    );
    const proposed = async () => {
      const found = (await rituals().list()).rituals.find((one) => one.id === id)!.proposesEnd;
      expect((await rituals().worth(id)).proposesEnd).toBe(found);
      return found;
    };
    expect(await proposed()).toBeNull();
    await hold('2026-11-05');
    // Half an hour of two people, three times.
    expect(await proposed()).toMatch(/last 3 meetings brought no decision .* took 3 hours/);
    await rhythm.query(
      `INSERT INTO follow_ups (id, meeting_id, what, owner_id, created_by, created_at)
       VALUES (gen_random_uuid(), $1, 'Ask', $2, '{}', now())`,
      [newest[0], ana.id],
    );
    expect(await proposed()).toBeNull();
  });
});
