import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type Comment,
  type Experiment,
  experimentSchema,
  permissionsOfRole,
  type Role,
  type Share,
} from '@dandelion-loop/contract';
import { email } from '@dandelion-loop/wording/fixtures';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { nothingToday } from '../../test-api.ts';
import { browserFound, everyLook, type Heard, listen, lookAt, useInterface } from '../../test-browser.ts';

/**
 * What people do on the page of an experiment, in a real browser: comment, and make links for others. The other end of the line is a
 * loopback server that keeps comments and links as the contract says.
 */

const id = '11111111-1111-4111-8111-111111111111';
const analysisId = '22222222-2222-4222-8222-222222222222';
const ana = { kind: 'member', id: '33333333-3333-4333-8333-333333333333', name: 'Ana Visser' } as const;
const rik = { kind: 'member', id: '44444444-4444-4444-8444-444444444444', name: 'Rik de Boer' } as const;
const bridge = { kind: 'key', id: '55555555-5555-4555-8555-555555555555', name: 'Chat bridge' } as const;

const experiment: Experiment = experimentSchema.parse({
  ...{ id, title: 'Autumn catalogue', name: 'Autumn catalogue', importId: id, importName: 'autumn', importVersion: 1 },
  ...{ siblings: 0, uploadName: null, uploadThere: false, ranOn: null, tags: [], note: '', version: 1, verdict: 'won' },
  analysis: {
    ...{ id: analysisId, number: 1, state: 'done', stage: 'storing', fraction: null, failure: null, counts: null },
    ...{ choices: null, methodVersion: '1', createdBy: ana },
    ...{ createdAt: '2026-11-20T10:00:00.000Z', finishedAt: '2026-11-20T10:01:00.000Z' },
  },
  history: [],
  ...{ answer: email, command: null, importNotes: [] },
});

const workspace = {
  ...{ name: 'Wadden Coast Trust', locale: 'en-GB', currency: 'EUR', timeZone: 'Europe/Amsterdam', keepUploads: false },
  ...{ uploadDays: 30, version: 1, uploadLimit: 5_000_000_000, empty: false },
  methods: { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } },
};

let role: Role = 'owner';
let comments: Comment[] = [];
let shares: Share[] = [];
/** What the server says to the next change instead of doing it. */
let refusal: { status: number; code: string } | null = null;

const comment = (number: number, by: Comment['by'], said: string, changes: Partial<Comment> = {}): Comment => ({
  ...{
    id: `66666666-6666-4666-8666-${String(number).padStart(12, '0')}`,
    experimentId: id,
    by,
    text: said,
    version: 1,
  },
  ...{ createdAt: `2026-11-21T${String(8 + number).padStart(2, '0')}:30:00.000Z`, changedAt: null },
  ...{ deletedBy: null, deletedAt: null, may: { change: by === ana, delete: true } },
  ...changes,
});

const share = (changes: Partial<Share>): Share => ({
  ...{ id: '77777777-7777-4777-8777-777777777777', kind: 'experiment', experiment: { id, title: 'Autumn catalogue' } },
  ...{ madeFor: 'The board', segment: null, showMaker: false, by: ana, state: 'active', revokedAt: null },
  ...{ createdAt: '2026-11-21T09:00:00.000Z', expiresAt: '2027-02-19T09:00:00.000Z' },
  ...{ opens: 3, lastOpenedAt: '2026-11-22T09:00:00.000Z' },
  ...changes,
});

type Answer = { status?: number; body?: unknown };

const newId = (number: number) => comment(number, ana, '').id;

function answerComment(method: string, path: string, sent: { text?: string; version?: number }): Answer {
  if (method === 'GET') return { body: { comments, earlier: 0 } };
  if (refusal !== null)
    return { status: refusal.status, body: { ...refusal, title: 'No', type: '/', detail: 'Refused.' } };
  const at = comments.findIndex((one) => path.endsWith(one.id));
  const before = comments[at] ?? {
    ...comment(comments.length + 1, ana, ''),
    id: newId(comments.length + 1),
    version: 0,
  };
  const gone = {
    text: null,
    deletedBy: ana,
    deletedAt: '2026-11-22T09:00:00.000Z',
    may: { change: false, delete: false },
  };
  const after: Comment = {
    ...before,
    ...(method === 'DELETE' ? gone : { text: sent.text ?? '' }),
    ...(method === 'PATCH' ? { changedAt: '2026-11-22T09:00:00.000Z' } : {}),
    version: before.version + 1,
  };
  comments = at === -1 ? [...comments, after] : comments.with(at, after);
  return { status: method === 'POST' ? 201 : 200, body: after };
}

