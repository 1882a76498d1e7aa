import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HandOff, NumberImport, SharedPlan, WholePlan } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { charity, wholeOf } from './test-plan.ts';

/** Across the disciplines of a plan, numbers from files, several plans, and the page for the many, in a real browser. */

const full = wholeOf(charity, '2027-05-25');
const id = (n: number) => `00000000-0000-4000-8b00-00000000000${n}`;
const pia = { id: id(1), name: 'Pia Berg', role: 'partner' as const, left: false };
const [first, second] = full.bets as [WholePlan['bets'][number], WholePlan['bets'][number]];
const handOff: HandOff = {
  ...{ id: id(2), planId: full.plan.id, what: 'The printed cards', fromBet: null, from: null, to: pia },
  ...{ toBet: { id: first.id, name: first.name }, dueOn: '2027-05-01', overdue: true, state: 'open', note: '' },
  ...{ endedAt: null, endedBy: null, by: full.plan.by, createdAt: full.plan.createdAt, version: 1 },
  may: { end: true, change: true },
};
const whole: WholePlan = {
  ...full,
  bets: full.bets.map((bet) => (bet === first ? { ...bet, partners: [pia], fedOn: '2027-05-02' } : bet)),
  handOffs: [handOff],
  looseEnds: [{ kind: 'bet', id: second.id, name: second.name, sentence: 'nobody owns it.' }],
};
const other = { ...full.plan, id: id(3), name: 'Last year', from: '2025-01-01', to: '2026-01-01', current: false };
const made: NumberImport = { id: id(4), of: 'bets', at: full.plan.createdAt, by: full.plan.by, rows: 2 };
const shared: SharedPlan = {
  ...{ workspace: 'Wadden Coast Trust', locale: 'en-GB', asOf: '2027-05-25', name: 'Our year', currency: 'EUR' },
  ...{ from: '2027-01-01', to: '2028-01-01', failureBudget: null, saved: 780, daysEarly: 9 },
  outcomes: [
    {
      ...{ name: 'donors', unit: 'monthly donors', baseline: 438, target: 665, by: '2027-12-31', direction: 'rise' },
      ...{ current: { on: '2027-05-20', value: 510 }, probability: 0.64, sentence: '', range: { low: 624, high: 810 } },
      worries: [
        { kind: 'channel', name: 'newsletter', probability: 0.26 },
        { kind: 'partner', name: null, probability: 0.4 },
      ],
    },
  ],
  tried: [
    {
      ...{ name: 'postcards', hypothesis: 'Passengers have a pen.', status: 'stopped', decidedOn: '2027-03-01' },
      ...{ cost: 620, saved: 780, learned: '' },
    },
  ],
  ...{ running: [], next: [] },
};

let imports: NumberImport[] = [];
let sent: { method: string; path: string; body: Record<string, unknown>; query: string }[] = [];

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<unknown> {
  const { pathname } = url;
  const { method = 'GET' } = request;
  const body = method === 'GET' ? {} : await bodyOf(request);
  if (method !== 'GET') sent.push({ method, path: pathname, body, query: url.search });
  if (pathname === '/api/shared-plan') return answer(response, 200, shared);
  if (pathname === '/api/session') return answer(response, 200, sessionOf('owner'));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2027-05-25T12:00:00.000Z', work: [] });
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === '/api/people') return answer(response, 200, { people: [pia] });
  if (pathname === '/api/plan') return answer(response, 200, whole);
  if (pathname === '/api/plans') return answer(response, 200, { plans: [whole.plan, other] });
  if (pathname.endsWith('/number-imports')) return answer(response, 200, { imports });
  if (pathname.endsWith('/numbers/import')) return answer(response, 200, importAnswer(body));
  if (pathname === `/api/number-imports/${made.id}`) {
    imports = [];
    return answer(response, 200, { removed: 2, restored: 0 });
  }
  if (pathname.endsWith('/hand-offs')) return answer(response, 201, handOff);
  if (pathname === `/api/hand-offs/${handOff.id}`) return answer(response, 200, handOff);
  if (pathname === `/api/plans/${whole.plan.id}` && method === 'DELETE') return answer(response, 204);
  if (pathname === `/api/plans/${whole.plan.id}`) return answer(response, 200, whole.plan);
  if (pathname.endsWith('/scenarios')) return answer(response, 200, { scenarios: [] });
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

function importAnswer({ csv, dryRun }: Record<string, unknown>) {
  const none = { replaced: 0, unchanged: 0, stopped: [], importId: null };
  if (String(csv).includes('Nobody'))
    return { ...none, added: 0, problems: [{ line: 3, reason: 'There is no bet “Nobody” in this plan.' }] };
  if (!dryRun) imports = [made];
  return { ...none, added: 2, problems: [], importId: dryRun ? null : made.id };
}

