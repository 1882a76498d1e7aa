import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type AnswerOf,
  addSource,
  addWriteKey,
  type Endpoint,
  type getSource,
  listRecentEvents,
  listRejectedEvents,
  listSources,
  getSource as oneSource,
  rotateWriteKey,
  type SourceListItem,
} from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/** Every state of the pages in a real browser, against a loopback server that answers as the contract says. */

const exampleAnswer = <E extends Endpoint>(endpoint: E) => exampleOf(endpoint)!.answer as AnswerOf<E>;
const example = exampleAnswer(oneSource);
const item = exampleAnswer(listSources).sources[0]!;
const { id } = example.source;
const key = example.keys[0]!;

let held: SourceListItem[] = [];
let one: AnswerOf<typeof getSource>;
let arrived: AnswerOf<typeof listRecentEvents>;
let rejected: AnswerOf<typeof listRejectedEvents>;
let role: 'owner' | 'marketer' | 'reader' = 'owner';
let broken = false;
let sent: { method: string | undefined; path: string; body: unknown }[] = [];

async function change(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const body = await bodyOf(request);
  sent.push({ method: request.method, path, body });
  if (request.method === 'DELETE') return answer(response, 204);
  if (path === '/api/sources') {
    if (body.name === 'Taken')
      return problem(response, 409, 'conflict', 'There is a source with the name Taken already.');
    return answer(response, 201, exampleAnswer(addSource));
  }
  if (path.endsWith('/replay')) return answer(response, 200, { taken: 1, rejected: 0 });
  if (path.endsWith('/rotate')) return answer(response, 201, exampleAnswer(rotateWriteKey));
  if (path.endsWith('/keys')) return answer(response, 201, exampleAnswer(addWriteKey));
  return answer(response, 200, one.source);
}

