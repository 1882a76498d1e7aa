import type { AnswerOf, getPlan, listDecisions } from '@dandelion-loop/contract';
import { inHundred } from '@dandelion-loop/portfolio';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join, type Person, person } from '../packages/server/src/test-people.ts';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch, openAs } from './test-browser.ts';

/**
 * The loop on each of the two sample plans: a channel breaks and a bet on it harms people, the plan says what that means, the weekly
 * review comes with it on its agenda, two members decide, and a partner sees only what names them. Real server, databases, browser.
 */

let server: TestServer;
let browser: Browser;
const people: Record<string, Person> = {};
const pages: Record<string, Page> = {};
const complaints: string[] = [];

async function open(name: string): Promise<Page> {
  const page = await openAs(browser, { url: server.url, cookie: people[name]!.cookie });
  page.on('pageerror', (error) => complaints.push(`${name}: ${error}`));
  return page;
}

async function ask<Answer>(method: string, path: string, json?: unknown): Promise<Answer> {
  const response = await people.owner!.ask(path, { method, ...(json === undefined ? {} : { json }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

type Plan = AnswerOf<typeof getPlan>;
const readPlan = () => ask<Plan>('GET', '/api/plan');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const notes = (page: Page) => page.getByLabel('Notes of all who are here');
const today = () => new Date().toISOString().slice(0, 10);

const samples = [
  {
    ...{ take: 'Take the charity', channel: 'newsletter', runs: 'welcome series for newsletter readers' },
    ...{ partnerBet: 'door-to-door in three towns', decision: 'Move the matching month from newsletter to post' },
  },
  {
    ...{ take: 'Take the shop', channel: 'mail', runs: 'seed subscription' },
    ...{ partnerBet: 'films of one plant a week', decision: 'Sell the subscription at the counter' },
  },
];

describe.skipIf(!found)('the weekly review', () => {
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launch();
    people.owner = person(server.url, await server.signIn());
    for (const role of ['marketer', 'partner'] as const) people[role] = await join(server, role);
    for (const name of ['owner', 'marketer', 'partner']) pages[name] = await open(name);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(complaints).toEqual([]);
  });

  describe.each(samples)('after “$take”', ({ take, channel, runs, partnerBet, decision }) => {
    let whole: Plan;
    const bet = (name: string): Plan['bets'][number] => whole.bets.find((one) => one.name === name)!;

    it('a channel breaks, and the plan says what is left', async () => {
      const { owner } = pages as { owner: Page };
      await owner.goto(`${server.url}/plan`);
      await button(owner, take).click();
      await owner.locator('.year-dots circle').first().waitFor();
      whole = await readPlan();
      const [outcome] = whole.answer.outcomes;
      const without = outcome!.without.find(({ kind, name }) => kind === 'domain' && name === channel)!;
      expect(without.drop).toBeGreaterThan(0.25);
      const { id, version } = whole.domains.find(({ name }) => name === channel)!;
      await ask('PATCH', `/api/domains/${id}`, { version, failure: 1 });
      await owner.reload();
      await owner.locator('.answer mark').getByText(inHundred(without.probability)).waitFor();
    });

    it('a bet that drives people away stops by itself', async () => {
      const { id } = bet(runs);
      await ask('POST', `/api/bets/${id}/breakers`, { kind: 'harm', measure: 'unsubscribes', limit: 20 });
      await ask('POST', `/api/bets/${id}/numbers`, { kind: 'unsubscribes', on: today(), value: 41 });
      whole = await readPlan();
      expect(bet(runs).status).toBe('stopped');
      const { owner } = pages as { owner: Page };
      await owner.goto(`${server.url}/today`);
      await owner.locator('.answer mark').getByText('One cannot wait:').waitFor();
      await owner.getByRole('heading', { name: new RegExp(`${runs}.*stopped itself`) }).waitFor();
      expect(await accessibilityFaults(owner)).toEqual([]);
    });

    it('the review has both on its agenda, and two members decide', async () => {
      const { owner, marketer } = pages as { owner: Page; marketer: Page };
      await owner.goto(`${server.url}/rhythm/rituals/new?pack=weekly-bet-review`);
      await owner.getByLabel('Name', { exact: true }).fill(`Review of ${channel}`);
      await button(owner, 'Make the ritual').click();
      await owner.waitForURL(/rituals\/[\w-]{36}/);
      const ritual = new URL(owner.url()).pathname.split('/').at(-1)!;
      const { id: meeting } = await ask<{ id: string }>('POST', `/api/rituals/${ritual}/meetings`, {
        occurrence: null,
      });
      for (const page of [owner, marketer]) {
        await page.goto(`${server.url}/rhythm/meetings/${meeting}`);
        await page.locator('.run-now').getByText(runs).first().waitFor();
        await page.getByText('What carries too much').first().waitFor();
      }
      await notes(owner).pressSequentially('Who tells the readers? ');
      await expect.poll(() => notes(marketer).inputValue()).toBe('Who tells the readers? ');
      await notes(marketer).press('Control+End');
      await notes(marketer).pressSequentially('I do.');
      await expect.poll(() => notes(owner).inputValue()).toBe('Who tells the readers? I do.');
      // What can be decided is there to choose from; they decide something of their own.
      await owner.getByRole('radio', { name: /^Leave it stopped, and say how it ended/ }).waitFor();
      await owner.getByRole('radio', { name: /^Something else/ }).check();
      await owner.getByLabel('What is decided').fill(decision);
      await button(owner, 'In two weeks').click();
      await button(owner, 'Record the decision').click();
      await marketer.locator('.run-side').getByText(decision).waitFor();
      const { decisions } = await ask<AnswerOf<typeof listDecisions>>('GET', '/api/decisions');
      const made = decisions.find(({ what }) => what === decision)!;
      expect(made.evidence).toContainEqual(expect.objectContaining({ kind: 'bet', name: runs }));
      expect(await accessibilityFaults(marketer)).toEqual([]);
      await button(owner, 'More').click();
      await owner.getByRole('menuitem', { name: 'End the meeting' }).click();
      await owner
        .getByRole('dialog')
        .getByRole('button', { name: /^End it/ })
        .click();
      for (const page of [owner, marketer]) await page.getByText(decision).first().waitFor();
    });

    it('a partner sees the bet that names them, and nothing of the rest', async () => {
      const { partner } = pages as { partner: Page };
      const members = await ask<{ people: { id: string; role: string }[] }>('GET', '/api/people');
      const partnerId = members.people.find(({ role }) => role === 'partner')!.id;
      const { id, version } = bet(partnerBet);
      await ask('PATCH', `/api/bets/${id}`, { version, partnerIds: [partnerId] });
      await partner.goto(server.url);
      await partner.getByText(partnerBet).first().waitFor();
      const seen = await partner.locator('body').textContent();
      for (const name of [runs, decision, channel, whole.plan.name]) expect(seen).not.toContain(name);
      expect((await people.partner!.ask('/api/plan')).status).toBe(403);
      // The next sample comes to an empty workspace.
      const { plan } = await readPlan();
      await ask('DELETE', `/api/plans/${plan.id}?version=${plan.version}&name=${encodeURIComponent(plan.name)}`);
    });
  });
});
