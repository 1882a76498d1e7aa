import ical from 'node-ical';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { createAttempts } from '../access/index.ts';
import { useRhythm } from '../rituals/test-rhythm.ts';
import { createCalendar } from './service.ts';

const rhythm = useRhythm('2026-10-01T09:00:00Z');
const { member, records, now, at, rituals, makeRitual, leave, entriesOf } = rhythm;
const calendar = () =>
  createCalendar({
    ...{ records: records(), now, url: () => 'https://dandelion.example.org' },
    attempts: createAttempts({ records: records(), now }),
  });

let ana: Caller & { id: string };
let joris: Caller & { id: string };
beforeAll(async () => {
  ana = await member('Ana', 'owner');
  joris = await member('Joris');
});

const tokenOf = (link: string) => link.split('/').at(-1)!;
const feed = async (token: string) => (await calendar().read(token, '198.51.100.7')).content;

interface ReadEvent {
  type: string;
  uid: string;
  start: Date;
  end: Date;
  status: string;
  sequence: string;
  summary: string;
}
/** As a calendar program reads it. */
const eventsOf = (text: string): ReadEvent[] =>
  (Object.values(ical.sync.parseICS(text)) as unknown as ReadEvent[])
    .filter(({ type }) => type === 'VEVENT')
    .sort((a, b) => a.start.getTime() - b.start.getTime());

describe('the feed of a member', () => {
  test('has every time at its hour over changes of clocks, as we expand it', async () => {
    const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
    for (const timeZone of zones) {
      const cadence = { start: '2026-10-20T10:00', timeZone, rule: 'FREQ=WEEKLY' };
      await makeRitual(ana, { name: timeZone, cadence, members: [ana.id] });
    }
    await makeRitual(ana, { name: 'Not hers', members: [joris.id] });
    const token = tokenOf((await calendar().make(ana)).link);
    const text = await feed(token);
    expect(text).not.toMatch(/Not hers/);
    const events = eventsOf(text);
    const { rituals: listed } = await rituals().list();
    for (const { id, name } of listed.filter((one) => zones.includes(one.name))) {
      const { occurrences } = await rituals().occurrences(id, {
        from: '2026-10-01T00:00:00Z',
        to: '2027-11-01T00:00:00Z',
      });
      const theirs = events.filter(
        ({ summary, start }) => summary === name && start < new Date('2027-11-01T00:00:00Z'),
      );
      expect(theirs.map(({ start }) => start.toISOString())).toEqual(occurrences.map(({ startsAt }) => startsAt));
      expect(occurrences.length).toBeGreaterThan(50);
    }
    // By hand: 08:00 UTC in summer, 09:00 in winter.
    const amsterdam = events
      .filter(({ summary }) => summary === 'Europe/Amsterdam')
      .map(({ start }) => start.toISOString());
    expect(amsterdam.slice(0, 2)).toEqual(['2026-10-20T08:00:00.000Z', '2026-10-27T09:00:00.000Z']);
    // As RFC 5545 wants it: lines of at most 75 bytes that end with CR LF, times in UTC.
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\n/);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:.*\r\nMETHOD:PUBLISH/s);
    expect(text).toMatch(/DTSTART:20261020T080000Z/);
    expect(await feed(token)).toBe(text);
  });

  test('one that is moved stays the same event with a higher sequence; a cancelled one says so', async () => {
    const made = await makeRitual(joris, { name: 'Moved', members: [joris.id] });
    const token = tokenOf((await calendar().make(joris)).link);
    const find = async (local: string) => {
      const compact = local.replaceAll(/[-:]/g, '');
      return eventsOf(await feed(token)).filter(({ uid }) => uid.startsWith(`${made.id}-${compact}`));
    };
    const [before] = await find('2026-11-10T10:00');
    const moved = await rituals().changeOccurrence(joris.actor, made.id, {
      ...{ version: 1, occurrence: '2026-11-10T10:00', reason: '', change: { to: 'move', local: '2026-11-12T15:30' } },
    });
    await rituals().changeOccurrence(joris.actor, made.id, {
      ...{ version: moved.version, occurrence: '2026-11-17T10:00', reason: 'Fair', change: { to: 'cancel' } },
    });
    const [after] = await find('2026-11-10T10:00');
    expect(after!.uid).toBe(before!.uid);
    expect(after!.start.toISOString()).toBe('2026-11-12T14:30:00.000Z');
    expect(Number(after!.sequence)).toBeGreaterThan(Number(before!.sequence));
    expect((await find('2026-11-17T10:00'))[0]).toMatchObject({ status: 'CANCELLED' });
    expect((await find('2026-11-24T10:00'))[0]).toMatchObject({ status: 'CONFIRMED' });
  });

  test('names that people gave cannot become lines of it', async () => {
    const eve = await member('Eve');
    const name = 'Review\r\nATTENDEE:mailto:x@example.org; a,b';
    await makeRitual(eve, { name, purpose: 'One\nEND:VEVENT', members: [eve.id] });
    const text = await feed(tokenOf((await calendar().make(eve)).link));
    expect(text).not.toMatch(/^(ATTENDEE|END:VEVENT\\|One)/m);
    expect(text.match(/BEGIN:VEVENT/g)!.length).toBe(text.match(/END:VEVENT\r/g)!.length);
  });
});

describe('its link', () => {
  const refused = { code: 'not-found', message: 'There is nothing at this address.' };

  test('is kept as a hash, renewed, ended, and gone with its member', async () => {
    const mei = await member('Mei');
    expect(await calendar().link(mei)).toEqual({ madeAt: null, readAt: null });
    const first = tokenOf((await calendar().make(mei)).link);
    const { rows } = await rhythm.query('SELECT * FROM calendar_links WHERE member_id = $1', [mei.id]);
    expect(JSON.stringify(rows)).not.toContain(first.replace('.ics', ''));
    await feed(first);
    expect((await calendar().link(mei)).readAt).not.toBeNull();
    // Programs leave the ending out or keep it.
    await feed(first.replace('.ics', ''));
    const second = tokenOf((await calendar().make(mei)).link);
    await expect(feed(first)).rejects.toMatchObject(refused);
    await feed(second);
    await rhythm.query(`UPDATE members SET role = 'partner' WHERE id = $1`, [mei.id]);
    await expect(feed(second)).rejects.toMatchObject(refused);
    await rhythm.query(`UPDATE members SET role = 'reader' WHERE id = $1`, [mei.id]);
    await leave(mei.id);
    await expect(feed(second)).rejects.toMatchObject(refused);
    await calendar().end(mei);
    await calendar().end(mei);
    expect(await entriesOf(mei.id)).toEqual(['calendar.link-made', 'calendar.link-made', 'calendar.link-ended']);
  });

  test('whoever guesses has to wait, and keeps nobody else out', async () => {
    const guess = (address: string) => calendar().read('Zm9yZ2Vk', address);
    at('2026-10-02T09:00:00Z');
    const codes: string[] = [];
    for (let times = 0; times < 31; times++)
      codes.push(
        await guess('203.0.113.9').then(
          () => 'read',
          ({ code }) => code,
        ),
      );
    expect(new Set(codes.slice(0, 30))).toEqual(new Set(['not-found']));
    expect(codes[30]).toBe('too-many-requests');
    await expect(guess('203.0.113.10')).rejects.toMatchObject(refused);
  });
});