function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): unknown {
  if (request.method !== 'GET') return change(request, response, pathname);
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (broken) return problem(response, 500, 'internal', 'This is a bug in Dandelion.');
  if (pathname === '/api/sources') return answer(response, 200, { sources: held });
  if (pathname === '/api/events/recent') return answer(response, 200, arrived);
  if (pathname === `/api/sources/${id}/rejects`) return answer(response, 200, rejected);
  if (pathname === `/api/sources/${id}`) return answer(response, 200, one);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

const none = { kept: 0, withheld: 0, dropped: 0, rejected: 0, repeated: 0, machine: 0, suppressed: 0 };
const quiet: SourceListItem = {
  ...{
    ...item,
    id: '0198f3a2-5c1e-7b4d-9a6f-000000000102',
    number: 2,
    name: 'Till in the harbour',
    consent: 'opt-out',
  },
  ...{ legalBasis: 'Contract', keys: { public: 0, secret: 0 } },
  arrivals: { perMinute: 0, lastEventAt: null, day: none },
};
const ended: SourceListItem = {
  ...quiet,
  id: '0198f3a2-5c1e-7b4d-9a6f-000000000103',
  name: 'Old shop',
  endedAt: '2026-11-01T10:00:00.000Z',
};

describe.skipIf(!browserFound)('where events come from, in a browser', () => {
  const at = useInterface(api);

  beforeEach(() => {
    held = [item, quiet, ended];
    one = {
      ...example,
      keys: [
        key,
        { ...key, id: key.id.replace('101', '104'), kind: 'secret', beginning: 'dl_sec_7pN2bJ', lastUsedAt: null },
        {
          ...key,
          id: key.id.replace('101', '105'),
          beginning: 'dl_pub_old111',
          state: 'ending',
          endsAt: '2026-11-23T10:00:00.000Z',
        },
        {
          ...key,
          id: key.id.replace('101', '106'),
          beginning: 'dl_pub_old222',
          state: 'revoked',
          revokedAt: '2026-11-21T10:00:00.000Z',
        },
      ],
    };
    arrived = exampleAnswer(listRecentEvents);
    rejected = exampleAnswer(listRejectedEvents);
    role = 'owner';
    broken = false;
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look, meant: /status of (404|409|500)/ }, run);
  const fine = { overflow: 0, violations: [] };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const field = (page: Page, name: RegExp) => page.getByRole('textbox', { name });

  test.each(everyLook)('every state at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    await withPage('/sources', look, async (page) => {
      await page.getByText('One source sends events, 12.5 a minute just now.').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(3);
      expect(await lookAt(page)).toEqual(fine);
      await button(page, 'Add a source').click();
      await page.getByRole('radio', { name: 'Opt-out' }).check();
      await page.getByRole('dialog').getByRole('button', { name: 'Add the source' }).click();
      await page.getByText('State the legal basis, or ask first.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/sources/${id}`, look, async (page) => {
      await page.getByText('dl_sec_7pN2bJ').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await button(page, 'Make a public key').click();
      await page.getByText('It is shown this once.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    one = { ...one, source: { ...one.source, endedAt: '2026-11-01T10:00:00.000Z' }, keys: [], arrivals: null };
    await withPage(`/sources/${id}`, look, async (page) => {
      await page.getByText('nothing is taken from it.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    held = [];
    await withPage('/sources', look, async (page) => {
      await page.getByText('No events come in yet.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('a source is added by the keyboard, and its page comes', async () => {
    await withPage('/sources', wide, async (page) => {
      await button(page, 'Add a source').focus();
      await page.keyboard.press('Enter');
      await field(page, /^Name/).fill('Web shop');
      await field(page, /^Pages that may send/).fill('https://shop.example.org\n\n https://*.example.net ');
      await field(page, /^Categories/).fill('Analytics: collect, tracking');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Add the source' }).press('Enter');
      await page.getByText('“tracking” is no purpose.').waitFor();
      await field(page, /^Categories/).fill('Analytics: collect, learn');
      await page.getByRole('button', { name: 'Add the source' }).press('Enter');
      await page.waitForURL(`**/sources/${id}`);
      expect(sent).toEqual([
        {
          ...{ method: 'POST', path: '/api/sources' },
          body: {
            ...{ name: 'Web shop', consent: 'ask', legalBasis: '', withheld: 'drop' },
            origins: ['https://shop.example.org', 'https://*.example.net'],
            preferences: { Analytics: ['collect', 'learn'] },
          },
        },
      ]);
    });
  });

  test('what the server refuses is said in the form, which stays', async () => {
    await withPage('/sources', wide, async (page) => {
      await button(page, 'Add a source').click();
      await field(page, /^Name/).fill('Taken');
      await button(page, 'Add the source').click();
      await page.getByText('There is a source with the name Taken already.').waitFor();
      expect(await field(page, /^Name/).inputValue()).toBe('Taken');
    });
  });

  test('a token is shown once, with the line for pages; a key is rotated and revoked', async () => {
    await withPage(`/sources/${id}`, wide, async (page) => {
      await button(page, 'Make a public key').click();
      const { token } = exampleAnswer(addWriteKey);
      const line = `<script async src="${at.address}/sdk/dandelion.js" data-key="${token}"></script>`;
      await expect.poll(() => page.getByLabel('A page').last().inputValue()).toBe(line);
      await button(page, 'Done').click();
      await button(page, `Rotate the key ${key.beginning}`).click();
      await button(page, 'Make the new key').click();
      await button(page, 'Done').click();
      await button(page, 'Revoke the key dl_pub_old111').click();
      await button(page, 'Revoke it').click();
      await page.getByText('The key is revoked').waitFor();
      expect(await button(page, 'Revoke the key dl_pub_old222').count()).toBe(0);
      expect(sent.map(({ method, path }) => `${method} ${path.replace(`/api/sources/${id}`, '')}`)).toEqual([
        ...['POST /keys', `POST /keys/${key.id}/rotate`, `DELETE /keys/${key.id.replace('101', '105')}`],
      ]);
    });
  });

  test('events are seen as they arrive, and what was rejected is taken again', async () => {
    arrived = { events: [] };
    await withPage(`/sources/${id}`, wide, async (page) => {
      await page.getByText('No event came in the last day').waitFor();
      arrived = exampleAnswer(listRecentEvents);
      const { name, userId } = arrived.events[0]!;
      await page.getByRole('row', { name: new RegExp(`${name}.*${userId}`) }).waitFor();
      await page.getByText('A track call needs the name of the event.').waitFor();
      rejected = { rejects: [], reasons: [] };
      await button(page, 'Take them again').click();
      await page.getByText('1 event taken').first().waitFor();
      await expect.poll(() => page.getByText('could not be taken').count()).toBe(0);
      expect(sent.map(({ path }) => path)).toEqual([`/api/sources/${id}/rejects/replay`]);
    });
  });

  test('it is ended after a question, and snippets name this server', async () => {
    await withPage(`/sources/${id}`, wide, async (page) => {
      await page.getByRole('radio', { name: 'curl' }).check();
      await page.getByText(`curl ${at.address}/v1/track -u YOUR_SECRET_KEY:`).waitFor();
      await button(page, 'End this source').click();
      await page.getByText('Its keys are worth nothing from then on').waitFor();
      await button(page, 'End it').click();
      await page.getByText('The source has ended').waitFor();
      expect(sent.map(({ path }) => path)).toEqual([`/api/sources/${id}/end`]);
    });
  });

  test('without an origin no public key is made, and the reason is there', async () => {
    one = { ...one, source: { ...one.source, origins: [] } };
    await withPage(`/sources/${id}`, wide, async (page) => {
      const make = button(page, 'Make a public key');
      await make.press('Enter');
      expect(await make.getAttribute('aria-description')).toMatch(/^Allow an origin first/);
      expect(sent).toEqual([]);
    });
  });

  test('what cannot be read is said, with a way on; who may not does not see it', async () => {
    await withPage('/sources/0198f3a2-5c1e-7b4d-9a6f-000000000999', wide, async (page) => {
      await page.getByText('This source is not there.').waitFor();
    });
    broken = true;
    await withPage('/sources', wide, async (page) => {
      await page.getByText('The sources could not be read.').waitFor();
      broken = false;
      await button(page, 'Try again').click();
      await page.getByText('Till in the harbour').first().waitFor();
    });
    role = 'reader';
    await withPage('/sources', wide, async (page) => {
      expect(await page.locator('.sidebar a[href="/sources"]').count()).toBe(0);
    });
  });
});
