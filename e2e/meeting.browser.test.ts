import type { Decision, Meeting, Ritual } from '@dandelion-loop/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join, type Person, person } from '../packages/server/src/test-people.ts';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch, openAs } from './test-browser.ts';

/**
 * A weekly review is held by two members at once, with a reader who may only write notes and a partner who is kept out. The real
 * server, the real databases, a real browser.
 */

let server: TestServer;
let browser: Browser;
const people: Record<string, Person> = {};
const pages: Record<string, Page> = {};
const complaints: string[] = [];
let ritual: Ritual;
let meeting: string;

async function open(name: string): Promise<Page> {
  const page = await openAs(browser, { url: server.url, cookie: people[name]!.cookie, width: 1280 });
  page.on('pageerror', (error) => complaints.push(`${name}: ${error}`));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${name}: ${response.status()} ${response.url()}`);
  });
  pages[name] = page;
  return page;
}

async function send<Answer>(method: string, path: string, json: unknown): Promise<Answer> {
  const response = await people.owner!.ask(path, { method, json });
  expect([path, response.status < 300]).toEqual([path, true]);
  return (await response.json()) as Answer;
}

async function read<Answer>(path: string): Promise<Answer> {
  return (await (await people.owner!.ask(path)).json()) as Answer;
}

async function moveTo(timeZone: string): Promise<void> {
  const { version } = await read<{ version: number }>('/api/workspace');
  await send('PATCH', '/api/workspace', { version, timeZone });
}

/** It is due at once: decided where the day ends last and looked at where it ends first, a day lies between. */
async function decideWhatIsDue(): Promise<void> {
  await moveTo('Pacific/Pago_Pago');
  const there = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Pago_Pago' });
  const lookAgainOn = there.format(new Date(Date.now() + 24 * 60 * 60 * 1000));
  await send('POST', '/api/decisions', { what: 'Rewrite the storm message', why: 'Opt-outs', lookAgainOn });
  await moveTo('Pacific/Kiritimati');
}

const box = (page: Page) => page.getByLabel('Notes of all who are here');
const both = () => [pages.owner!, pages.marketer!] as const;
/** Both press, and what they send goes out once both have pressed. */
async function together(path: string, name: string): Promise<void> {
  let pressed = 0;
  let open = () => {};
  const opens = new Promise<void>((resolve) => {
    open = resolve;
  });
  for (const page of both())
    await page.route(path, async (route) => {
      pressed += 1;
      if (pressed === 2) open();
      await opens;
      await route.continue();
    });
  await Promise.all(both().map((page) => button(page, name).click()));
  await opens;
  for (const page of both()) await page.unroute(path);
}

/** How many notices say that somebody else was faster. */
const told = (page: Page) => page.locator('.notices').getByText('Yours was not done').count();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(!found)('a weekly review', () => {
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launch();
    people.owner = person(server.url, await server.signIn());
    for (const role of ['marketer', 'reader', 'partner'] as const) people[role] = await join(server, role);
    const blocks = [
      { kind: 'talk', title: 'How was the week?', why: 'So that all begin at the same place.', minutes: 5 },
      { kind: 'decisions', title: 'Decisions to look at again', why: 'Only known later.', minutes: 5 },
      { kind: 'breakers', title: 'What stopped itself', why: '', minutes: 5 },
      { kind: 'talk', title: 'What next', why: '', minutes: 5 },
    ];
    const { people: known } = await read<{ people: { id: string; role: string }[] }>('/api/people');
    const members = known.filter(({ role }) => role !== 'partner').map(({ id }) => id);
    ritual = await send('POST', '/api/rituals', { name: 'Weekly review', cadence: null, blocks, members });
    await decideWhatIsDue();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('one starts it, the other joins', async () => {
    const path = `/rhythm/meetings/next?ritual=${ritual.id}`;
    const owner = await open('owner');
    await owner.goto(server.url + path);
    await owner.getByText('It always comes.').or(owner.getByText('So that all begin')).first().waitFor();
    expect(await accessibilityFaults(owner)).toEqual([]);
    await button(owner, 'Start').click();
    await owner.waitForURL(/meetings\/[\w-]{36}/);
    const marketer = await open('marketer');
    await marketer.goto(server.url + path);
    await marketer.getByRole('link', { name: 'Join' }).click();
    await marketer.waitForURL(owner.url());
    meeting = owner.url().split('/').at(-1)!;
    for (const page of both()) await expect.poll(() => page.locator('.run-now .question').count()).toBe(1);
    expect(await accessibilityFaults(marketer)).toEqual([]);
  });

  it('both type at once, one without a line for a while, and no word is lost', async () => {
    const [owner, marketer] = both();
    const words = (who: string) => Array.from({ length: 15 }, (_, place) => `${who}${place}`);
    // Each where the other does not write: two who write into the same word would take it apart.
    await box(owner).pressSequentially('Hello. ');
    await expect.poll(() => box(marketer).inputValue()).toBe('Hello. ');
    const type = async (page: Page, who: string, from: number, to: number) => {
      for (const word of words(who).slice(from, to)) {
        await box(page).press(page === owner ? 'Control+Home' : 'Control+End');
        await box(page).pressSequentially(`${word} `, { delay: 20 });
      }
    };
    await Promise.all([type(owner, 'olga', 0, 5), type(marketer, 'mo', 0, 5)]);
    await marketer.context().setOffline(true);
    await Promise.all([type(owner, 'olga', 5, 10), type(marketer, 'mo', 5, 10)]);
    await marketer.getByText('Not sent yet.').waitFor();
    await marketer.context().setOffline(false);
    await Promise.all([type(owner, 'olga', 10, 15), type(marketer, 'mo', 10, 15)]);
    const all = ['Hello.', ...words('olga'), ...words('mo')].sort();
    const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).sort();
    for (const page of both())
      await expect.poll(async () => wordsOf(await box(page).inputValue()), { timeout: 30_000 }).toEqual(all);
    expect(await box(owner).inputValue()).toBe(await box(marketer).inputValue());
    const { notes } = await read<Meeting>(`/api/meetings/${meeting}`);
    expect(notes).toBe(await box(owner).inputValue());
  }, 90_000);

  it('of two who press Next at once no block is passed over', async () => {
    await together('**/timer', 'Next block');
    const shown = 'We said that we would look at it by now.';
    for (const page of both()) await page.locator('.run-now .answer').getByText(shown).waitFor();
    await expect.poll(async () => (await told(pages.owner!)) + (await told(pages.marketer!))).toBe(1);
    expect((await read<Meeting>(`/api/meetings/${meeting}`)).timer.block).toBe(1);
  });

  it('of two who close the same decision at once one does, and the other is told how', async () => {
    for (const page of both()) {
      await page.getByLabel('Yes, kept').check();
      await page.getByLabel(page === pages.owner ? 'Right' : 'Wrong', { exact: true }).check();
    }
    await together('**/look', 'Say how it turned out');
    for (const page of both()) await page.getByText(/closed it: kept, (right|wrong)\./).waitFor();
    const { decisions } = await read<{ decisions: Decision[] }>('/api/decisions?state=closed');
    expect(decisions).toMatchObject([{ what: 'Rewrite the storm message', looks: [{ kept: true }] }]);
    const [looked] = decisions[0]!.looks;
    const second = looked!.right === 'right' ? pages.marketer! : pages.owner!;
    await second.getByText(`${looked!.by.name} closed this decision meanwhile: kept, ${looked!.right}.`).waitFor();
    const first = second === pages.owner ? pages.marketer! : pages.owner!;
    expect(await first.getByText('closed this decision meanwhile').count()).toBe(0);
  });

  it('what one decides and promises the other sees', async () => {
    const [owner, marketer] = both();
    await owner.getByLabel('What is decided').fill('Write the spring letter by hand.');
    await button(owner, 'In two weeks').click();
    await button(owner, 'Record the decision').click();
    await marketer.locator('.run-side').getByText('Write the spring letter by hand.').waitFor();
    await button(marketer, 'Add a follow-up').click();
    const dialog = marketer.getByRole('dialog');
    await dialog.getByLabel('What is to be done').fill('Print the cards');
    await dialog.getByLabel('Who').selectOption('A partner');
    await dialog.getByLabel('Follows from').selectOption('Write the spring letter by hand.');
    await dialog.getByRole('button', { name: 'Add a follow-up' }).click();
    await owner.locator('.run-side').getByText('Print the cards').waitFor();
  });

  it('a reader reads and writes notes, and a partner is not let in', async () => {
    const reader = await open('reader');
    await reader.goto(`${server.url}/rhythm/meetings/${meeting}`);
    await reader.getByText('Marketers, analysts and owners record what is decided.').waitFor();
    for (const name of ['Next block', 'Record the decision', 'Add a follow-up'])
      expect(await button(reader, name).count()).toBe(0);
    await box(reader).press('Control+End');
    await box(reader).pressSequentially('reader0');
    for (const page of both()) await expect.poll(() => box(page).inputValue()).toContain('reader0');
    const partner = await open('partner');
    await partner.goto(`${server.url}/rhythm/meetings/${meeting}`);
    // To the one page that is theirs.
    await partner.waitForURL(`${server.url}/plan/mine`);
    await partner.getByRole('heading', { level: 1 }).waitFor();
    expect(await partner.getByText('Weekly review').count()).toBe(0);
    for (const path of ['', '/notes', '/events'])
      expect((await people.partner!.ask(`/api/meetings/${meeting}${path}`)).status).toBe(403);
    const own = (await (await people.partner!.ask('/api/follow-ups')).json()) as { followUps: unknown[] };
    expect(own.followUps).toMatchObject([{ what: 'Print the cards', meeting: null, decisionId: null }]);
  });

  it('the end is for all, and leaves a summary', async () => {
    const [owner, marketer] = both();
    await button(owner, 'More').click();
    await owner.getByRole('menuitem', { name: 'End the meeting' }).click();
    await owner.getByText('This server sends no mail').waitFor();
    await owner.getByText('Not reached: “What next”.').waitFor();
    await button(owner, 'End it and send the summary').click();
    for (const page of [owner, marketer, pages.reader!]) {
      await page.getByRole('heading', { name: 'What was sent to whom' }).waitFor();
      await page.getByText('1 decision and 1 follow-up').waitFor();
      await page.getByText('reader0').waitFor();
    }
    await marketer.setViewportSize({ width: 360, height: 800 });
    expect(await accessibilityFaults(marketer)).toEqual([]);
    expect(await marketer.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(complaints).toEqual([]);
  });
});
