import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Belief, BeliefScore } from '@dandelion-loop/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, listen, lookAt, openBrowser, type Site, serveBuilt } from '../../test-browser.ts';

/** Assumptions in a real browser: written down, answered before the others are seen, resolved. The API is a loopback server. */

const ana = { kind: 'member' as const, id: anaId, name: 'Ana Visser' };
const at = '2026-11-20T10:00:00.000Z';

const open: Belief = {
  ...{ id: '00000000-0000-4000-8000-000000000051', claim: 'Donors read on Sunday', topic: 'Timing', version: 1 },
  ...{ hangsOn: 'The day of the mailing.', costIfWrong: 500, rule: { by: 'hand' }, dueOn: '2026-12-24', state: 'open' },
  ...{ blocked: 'The test is gone. Decide by hand.', evidence: null, by: ana, createdAt: at },
  forecasts: { count: 2, mine: null, revealed: false, others: null, mean: null },
  may: { answer: true, reveal: false, change: true, resolve: true, delete: true },
};
const resolved: Belief = {
  ...open,
  ...{ id: '00000000-0000-4000-8000-000000000052', claim: 'Questions raise opens', state: 'false', blocked: null },
  evidence: {
    ...{ at, by: ana, reason: 'Over 830 tests they lower them.', numbers: {}, query: null, experiment: null },
  },
  forecasts: {
    ...{ count: 3, mine: { probability: 0.7, history: [] }, revealed: true, mean: 0.65 },
    others: [
      { name: null, role: null, probability: 0.5 },
      { name: 'Bo Li', role: 'analyst', probability: 0.75 },
    ],
  },
  may: { answer: false, reveal: false, change: false, resolve: true, delete: false },
};
const score: BeliefScore = {
  ...{ n: 24, meanForecast: 0.6, observed: 0.5, brier: 0.21, reliability: 0.02, resolution: 0.06, uncertainty: 0.25 },
  ...{ skill: 0.16, logScore: 0.6, clipped: 0, intercept: -0.2, slope: 0.8, discrimination: 0.7 },
  ...{ discriminationLow: 0.5, discriminationHigh: 0.85, shrunkenBrier: 0.22, shrunkenDiscrimination: 0.68 },
  calibration: [
    { from: 0.2, to: 0.3, n: 10, meanForecast: 0.25, observed: 0.3, low: 0.11, high: 0.6 },
    { from: 0.7, to: 0.8, n: 14, meanForecast: 0.77, observed: 0.5, low: 0.27, high: 0.73 },
  ],
  sentence: 'When you say 77%, it happens about half the time.',
  reasons: {},
};

let beliefs: Belief[] = [];
let mine: BeliefScore | null = null;
let sent: unknown[] = [];

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  if (pathname === '/api/session') return answer(response, 200, sessionOf('owner'));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: at, work: [] });
  if (pathname === '/api/beliefs/scores') {
    const none = { myTopics: [], sharesScores: false, members: [], topics: [], roles: [], notes: [] };
    return answer(response, 200, { ...none, mine, team: mine });
  }
  if (request.method !== 'GET') {
    sent.push([pathname, await bodyOf(request)]);
    const forecasts = { ...open.forecasts, mine: { probability: 0.3, history: [] } };
    beliefs = [{ ...open, forecasts, may: { ...open.may, reveal: true } }];
    return answer(response, pathname === '/api/beliefs' ? 201 : 200, { ...beliefs[0], warnings: [] });
  }
  if (pathname === '/api/beliefs') return answer(response, 200, { total: beliefs.length, beliefs, topics: ['Timing'] });
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('beliefs in a browser', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    site = await serveBuilt('index.html', api);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    [beliefs, mine, sent] = [[], null, []];
  });

  async function withPage(look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) {
    const viewport = { width: look.width, height: 900 };
    const page = await browser.newPage({ viewport, colorScheme: look.scheme, reducedMotion: 'reduce' });
    const heard = listen(page, site.address);
    try {
      await page.goto(`${site.address}/beliefs`);
      await page.locator('h1').waitFor();
      await run(page);
      const complaints = heard.complaints.filter((text) => !/status of 404/.test(text));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const fine = { overflow: 0, violations: [] };

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    [beliefs, mine] = [[open, resolved], score];
    await withPage(look, async (page) => {
      await page.getByText('When you say 77%').first().waitFor();
      expect(await page.locator('.answer').textContent()).toBe(
        '1 belief is open. Of 1 belief that turned out, 1 was not true.',
      );
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Add what we believe' }).click();
      await page.getByRole('dialog', { name: 'What do we believe?' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('what others said is withheld until one has answered', { timeout: 60_000 }, async () => {
    beliefs = [open];
    await withPage(everyLook[0]!, async (page) => {
      await page.getByText('2 members answered').waitFor();
      expect(await page.locator('.belief-dot').count()).toBe(0);
      expect(await page.getByRole('button', { name: 'See what others said' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Say how sure you are: Donors read on Sunday' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('A number from 0 to 100.').waitFor();
      await dialog.getByRole('textbox').fill('30');
      await dialog.getByText('Of 100 such claims you expect 30 to be true.').waitFor();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByText('You: 30%').waitFor();
      expect(sent).toEqual([[`/api/beliefs/${open.id}/forecast`, { probability: 0.3 }]]);
      await page.getByRole('button', { name: 'See what others said' }).waitFor();
    });
  });

  test('nothing is written down yet', { timeout: 60_000 }, async () => {
    await withPage(everyLook[0]!, async (page) => {
      expect(await page.locator('.answer').textContent()).toContain('What do you take for granted?');
      await page.getByRole('button', { name: 'Add what we believe' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Write the claim in one sentence.').waitFor();
      await dialog.getByLabel('The claim, in one sentence').fill('Donors read on Sunday');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Donors read on Sunday' }).waitFor();
      const body = { topic: '', hangsOn: '', costIfWrong: null, rule: { by: 'hand' }, dueOn: null };
      expect(sent).toEqual([['/api/beliefs', { claim: 'Donors read on Sunday', ...body }]]);
    });
  });
});
