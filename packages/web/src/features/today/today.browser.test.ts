import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Agenda, Role, Today, TodayItem } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/** Today in a real browser. The other end of the line is a loopback server that answers as the contract says. */

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const waiting = { sentence: null, moneyPerDay: null, people: null, chance: null, dueOn: null };
const stop: TodayItem = {
  ...{ source: 'bets', id: id(1), class: 'stopped', mark: 'stopped', minutes: 8, mine: true },
  title: '“Text message after a storm” stopped itself at 06:12',
  fact: '41 unsubscribes, over the limit of 23. €410 of €1,500 was spent.',
  basis: 'Breaker: harm to relationships · owner Mei Lind',
  waiting: { ...waiting, sentence: 'Nothing more is spent on it while it stands.', dueOn: '2026-11-24' },
  subject: { kind: 'bet', id: id(1), name: 'Text message after a storm' },
  action: { does: 'open', label: 'Review the stop', page: `/plan/bets/${id(1)}` },
};
const promise: TodayItem = {
  ...{ source: 'follow-ups', id: id(2), class: 'promise', mark: 'open', minutes: 2, mine: false },
  title: 'Joris Blom: ask the printer about the seal cards',
  fact: '3 days over: it was due on 21 November 2026.',
  basis: 'Follow-up from “Weekly bet review”, since 10 November 2026',
  waiting: { ...waiting, dueOn: '2026-11-21' },
  subject: { kind: 'follow-up', id: id(2), name: 'ask the printer about the seal cards' },
  action: { does: 'done', label: 'Mark as done', of: 'follow-up', id: id(2), version: 3 },
};
const soon: TodayItem = {
  ...{
    ...promise,
    id: id(3),
    class: 'soon',
    title: 'Write to the guides',
    fact: 'Due on 27 November 2026, in 3 days.',
  },
  waiting: { ...waiting, dueOn: '2026-11-27' },
  action: { does: 'done', label: 'Mark as done', of: 'follow-up', id: id(3), version: 1 },
};
const person = (last: number, name: string) => ({ id: id(last), name, role: 'marketer' as const, left: false });
const morning: Today = {
  ...{ at: '2026-11-24T07:40:00.000Z', day: '2026-11-24', timeZone: 'Europe/Amsterdam', currency: 'EUR' },
  ...{ items: [stop, promise], later: [soon], more: 0, laterUrgent: 0, putOff: 0, pending: [], unread: [] },
  since: [
    {
      ...{ mark: 'no-difference', page: `/experiments/${id(5)}`, at: '2026-11-23T15:00:00.000Z' },
      sentence: '“Shorter thank-you mail”: no difference worth having.',
    },
  ],
  ritual: {
    ...{ id: id(6), name: 'Weekly bet review', startsAt: '2026-11-24T09:00:00.000Z', minutes: 45, today: true },
    ...{ people: [person(7, 'Ana Visser'), person(8, 'Joris Blom')], meetingId: null },
  },
};
const nothing: Today = { ...morning, items: [], later: [], since: [], ritual: null };
const agenda: Agenda = {
  ...{ since: null, at: morning.at, minutes: 15 },
  blocks: [
    {
      ...{
        kind: 'breakers',
        title: 'What stopped itself',
        why: '',
        because: '1 bet stopped itself.',
        minutes: 5,
        more: 0,
      },
      ...{ state: 'filled', items: [{ subject: stop.subject!, sentence: 'It stopped.', page: null }] },
    },
    { kind: 'learnings', title: 'Nothing of it', why: '', because: '', minutes: 5, more: 0, state: 'empty', items: [] },
    { kind: 'talk', title: 'What next', why: '', because: '', minutes: 10, more: 0, state: 'always', items: [] },
  ],
};

let given: Today | 'broken' = morning;
let role: Role = 'owner';
let empty = false;
let sent: { method: string; path: string; body: unknown }[] = [];