const file = (text: string) => ({ name: 'spend.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.skipIf(!browserFound)('a plan across its disciplines in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    imports = [];
    sent = [];
  });
  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };

  test.each(everyLook)('at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    imports = [made];
    await withPage('/plan/numbers', look, async (page) => {
      await page
        .locator('input[type=file]')
        .setInputFiles(file('Campaign,Date,Cost\nx,2027-01-01,1\nNobody,2027-01-01,2\n'));
      await page.getByRole('button', { name: 'Look at it first' }).click();
      await page.getByText('There is no bet “Nobody” in this plan.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan', look, async (page) => {
      await page.getByRole('button', { name: 'Add a hand-off' }).click();
      await page.getByText('By bet', { exact: true }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan/new', look, async (page) => {
      await page.getByRole('button', { name: 'Make the plan' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/shared-plan#token', look, async (page) => {
      await page.getByText('What worries us').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('a file is looked at, its refused rows are shown, and what was imported is taken back', async () => {
    await withPage('/plan/numbers', wide, async (page) => {
      const input = page.locator('input[type=file]');
      await input.setInputFiles(file('Campaign;Date;Cost\nx;2027-01-01;1,5\nNobody;2027-01-01;2\n'));
      await page.getByRole('button', { name: 'Look at it first' }).click();
      await page.getByRole('row', { name: /Row 3 Nobody;2027-01-01;2/ }).waitFor();
      expect(sent.at(-1)?.body).toEqual({
        ...{ csv: '"bet";"on";"value"\nx;2027-01-01;1,5\nNobody;2027-01-01;2\n', dryRun: true },
      });
      await input.setInputFiles(file('bet,on,value\nx,2027-01-01,1\nx,2027-01-02,1\n'));
      await page.getByRole('button', { name: 'Look at it first' }).click();
      await page.getByText('2 new numbers').waitFor();
      await page.getByRole('button', { name: 'Import the numbers' }).click();
      await page.getByRole('button', { name: /^Take back the import/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
      await page.getByText('2 numbers gone.').waitFor();
      await page.getByText('Nothing was imported yet.').waitFor();
      expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: `/api/number-imports/${made.id}` });
    });
  });

  test('a hand-off is added to a partner, and dropped', async () => {
    await withPage('/plan', wide, async (page) => {
      await page.getByRole('button', { name: 'Add a hand-off' }).click();
      await page.getByLabel('What is handed over').fill('Photos');
      await page.getByLabel('Who takes it').selectOption({ label: 'Pia Berg (partner)' });
      await page.getByLabel('For which bet').selectOption({ label: second.name });
      await page.getByLabel('Until').fill('2027-06-01');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect
        .poll(() => sent.at(-1)?.body)
        .toEqual({
          ...{ what: 'Photos', fromId: null, toId: pia.id, fromBetId: null, toBetId: second.id, dueOn: '2027-06-01' },
        });
      await page.getByRole('button', { name: 'Change the hand-off The printed cards' }).click();
      await page.getByRole('button', { name: 'Drop it' }).click();
      await expect.poll(() => sent.at(-1)?.body).toEqual({ version: 1, state: 'dropped' });
    });
  });

  test('a plan that was begun goes with its name typed; what is new belongs to the plan that is shown', async () => {
    await withPage(`/plan?plan=${whole.plan.id}`, wide, async (page) => {
      const names = await page.getByLabel('Plan', { exact: true }).getByRole('option').allTextContents();
      expect(names[1]).toBe('Last year, January 2025 to December 2025');
      const address = await page.getByRole('link', { name: 'New bet' }).getAttribute('href');
      expect(address).toContain(`plan=${whole.plan.id}`);
      await page.getByRole('link', { name: 'Outcomes and causes' }).click();
      await page.getByRole('button', { name: 'Delete the plan' }).click();
      const dialog = page.getByRole('dialog');
      const sure = dialog.getByRole('button', { name: 'Delete the plan' });
      expect(await sure.getAttribute('aria-disabled')).toBe('true');
      await dialog.getByRole('textbox').fill(whole.plan.name);
      await sure.click();
      await page.getByText(`“${whole.plan.name}” is deleted.`).waitFor();
      expect(new URLSearchParams(sent[0]!.query).get('name')).toBe(whole.plan.name);
    });
  });

  test('a rate is typed by hand', async () => {
    await withPage('/plan/parts', wide, async (page) => {
      const form = page.getByRole('form', { name: 'Add the rate' });
      await form.getByLabel('Currency').fill('usd');
      await page.getByLabel(/^One of it is worth/).fill('0.9');
      await form.getByLabel('From').fill('2027-02-01');
      await page.getByRole('button', { name: 'Add the rate' }).click();
      await expect
        .poll(() => sent.at(-1)?.body)
        .toEqual({
          ...{ version: 1, rates: [{ currency: 'USD', on: '2027-02-01', rate: 0.9 }] },
        });
    });
  });

  test('the page for the many says where it may end and what it hangs on, and names no partner', async () => {
    await withPage('/shared-plan#token', wide, async (page) => {
      await page.getByText('Half of all possible years end between 624 and 810.').waitFor();
      expect(await page.locator('.shared-worries li').allTextContents()).toEqual([
        'newsletter: without it only 26 of 100 years make it.',
        'one partner: without it only 40 of 100 years make it.',
      ]);
      await page.getByText('9 days').waitFor();
    });
  });
});
