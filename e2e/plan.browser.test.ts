import type { AnswerOf, compareScenarios, getBet, getPlan, listDrills } from '@dandelion-loop/contract';
import { inHundred } from '@dandelion-loop/portfolio';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch, listen, looks, openAs } from './test-browser.ts';

/**
 * The yearly plan of a small charity with the real server: it is taken as a sample, a channel is lost for a try, a bet is planned,
 * signed, begun, stopped by its own breaker, runs again on a probe, and is decided.
 */

let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

async function read<Answer>(path: string): Promise<Answer> {
  const response = await server.ask(path);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
const plan = () => read<AnswerOf<typeof getPlan>>('/api/plan');
const mark = () => page.locator('.answer mark').textContent();
const nextWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(!found)('the plan of a charity', () => {
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
    // An empty workspace has no plan, and a refused start is refused.
    expect(complaints.filter((text) => !/status of (404|409)/.test(text))).toEqual([]);
  });

  it('is taken as a sample, and the page says what the server computed', async () => {
    await page.goto(`${server.url}/plan`);
    await page.getByRole('button', { name: 'Take the charity' }).click();
    await page.locator('.year-dots circle').first().waitFor();
    const { answer } = await plan();
    expect(await mark()).toBe(inHundred(answer.outcomes[0]!.probability));
    expect(await page.locator('.year-dots circle.reached').count()).toBe(
      Math.round(answer.outcomes[0]!.probability * 100),
    );
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('loses a channel for a try, which is kept as a scenario and computed alike by the server', async () => {
    const { plan: kept, answer } = await plan();
    const lost = answer.outcomes[0]!.without.find(({ kind, name }) => kind === 'domain' && name === 'newsletter')!;
    await page.getByRole('button', { name: 'newsletter', exact: true }).click();
    await expect.poll(mark).toBe(inHundred(lost.probability));
    await page.getByRole('button', { name: 'Keep as a scenario' }).click();
    await page.getByLabel('Name of the scenario').fill('No newsletter');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('row', { name: /No newsletter/ }).waitFor();
    const { scenarios } = await read<AnswerOf<typeof compareScenarios>>(`/api/plans/${kept.id}/scenarios`);
    expect(scenarios[0]!.answer.outcomes[0]!.probability).toBeCloseTo(lost.probability, 6);
    await page.getByRole('button', { name: 'Back to the plan' }).click();
  });

  it('is drilled, and the answer is kept', async () => {
    await page.getByRole('button', { name: 'Failure drill' }).click();
    await page.getByRole('button', { name: 'Break something' }).click();
    await page.getByLabel('What would you do?').fill('Call the members ourselves.');
    await page.getByRole('button', { name: 'Keep the answer' }).click();
    await page.getByRole('dialog').getByText('Call the members ourselves.').waitFor();
    const { drills } = await read<AnswerOf<typeof listDrills>>(`/api/plans/${(await plan()).plan.id}/drills`);
    expect(drills[0]!.answers.map(({ text }) => text)).toEqual(['Call the members ourselves.']);
    await page.keyboard.press('Escape');
  });

  it('gets a bet that is signed, begun, stopped by its breaker, put on a probe and decided', async () => {
    await page.getByRole('link', { name: 'New bet' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Radio in spring');
    await page.getByLabel('Hypothesis').fill('Who hears the sea gives.');
    await page.getByLabel('Most likely').fill('20');
    await page.getByLabel('Money', { exact: true }).fill('500');
    await page.getByLabel('Cap of this bet').fill('600');
    await page.getByLabel('When we stop').fill('Nobody calls within a month.');
    await page.getByRole('button', { name: 'Plan the bet' }).click();
    await page.getByRole('button', { name: 'Sign before the start' }).click();
    await page.getByText(/^Signed by/).waitFor();
    await page.getByRole('button', { name: 'Start the bet' }).click();
    await page.getByText('Spend: watching').waitFor();
    await page.getByLabel('Value').fill('700');
    await page.getByRole('button', { name: 'Add the number' }).click();
    await page.getByText('Spend: tripped').waitFor();
    const path = `/api/bets/${new URL(page.url()).pathname.split('/').at(-1)}`;
    const bet = () => read<AnswerOf<typeof getBet>>(path);
    expect(await bet()).toMatchObject({ status: 'stopped', spent: { money: 700 }, counts: { would: true } });
    await page.getByRole('button', { name: 'Let it run again' }).click();
    await page.getByLabel('Money of the probe').fill('50');
    await page.getByLabel('Last day of the probe').fill(nextWeek());
    await page.getByLabel('Reason').fill('One station called back.');
    await page.getByRole('dialog').getByRole('button', { name: 'Let it run again' }).click();
    await page.getByText('Spend: on a probe').waitFor();
    expect((await bet()).status).toBe('running');
    await page.getByRole('button', { name: 'Say how it ended' }).click();
    await page.getByLabel('Verdict').selectOption('failed');
    await page.getByLabel('Why', { exact: true }).fill('Two calls, no donor.');
    await page.getByLabel('What we learned, in a sentence').fill('Radio reaches the wrong coast.');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText(/It failed on/).waitFor();
    expect(await bet()).toMatchObject({ status: 'failed', learned: 'Radio reaches the wrong coast.' });
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('says what a document would change before it does', async () => {
    const document = (await (await server.ask('/api/plan/document')).json()) as { bets: { name: string }[] };
    await page.goto(`${server.url}/plan/parts`);
    await page.getByRole('radio', { name: /Into the plan that is shown/ }).check();
    const file = (content: unknown) => ({
      ...{ name: 'plan.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(content)),
    });
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file(document));
    await page.getByText('It would change nothing.').waitFor();
    await input.setInputFiles(file({ ...document, period: 5 }));
    await page.getByText('period').first().waitFor();
    await page.getByText(/must be put right first/).waitFor();
    await page.getByLabel('Target').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add an outcome' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Visitors');
    await page.getByLabel('Without the bets').fill('100');
    await page.getByLabel('Target').fill('150');
    await page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await page.getByRole('row', { name: /Visitors/ }).waitFor();
    expect((await plan()).outcomes.map(({ name }) => name)).toContain('Visitors');
  });

  it('is shown to people without an account by a link, in plain words', async () => {
    await page.goto(`${server.url}/plan`);
    await page.getByRole('button', { name: 'Page for the many' }).click();
    await page.getByLabel('For whom').fill('the board');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const address = await page.getByRole('textbox', { name: 'The link' }).inputValue();
    for (const { width, scheme } of looks) {
      const visitor = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
      await visitor.goto(address);
      await visitor.getByText('Radio in spring').first().waitFor();
      await visitor.getByText('Radio reaches the wrong coast.').waitFor();
      expect(await accessibilityFaults(visitor)).toEqual([]);
      const wider = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
      expect(await visitor.evaluate(wider)).toBe(0);
      await visitor.close();
    }
  });
});
