import type { AnswerOf, listOccurrences, listRituals } from '@dandelion-loop/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch, listen, openAs } from './test-browser.ts';

/**
 * The weekly review with the real server: made of its pack, held by the clocks of Amsterdam over their next change, one time of it moved
 * to after that change, and all of it read by a calendar program.
 */

const day = 86_400_000;

/** The last Sunday of a month (0 is January), when clocks in the European Union change. */
function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0);
  return last - new Date(last).getUTCDay() * day;
}

/** The next such Sunday that is at least two weeks away, and the hours that clocks in Amsterdam are ahead from then on. */
function nextChange(now: number): { sunday: number; ahead: number } {
  const year = new Date(now).getUTCFullYear();
  const changes = [year, year + 1].flatMap((one) => [
    { sunday: lastSunday(one, 2), ahead: 2 },
    { sunday: lastSunday(one, 9), ahead: 1 },
  ]);
  return changes.find(({ sunday }) => sunday > now + 14 * day)!;
}

const { sunday, ahead } = nextChange(Date.now());
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const shown = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  } as const).format(at);
/** Tuesdays before and after it; the ritual begins on the first. */
const [before, after] = [sunday - 5 * day, sunday + 2 * day];
const utc = (at: number, hour: number): string => new Date(at + hour * 3_600_000).toISOString();

/** Events of a calendar by when they begin: their lines, those that were folded put together. */
const eventsOf = (text: string): string[] =>
  text
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT')
    .slice(1)
    .sort((one, other) => (beginOf(one) < beginOf(other) ? -1 : 1));

const beginOf = (event: string): string => /^DTSTART:(\S+)/m.exec(event)![1]!;
/** A moment as calendars write it. */
const written = (moment: string): string => moment.replace(/[-:]|\.000/g, '');

let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

async function read<Answer>(path: string): Promise<Answer> {
  const response = await server.ask(path);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

describe.skipIf(!found)('the weekly review of a team', () => {
  beforeAll(async () => {
    server = await startTestServer();
    await server.signIn();
    browser = await launch();
    page = await openAs(browser, { url: server.url, cookie: server.cookie() });
    listen(page, complaints);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(complaints).toEqual([]);
  });

  it('is made of its pack, and says what the change of clocks does to it', async () => {
    await page.goto(`${server.url}/rhythm`);
    await page.getByRole('link', { name: 'Begin with this: Weekly bet review' }).click();
    await page.getByLabel('Time zone').fill('Europe/Amsterdam');
    await page.getByLabel('From').fill(dayOf(before));
    await page.getByText(`Clocks in Amsterdam change before ${shown(after)}: it stays at 10:00 there.`).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the ritual' }).click();
    await page.getByRole('heading', { name: 'What it would be about now' }).waitFor();
    const { rituals } = await read<AnswerOf<typeof listRituals>>('/api/rituals');
    expect(rituals[0]).toMatchObject({
      ...{ name: 'Weekly bet review', pack: 'weekly-bet-review', minutes: 45 },
      cadence: { start: `${dayOf(before)}T10:00`, timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY;BYDAY=TU' },
    });
    expect(rituals[0]!.next?.startsAt).toBe(utc(before, 10 - (3 - ahead)));
  });

  it('has one time moved to the day after, by the clocks of then; the others stay at ten', async () => {
    await page.getByRole('button', { name: 'Show a whole year' }).click();
    await page.getByRole('button', { name: `Move ${shown(after)}, 10:00` }).click();
    await page.getByLabel('To the day').fill(dayOf(after + day));
    await page.getByLabel('At', { exact: true }).fill('14:00');
    await page.getByLabel('Why?').fill('A holiday');
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText(`moved from ${shown(after)}, 10:00: A holiday`).waitFor();
    const { rituals } = await read<AnswerOf<typeof listRituals>>('/api/rituals');
    const window = `from=${dayOf(before)}T00:00:00Z&to=${dayOf(after + 14 * day)}T00:00:00Z`;
    const path = `/api/rituals/${rituals[0]!.id}/occurrences?${window}`;
    const { occurrences } = await read<AnswerOf<typeof listOccurrences>>(path);
    expect(occurrences.map(({ startsAt, state }) => [startsAt, state])).toEqual([
      [utc(before, 10 - (3 - ahead)), 'planned'],
      [utc(after + day, 14 - ahead), 'moved'],
      [utc(after + 7 * day, 10 - ahead), 'planned'],
    ]);
  });

  it('is read by a calendar program as it is held', async () => {
    await page.goto(`${server.url}/account`);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByLabel('The link for your calendar').inputValue();
    const feed = await fetch(server.url + new URL(link).pathname);
    expect(feed.headers.get('content-type')).toMatch(/^text\/calendar/);
    const events = eventsOf(await feed.text());
    expect(events.slice(0, 3).map(beginOf)).toEqual(
      [utc(before, 10 - (3 - ahead)), utc(after + day, 14 - ahead), utc(after + 7 * day, 10 - ahead)].map(written),
    );
    expect(events[1]).toContain('SUMMARY:Weekly bet review');
    expect(events[1]).toContain('A holiday');
    // Who does not have the link reads nothing.
    expect((await fetch(`${server.url}/api/calendar/wrong`)).status).toBe(404);
  });
});