function answerShares(method: string, sent: Partial<Share>): Answer {
  if (method === 'GET') return { body: { total: shares.length, active: 1, shares } };
  if (method === 'DELETE') {
    shares = shares.map((one) => ({ ...one, state: 'revoked', revokedAt: '2026-11-22T09:00:00.000Z' }));
    return { status: 204 };
  }
  const { madeFor = null, segment = null, showMaker = false } = sent;
  const made = share({ madeFor, segment, showMaker, opens: 0, lastOpenedAt: null });
  shares = [made, ...shares];
  return { status: 201, body: { share: made, link: `http://127.0.0.1:4600/shared#${'A'.repeat(43)}` } };
}

const notAllowed = { status: 403, code: 'not-allowed', title: 'No', type: '/', detail: 'A reader reads.' };

function answerOf(method: string, path: string, sent: object): Answer {
  if (path === '/api/session') {
    const member = { id: ana.id, name: ana.name, email: null, role };
    return { body: { member, permissions: permissionsOfRole[role], endsAt: '2027-01-01T00:00:00.000Z' } };
  }
  if (path === '/api/workspace') return { body: workspace };
  if (path === '/api/work') return { body: { now: '2026-11-22T12:00:00.000Z', work: [] } };
  if (path === '/api/contradictions/count') return { body: { open: 0 } };
  if (path === '/api/today') return { body: nothingToday };
  if (path.startsWith('/api/comments/') || path.endsWith('/comments')) return answerComment(method, path, sent);
  if (path.startsWith('/api/shares')) return answerShares(method, sent);
  if (method === 'PATCH' && role === 'reader') return { status: 403, body: notAllowed };
  return { body: experiment };
}

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
  const sent = await text(request);
  const { status = 200, body } = answerOf(request.method ?? 'GET', pathname, sent === '' ? {} : JSON.parse(sent));
  response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

