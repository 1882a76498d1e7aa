import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WholePlan } from '@dandelion-loop/contract';
import { answerPlan, concentrationSentence, inHundred } from '@dandelion-loop/portfolio';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, nothingToday, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { charity, wholeOf } from './test-plan.ts';

/** The plan in a real browser. The other end of the line is a loopback server that answers as the contract says. */

const on = '2027-05-25';
const full = wholeOf(charity, on);
let given: WholePlan | null = full;
let role: 'owner' | 'reader' = 'owner';
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  const { method = 'GET' } = request;
  if (method !== 'GET') sent.push({ method, path: pathname, body: await bodyOf(request) });
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2027-05-25T12:00:00.000Z', work: [] });
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === '/api/today') return answer(response, 200, nothingToday);
  if (pathname === '/api/people') return answer(response, 200, { people: [] });
  if (pathname === '/api/plan/document' && method === 'POST') {
    given = full;
    return answer(response, 200, { plan: full.plan, problems: [], notes: [], changes: [] });
  }
  if (given === null) return problem(response, 404, 'not-found', 'There is no plan yet.');
  if (pathname === '/api/plan') return answer(response, 200, given);
  if (pathname === '/api/plans') return answer(response, 200, { plans: [given.plan] });
  if (pathname.endsWith('/scenarios') && method === 'GET') return answer(response, 200, { scenarios: [] });
  if (pathname.endsWith('/scenarios'))
    return answer(response, 201, {
      ...{ id: full.plan.id, name: 'x', changes: [], lost: 0, by: full.plan.by },
      ...{ createdAt: full.plan.createdAt, version: 1 },
    });
  if (pathname.endsWith('/drills')) return answer(response, 200, { drills: [] });
  if (pathname.endsWith('/numbers')) return answer(response, 200, { total: 0, numbers: [] });
  if (pathname.endsWith('/history')) return answer(response, 200, { entries: [], earlier: false });
  if (pathname.endsWith('/principles')) return answer(response, 200, { stands: [], open: [] });
  if (pathname.endsWith('/comments')) return answer(response, 200, { comments: [], earlier: 0 });
  const bet = given.bets.find(({ id }) => pathname.startsWith(`/api/bets/${id}`));
  if (bet !== undefined) return answer(response, 200, bet);
  if (/^\/api\/plans\/[^/]+\/bets$/.test(pathname)) return answer(response, 201, given.bets[0]);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('the plan in a browser', () => {
  const at = useInterface(api);

  afterEach(() => {
    given = full;
    role = 'owner';
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };
  const markOf = (page: Page) => page.locator('.answer mark').textContent();
  const first = full.answer.outcomes[0]!;
  const worst = first.without.find(({ kind }) => kind === 'domain')!;

  test.each(everyLook)('at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    await withPage('/plan', look, async (page) => {
      await page.locator('.year-dots circle').first().waitFor();
      await page.getByText('Cheapest bulkhead').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      for (const summary of await page.getByText('As a table').all()) await summary.click();
      await page.getByText('Try other numbers', { exact: true }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan/parts', look, async (page) => {
      await page.getByRole('button', { name: 'Add a cause' }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan/bets/new', look, async (page) => {
      await page.getByRole('button', { name: 'Plan the bet' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/plan/bets/${full.bets[1]!.id}`, look, async (page) => {
      await page.getByText('Breakers', { exact: true }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    given = null;
    await withPage('/plan', look, async (page) => {
      await page.getByRole('button', { name: 'Take the charity' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    given = full;
  });

  test('a hundred dots say the chance, and drift when a cause is lost', async () => {
    await withPage('/plan', wide, async (page) => {
      const filled = page.locator('.year-dots circle.reached');
      await page.locator('.year-dots circle').first().waitFor();
      expect(await markOf(page)).toBe(inHundred(first.probability));
      expect(await page.locator('.year-dots circle').count()).toBe(100);
      expect(await filled.count()).toBe(Math.round(first.probability * 100));
      await page.getByRole('radio', { name: worst.name }).check();
      // What the command line says of the same plan without it.
      const without = answerPlan(charity, { on, together: [{ kind: 'domain', name: worst.name }] });
      const { probability } = without.together!.outcomes[0]!;
      await expect.poll(() => markOf(page)).toBe(inHundred(probability));
      await expect.poll(() => filled.count()).toBe(Math.round(probability * 100));
      await page.getByRole('button', { name: 'Back to the plan' }).click();
      await expect.poll(() => markOf(page)).toBe(inHundred(first.probability));
    });
  });

  test('the table of bets says what each decides, and the page how far the plan hangs on few', async () => {
    await withPage('/plan', wide, async (page) => {
      const bets = page.locator('section', { has: page.locator('.bet-circles') }).last();
      await bets.getByText(concentrationSentence(first.concentration!)).waitFor();
      await bets.getByText('As a table').click();
      const heads = await bets.getByRole('columnheader').allTextContents();
      expect(heads.slice(-2)).toEqual(['What its success decides', 'Missed because of it']);
      for (const { bet, birnbaum, criticality } of first.importance) {
        const row = bets.getByRole('row').filter({ has: page.getByRole('rowheader', { name: bet, exact: true }) });
        expect((await row.getByRole('cell').allTextContents()).slice(-2)).toEqual([
          inHundred(birnbaum),
          criticality === null ? '' : inHundred(criticality),
        ]);
      }
    });
  });

  test('a chance is changed by the keys, seen at once, and kept as a scenario', async () => {
    const bet = charity.bets.find(({ status, outcome }) => status === 'running' && outcome === first.name)!;
    await withPage('/plan', wide, async (page) => {
      const slider = page.getByRole('slider', { name: `Chance that “${bet.name}” works` });
      await slider.focus();
      await page.keyboard.press('Home');
      const changed = { ...charity, bets: charity.bets.map((one) => (one === bet ? { ...one, probability: 0 } : one)) };
      const { probability } = answerPlan(changed, { on }).outcomes[0]!;
      await expect.poll(() => markOf(page)).toBe(inHundred(probability));
      await page.getByRole('button', { name: 'Keep as a scenario' }).click();
      await page.getByLabel('Name of the scenario').fill('Nobody reads it');
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByText('The scenario is kept.').waitFor();
      const id = full.bets.find(({ name }) => name === bet.name)!.id;
      expect(sent.at(-1)?.body).toEqual({ name: 'Nobody reads it', changes: [{ kind: 'bet', id, probability: 0 }] });
    });
  });

  test('all pairs are worked out beside the page, the worst first', { timeout: 120_000 }, async () => {
    await withPage('/plan', wide, async (page) => {
      await page.getByRole('button', { name: 'Work out all pairs' }).click();
      await page.getByRole('button', { name: 'Work out again' }).waitFor({ timeout: 60_000 });
      const pairs = page.getByRole('table', { name: 'The chance without two parts, the worst first' });
      expect(await pairs.getByRole('row').count()).toBe(13);
    });
  });

  test('an empty workspace takes a sample at one press, with its days around today', async () => {
    given = null;
    await withPage('/plan', wide, async (page) => {
      await page.getByRole('button', { name: 'Take the charity' }).click();
      await page.locator('.year-dots circle').first().waitFor();
      const { document } = sent[0]!.body as { document: { period: { from: string; to: string } } };
      const today = new Date().toISOString().slice(0, 10);
      expect(document.period.from < today && today < document.period.to).toBe(true);
    });
  });

  test('a bet is typed and sent; a reader sees no way to change anything', async () => {
    await withPage('/plan/bets/new', wide, async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Radio');
      await page.getByRole('button', { name: 'Plan the bet' }).click();
      await page.getByText('Write a number.').first().waitFor();
      await page.getByLabel('Most likely').fill('20');
      await page.getByLabel('When we stop').fill('Nobody listens.\nNobody calls.');
      await page.getByRole('checkbox', { name: worst.name, exact: true }).check();
      await page.getByRole('button', { name: 'Plan the bet' }).click();
      await page.getByText('Breakers', { exact: true }).waitFor();
      expect(sent.at(-1)?.body).toMatchObject({
        ...{ name: 'Radio', probability: 0.4, payoff: { low: 20, likely: 20, high: 20 } },
        killCriteria: ['Nobody listens.', 'Nobody calls.'],
        domainIds: [full.domains.find(({ name }) => name === worst.name)!.id],
      });
    });
    role = 'reader';
    await withPage('/plan', wide, async (page) => {
      await page.locator('.year-dots circle').first().waitFor();
      expect(await page.getByText('New bet').count()).toBe(0);
    });
  });

  test('what cannot be read says so, and can be asked for again', async () => {
    await withPage('/plan/bets/00000000-0000-4000-8000-000000000999', wide, async (page) => {
      await page.getByText('There is no such bet.').waitFor();
    });
  });
});