async function api(request: IncomingMessage, response: ServerResponse, { pathname, search }: URL): Promise<unknown> {
  const { method = 'GET' } = request;
  if (method !== 'GET')
    sent.push({ method, path: pathname + search, body: method === 'DELETE' ? null : await bodyOf(request) });
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, { ...workspace, empty });
  if (pathname === '/api/work') return answer(response, 200, { now: morning.at, work: [] });
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === `/api/rituals/${id(6)}/agenda`) return answer(response, 200, agenda);
  if (pathname.startsWith('/api/follow-ups/')) {
    const isDone = (sent.at(-1)!.body as { state: string }).state === 'done';
    given = isDone ? { ...morning, items: [stop] } : morning;
    return answer(response, 200, {
      ...{ id: id(2), what: 'Ask', owner: person(8, 'Joris Blom'), dueOn: null, state: isDone ? 'done' : 'open' },
      ...{ overdue: false, note: '', meeting: null, decisionId: null, by: { kind: 'member', id: id(7), name: 'Ana' } },
      ...{ createdAt: morning.at, endedAt: null, endedBy: null, version: 4, may: { end: true, change: true } },
    });
  }
  if (pathname === '/api/today/put-off' && method === 'POST') {
    given = { ...morning, items: [promise], putOff: 1 };
    return answer(response, 200, { until: (sent.at(-1)!.body as { until: string }).until });
  }
  if (pathname === '/api/today/put-off') {
    given = morning;
    return answer(response, 204);
  }
  if (pathname === '/api/today' && given === 'broken') return problem(response, 500, 'internal', 'It broke.');
  if (pathname === '/api/today') return answer(response, 200, given);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('Today in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    given = morning;
    role = 'owner';
    empty = false;
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (
    path: string,
    look: (typeof everyLook)[number],
    run: (page: Page) => Promise<void>,
    meant?: RegExp,
  ) => visit({ ...at, path, look, ...(meant && { meant }) }, run);
  const fine = { overflow: 0, violations: [] };
  const said = async (page: Page, selector: string) =>
    (await page.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));

  test.each(everyLook)('says what needs you at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withPage('/today', look, async (page) => {
      await page.getByText('already on the agenda').waitFor();
      expect(await said(page, '.answer')).toEqual([
        'Two things, about ten minutes. One cannot wait: “Text message after a storm” stopped itself at 06:12.',
      ]);
      expect(await said(page, '.basis')).toEqual([
        'Ranked by what waiting costs. Checked 08:40. One of the two is already on the agenda at 10:00.',
      ]);
      expect(await page.locator('.ranked-item').count()).toBe(2);
      expect(await page.locator('.btn.primary').count()).toBe(1);
      // Blocks that are passed over are not on the card.
      expect(await said(page, '.today-agenda li')).toEqual([
        '5 min What stopped itself 1 bet stopped itself.',
        '10 min What next always',
      ]);
      expect(await page.locator('.since-list li').count()).toBe(1);
      await page.getByText('Can wait: 1 more').click();
      await page.getByText('Write to the guides').first().waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('it is where a member lands, and the first start stays as it was', { timeout: 60_000 }, async () => {
    await withPage('/', wide, async (page) => {
      await page.waitForURL('**/today');
      const entry = page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link').first();
      await expect.poll(() => entry.textContent()).toBe('Today2, 2 need you');
    });
    empty = true;
    await withPage('/', wide, async (page) => page.waitForURL('**/start'));
  });

  test('marked as done and put off by keyboard, each with its way back', { timeout: 60_000 }, async () => {
    await withPage('/today', wide, async (page) => {
      await page.getByRole('button', { name: /^Mark as done ?: Joris Blom/ }).press('Enter');
      await expect.poll(() => page.locator('.ranked-item').count()).toBe(1);
      expect(sent).toEqual([
        { method: 'PATCH', path: `/api/follow-ups/${id(2)}`, body: { version: 3, state: 'done' } },
      ]);
      await page.getByRole('button', { name: 'Undo' }).press('Enter');
      await expect.poll(() => page.locator('.ranked-item').count()).toBe(2);
      expect(sent.at(-1)!.body).toEqual({ version: 4, state: 'open' });

      await page.getByRole('button', { name: 'Put off: “Text message' }).press('Enter');
      // The menu takes the focus to its first entry a moment after it is there.
      await page.locator('[role=menuitem]:focus').waitFor();
      await page.getByRole('menuitem', { name: 'Until Monday' }).press('Enter');
      await page.getByText('One put off until later.').waitFor();
      expect(sent.at(-1)).toEqual({
        ...{ method: 'POST', path: '/api/today/put-off' },
        body: { source: 'bets', id: id(1), until: '2026-11-30' },
      });
      await page.getByRole('button', { name: 'Bring back' }).press('Enter');
      await expect.poll(() => page.locator('.ranked-item').count()).toBe(2);
      expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/today/put-off' });

      await page.getByRole('button', { name: 'Put off: “Text message' }).click();
      await page.getByRole('menuitem', { name: 'Until a day' }).click();
      await page.locator('input[type=date]').fill('2026-12-15');
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Put off', exact: true }).click();
      await page.getByText('One put off until later.').waitFor();
      expect(sent.at(-1)!.body).toMatchObject({ until: '2026-12-15' });
    });
  });

  test.each(everyLook)(
    'with nothing it says what will be here, at $width px, $scheme',
    { timeout: 60_000 },
    async (look) => {
      given = nothing;
      await withPage('/today', look, async (page) => {
        expect(await said(page, '.answer')).toEqual(['Nothing needs you now.']);
        expect((await said(page, '.basis'))[0]).toMatch(/^What stops itself, waits for a verdict/);
        expect(await page.locator('.nav-count').count()).toBe(0);
        expect(await lookAt(page)).toEqual(fine);
      });
    },
  );

  test('what is still being computed comes by itself', { timeout: 60_000 }, async () => {
    given = { ...morning, items: [promise], pending: ['what the plan hangs on'] };
    await withPage('/today', wide, async (page) => {
      await page.getByText('Still computing what the plan hangs on.').waitFor();
      given = morning;
      await expect.poll(() => page.locator('.ranked-item').count(), { timeout: 10_000 }).toBe(2);
      expect(await page.getByText('Still computing').count()).toBe(0);
    });
  });

  test('what cannot be read says so and is asked for again', { timeout: 60_000 }, async () => {
    given = 'broken';
    const meant = /status of (404|500)/;
    await withPage(
      '/today',
      wide,
      async (page) => {
        await page.getByRole('alert').waitFor();
        // The count in the navigation and the page both ask at first: the button stays only once both were told.
        await page.waitForLoadState('networkidle');
        given = { ...morning, unread: ['bets'], pending: [] };
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByText('Could not be read: bets.').waitFor();
      },
      meant,
    );
  });
});