describe.skipIf(!browserFound)('what people do with an experiment', () => {
  const at = useInterface(api);
  beforeEach(() => {
    role = 'owner';
    refusal = null;
    shares = [share({})];
    comments = [
      comment(1, rik, 'Did the question in the subject line do it, or the sender?\nI would run it again.'),
      comment(2, bridge, 'Posted from the channel.', { may: { change: false, delete: true } }),
      comment(3, ana, 'Both went out at nine.'),
      comment(4, rik, '', {
        text: null,
        deletedBy: ana,
        deletedAt: '2026-11-21T12:40:00.000Z',
        may: { change: false, delete: false },
      }),
    ];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  async function withPage(
    { width, scheme }: { width: number; scheme: 'light' | 'dark' },
    run: (page: Page, heard: Heard) => Promise<void>,
  ) {
    const page = await at.browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const heard = listen(page, at.address);
    try {
      await page.goto(`${at.address}/experiments/${id}`);
      await page.getByRole('heading', { name: /comment|What do you say/ }).waitFor();
      await run(page, heard);
      // The browser itself writes down every answer with an error status.
      const complaints = heard.complaints.filter((said) => !/status of 40[39]/.test(said));
      expect({ ...heard, complaints }).toEqual({ complaints: [], outside: [] });
    } finally {
      await page.close();
    }
  }

  const said = (page: Page) => page.locator('.comment-list > li').allTextContents();

  const looks = everyLook.filter(({ width, scheme }) => (width === 360) === (scheme === 'light'));
  test.each(looks)('comments and links at $width px, $scheme', { timeout: 60_000 }, async (look) => {
    await withPage(look, async (page) => {
      await page.getByText('Both went out at nine.').waitFor();
      await page.getByRole('button', { name: /Change your comment/ }).click();
      await page.locator('#comments').scrollIntoViewIfNeeded();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await page.getByRole('dialog', { name: 'Share this result' }).getByText('The board').waitFor();
      expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });
    });
  });

  test('a comment stands there at once, and comes back when it could not be sent', async () => {
    await withPage(wide, async (page) => {
      await page.getByLabel('Write a comment').fill('  Run it again in spring.  ');
      await page.keyboard.press('Control+Enter');
      await expect.poll(async () => (await said(page)).at(-1)).toContain('Run it again in spring.');
      await page.getByRole('heading', { name: '5 comments' }).waitFor();
      expect(await page.getByLabel('Write a comment').inputValue()).toBe('');

      refusal = { status: 403, code: 'not-allowed' };
      await page.getByLabel('Write a comment').fill('Not this one.');
      await page.getByRole('button', { name: 'Comment', exact: true }).click();
      await page.getByText('Refused.').waitFor();
      expect(await page.getByLabel('Write a comment').inputValue()).toBe('Not this one.');
      expect(await said(page)).toHaveLength(5);
    });
  });

  test('one that was changed in another tab is not overwritten without asking', async () => {
    await withPage(wide, async (page) => {
      await page.getByRole('button', { name: /Change your comment/ }).click();
      await page.getByRole('textbox', { name: 'Your comment' }).fill('Both went out at ten.');
      const theirs = { ...comments[2]!, text: 'Both went out at eight.', version: 2 };
      comments = comments.with(2, theirs);
      refusal = { status: 409, code: 'conflict' };
      await page.locator('#comments').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('changed or deleted meanwhile').waitFor();
      await expect.poll(async () => (await said(page))[2]).toContain('Both went out at eight.');
      refusal = null;
      await page.getByRole('button', { name: 'Save mine over it' }).click();
      await expect.poll(() => comments[2]).toMatchObject({ text: 'Both went out at ten.', version: 3 });
      await page.getByRole('textbox', { name: 'Your comment' }).waitFor({ state: 'detached' });
    });
  });

  test('a deleted one says by whom', async () => {
    await withPage(wide, async (page) => {
      await page.getByRole('button', { name: /Delete the comment of Chat bridge/ }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect.poll(async () => (await said(page))[1]).toContain('Deleted by Ana Visser.');
      expect((await said(page))[1]).toContain('key of the API');
    });
  });

  test('a link is made, shown once, and ended', async () => {
    await withPage(wide, async (page) => {
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this result' });
      await dialog.getByLabel(/For whom/).fill('The volunteers');
      await dialog.getByLabel('Groups').selectOption({ label: 'Show by channel' });
      await dialog.getByRole('button', { name: 'Make a link' }).click();
      const link = dialog.getByLabel(/shown this once/);
      await link.waitFor();
      // The button that had the focus is gone.
      await expect.poll(() => link.evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await link.inputValue()).toMatch(/\/shared#A{43}$/);
      await dialog.getByText('only reached on this machine').waitFor();
      expect(shares[0]).toMatchObject({ madeFor: 'The volunteers', segment: 'channel', showMaker: false });
      await dialog.getByRole('button', { name: 'End it: the link for The board' }).click();
      await page.getByRole('button', { name: 'End it', exact: true }).last().click();
      await page.getByText('Revoked on 22 Nov 2026').first().waitFor();
      await expect.poll(() => dialog.evaluate((over) => over.contains(document.activeElement))).toBe(true);
    });
  });

  test('who is given a smaller role while writing is told so, and keeps what was typed', async () => {
    await withPage(wide, async (page) => {
      await page.getByLabel('Note').fill('Next: shorter still.');
      role = 'reader';
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('You may not do that any more').waitFor();
      await page.getByText('What you typed was not saved.').waitFor();
      await page.getByText('Next: shorter still.').waitFor();
      expect(await page.getByLabel('Note').count()).toBe(0);
    });
  });

  test('a reader comments and makes no links; a picture is for everybody', async () => {
    role = 'reader';
    await withPage(wide, async (page) => {
      await page.getByLabel('Write a comment').waitFor();
      expect(await page.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /Picture/ }).click();
      await page.getByRole('dialog', { name: 'A picture to pass on' }).waitFor();
      expect(await page.getByRole('radio', { name: 'A link' }).count()).toBe(0);
    });
  });
});
