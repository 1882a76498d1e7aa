import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Preference } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { answered, asked, few, preferenceId, settled, unforeseen } from './test-preferences.ts';

/** Every state of the pages in a real browser, against a loopback server that answers as the contract says. */

let held: Preference[] = [];
let role: 'owner' | 'reader' = 'owner';
let sent: { path: string; body: unknown }[] = [];

// One pixel.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

async function change(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const body = await bodyOf(request);
  sent.push({ path, body });
  if (request.method === 'DELETE') {
    held = held.filter(({ id }) => !path.endsWith(id));
    return answer(response, 204);
  }
  const verb = path.split('/')[4];
  const made = verb === 'answer' ? answered : { ...settled, id: preferenceId(1) };
  held = [made];
  return answer(response, 200, made);
}

function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): unknown {
  if (request.method !== 'GET') return change(request, response, pathname);
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === '/api/preferences') return answer(response, 200, { total: held.length, preferences: held });
  if (pathname.includes('/pictures/')) {
    response.writeHead(200, { 'content-type': 'image/png' });
    return response.end(picture);
  }
  const found = held.find(({ id }) => pathname === `/api/preferences/${id}`);
  if (found !== undefined) return answer(response, 200, found);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('what customers prefer, in a browser', () => {
  const at = useInterface(api);

  beforeEach(() => {
    held = [asked, settled, unforeseen, few];
    role = 'owner';
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

  test.each(everyLook)('every state at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    await withPage('/preferences', look, async (page) => {
      expect(await page.locator('.preference-row').count()).toBe(4);
      expect(await lookAt(page)).toEqual(fine);
      await button(page, 'Ask a question').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Ask it' }).click();
      await page.getByText('Write the question.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    for (const { id } of held) {
      await withPage(`/preferences/${id}`, look, async (page) => expect(await lookAt(page)).toEqual(fine));
    }
    await withPage(`/preferences/${settled.id}`, look, async (page) => {
      await button(page, 'Correct the customers’ numbers').click();
      await page.getByLabel('Where it comes from').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    held = [];
    await withPage('/preferences', look, async (page) => {
      await page.getByText('You are not your customer.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('one answers once: the sum is watched, the other of two is the rest', async () => {
    await withPage(`/preferences/${asked.id}`, wide, async (page) => {
      await page.getByAltText('Picture of A child by the sea').waitFor();
      await expect.poll(() => page.evaluate(`document.querySelector('.option-picture').naturalWidth`)).toBe(1);
      expect(await page.getByText('of you prefer').count()).toBe(0);
      await button(page, 'Say so').click();
      await page.getByText('Choose what you prefer.').waitFor();
      await page.getByText('Type a share from 0 to 100 for each.').waitFor();
      await page.getByRole('radio', { name: 'The lighthouse' }).check();
      await field(page, 'A child by the sea').fill('40');
      expect(await field(page, 'The lighthouse').inputValue()).toBe('60');
      await page.getByText('That is everybody.').waitFor();
      await button(page, 'Say so').click();
      await page.getByText('You prefer “The lighthouse” and expect 60% of customers to.').waitFor();
      expect(sent).toEqual([
        { path: `/api/preferences/${asked.id}/answer`, body: { prefers: 1, expects: [0.4, 0.6] } },
      ]);
      // The sidebar still says where one is.
      expect(await page.locator('.sidebar a[aria-current]').textContent()).toBe('Beliefs');
    });
  });

  test('of several options all shares are typed, and what is left is said', async () => {
    held = [{ ...few, ...{ mine: null, shares: null, may: { ...few.may, answer: true } } }];
    await withPage(`/preferences/${few.id}`, wide, async (page) => {
      await page.getByRole('radio', { name: 'Two' }).check();
      for (const [name, share] of [
        ['One', '50'],
        ['Two', '20'],
        ['Three', '20.5'],
      ] as const)
        await field(page, name).fill(share);
      await page.getByText('9.50% are left to give.').waitFor();
      await button(page, 'Say so').click();
      expect(sent).toEqual([]);
      await field(page, 'Three').fill('40');
      await page.getByText('That is 10% more than everybody.').waitFor();
      await field(page, 'Three').fill('30');
      await button(page, 'Say so').click();
      await expect.poll(() => sent[0]?.body).toEqual({ prefers: 1, expects: [0.5, 0.2, 0.3] });
    });
  });

  test('the gap between what was expected and what customers did stands in words beside the picture', async () => {
    await withPage(`/preferences/${settled.id}`, wide, async (page) => {
      expect(await page.locator('.answer').textContent()).toBe(
        'You preferred “The lighthouse” and expected 60% of customers to. 6 of 8 of you preferred “A child by the sea” and expected 74% of customers to; 31% did.',
      );
      const row = page
        .getByRole('figure', { name: 'What customers prefer, and what you expected' })
        .getByRole('listitem');
      expect(await row.first().textContent()).toContain(
        '31% 27% to 36%expected 66%, you yourself 40%6 of 8 of you prefer it',
      );
      // Of two options one gap says it all.
      const gap = page.getByRole('figure', { name: 'How much more of an option' }).getByRole('listitem');
      expect(await gap.count()).toBe(1);
      expect(await gap.textContent()).toContain('74% by the 6 who prefer it, 40% by the 2 who do not');
      expect(await gap.textContent()).toContain('+34 +12 to +57');
      expect(await page.getByRole('table').count()).toBe(0);
    });
  });

  test('customers’ numbers are corrected, and a question that nobody else answered is deleted', async () => {
    await withPage(`/preferences/${unforeseen.id}`, wide, async (page) => {
      await button(page, 'Correct the customers’ numbers').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Customers who chose “The lighthouse”').fill('28.5');
      await dialog.getByRole('button', { name: 'Correct the customers’ numbers' }).click();
      await dialog.getByText('Type a whole number for each option').waitFor();
      expect(sent).toEqual([]);
      await dialog.getByLabel('Customers who chose “The lighthouse”').fill('285');
      await dialog.getByRole('button', { name: 'Correct the customers’ numbers' }).click();
      await expect
        .poll(() => sent[0]?.body)
        .toEqual({
          ...{
            version: 2,
            customers: { by: 'counts', counts: [128, 285], source: 'Poll on the website', on: '2026-11-12' },
          },
        });
    });
    held = [unforeseen];
    await withPage(`/preferences/${unforeseen.id}`, wide, async (page) => {
      await button(page, 'Delete').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByText('Nothing was asked yet.').waitFor();
    });
  });

  test('a reader answers and does not ask', async () => {
    role = 'reader';
    held = [];
    await withPage('/preferences', wide, async (page) => {
      await page.getByText('Marketers, analysts and owners can ask one.').waitFor();
      expect(await button(page, 'Ask a question').count()).toBe(0);
    });
    await withPage(`/preferences/${asked.id}`, wide, async (page) => {
      await page.getByText('This question is not here').waitFor();
    });
  });
});
