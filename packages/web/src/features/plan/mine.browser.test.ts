import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerOf, HandOff, listFollowUps, PlanComment, readOwnPart } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/** The one page of a partner in a real browser. The other end of the line answers as the contract says. */

const id = (n: number) => `00000000-0000-4000-8a00-00000000000${n}`;
const me = { id: id(1), name: 'Pia Berg', role: 'partner' as const, left: false };
const ana = { id: id(2), name: 'Ana Visser', role: 'owner' as const, left: false };
const actor = (one: typeof me | typeof ana) => ({ kind: 'member' as const, id: one.id, name: one.name });
const at = '2026-11-20T09:00:00.000Z';

type Part = AnswerOf<typeof readOwnPart>;
type FollowUp = AnswerOf<typeof listFollowUps>['followUps'][number];

const handOff: HandOff = {
  ...{
    id: id(3),
    planId: id(4),
    what: 'Print 4,000 postcards',
    fromBet: null,
    toBet: { id: id(5), name: 'Postcards' },
  },
  ...{ from: ana, to: me, dueOn: '2026-12-01', overdue: false, state: 'open', note: '', endedAt: null, endedBy: null },
  ...{ by: actor(ana), createdAt: at, version: 1, may: { end: true, change: false } },
};
const followUp: FollowUp = {
  ...{ id: id(6), what: 'Send the price list', owner: me, dueOn: '2026-11-10', overdue: true, state: 'open', note: '' },
  ...{ meeting: null, decisionId: null, by: actor(ana), createdAt: at, endedAt: null, endedBy: null, version: 3 },
  may: { end: true, change: false },
};
const bet: Part['bets'][number] = {
  ...{ id: id(5), name: 'Postcards', hypothesis: 'Who holds a card remembers us.', discipline: 'print' },
  ...{ status: 'running', startsOn: '2026-11-01', endsOn: '2026-12-20', owner: ana, mine: false },
};

let part: Part;
let followUps: FollowUp[];
let comments: PlanComment[];
let asked: string[] = [];
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

function begin(): void {
  part = { bets: [bet], handOffs: [handOff] };
  followUps = [followUp];
  comments = [];
  asked = [];
  sent = [];
}
begin();

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  const { method = 'GET' } = request;
  asked.push(pathname);
  const body = method === 'GET' ? {} : await bodyOf(request);
  if (method !== 'GET') sent.push({ method, path: pathname, body });
  if (pathname === '/api/session') return answer(response, 200, sessionOf('partner', me.name, me.id));
  if (pathname === '/api/plan/mine') return answer(response, 200, part);
  if (pathname === '/api/follow-ups') return answer(response, 200, { total: followUps.length, followUps });
  if (pathname === `/api/follow-ups/${followUp.id}`) {
    followUps = [{ ...followUp, ...body, version: followUps[0]!.version + 1 } as FollowUp];
    return answer(response, 200, followUps[0]);
  }
  if (pathname === `/api/hand-offs/${handOff.id}`) {
    const now = { ...handOff, ...body, version: 2, endedAt: at, endedBy: actor(me) } as HandOff;
    part = { ...part, handOffs: [now] };
    return answer(response, 200, now);
  }
  if (pathname === `/api/bets/${bet.id}/comments`) {
    if (method === 'GET') return answer(response, 200, { comments, earlier: 0 });
    const said: PlanComment = {
      ...{ id: id(7), betId: bet.id, text: String(body.text), by: actor(me), at, changedAt: null, version: 1 },
      may: { change: true, delete: true },
    };
    comments = [said];
    return answer(response, 201, said);
  }
  if (pathname === `/api/bet-comments/${id(7)}`) {
    comments = [{ ...comments[0]!, text: String(body.text), changedAt: at, version: 2 }];
    return answer(response, 200, comments[0]);
  }
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('the page of a partner in a browser', () => {
  const at = useInterface(api);
  afterEach(begin);
  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    await withPage('/', look, async (page) => {
      await page.getByText('2 things wait for you').waitFor();
      await page.getByRole('button', { name: 'Comments on “Postcards”' }).click();
      await page.getByText('Nobody has said anything yet.').waitFor();
      await page.getByRole('button', { name: /Note or another end: Send/ }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    part = { bets: [], handOffs: [] };
    followUps = [];
    await withPage('/plan/mine', look, async (page) => {
      await page.getByText('Nothing names you yet.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('they land there from anywhere, and nothing else is asked for', async () => {
    await withPage('/plan/parts', wide, async (page) => {
      await page.getByRole('heading', { name: 'What is yours to do?' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/plan/mine');
      const links = page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link');
      expect(await links.allTextContents()).toEqual(['Your part']);
      expect(new Set(asked)).toEqual(new Set(['/api/session', '/api/plan/mine', '/api/follow-ups']));
    });
  });

  test('what is theirs is ended, opened again, and dropped with a note', async () => {
    await withPage('/plan/mine', wide, async (page) => {
      await page.getByRole('button', { name: 'Done: Send the price list' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect
        .poll(() => sent.map(({ body }) => body))
        .toEqual([
          { version: 3, state: 'done' },
          { version: 4, state: 'open' },
        ]);
      await page.getByRole('button', { name: /Note or another end: Print/ }).click();
      await page.getByLabel('How it stands').fill('The press is broken.');
      await page.getByRole('button', { name: 'It will not be done' }).click();
      await page.getByText('1 that has ended').click();
      await page.getByText('The press is broken.').waitFor();
      expect(sent.at(-1)).toEqual({
        ...{ method: 'PATCH', path: `/api/hand-offs/${handOff.id}` },
        body: { version: 1, note: 'The press is broken.', state: 'dropped' },
      });
    });
  });

  test('a comment is written and changed', async () => {
    await withPage('/plan/mine', wide, async (page) => {
      await page.getByRole('button', { name: 'Comments on “Postcards”' }).click();
      await page.getByLabel('Comment', { exact: true }).fill('The papr is here.');
      await page.getByRole('button', { name: 'Write a comment' }).click();
      await page.getByRole('button', { name: /^Change your comment of/ }).click();
      await page.getByLabel('Your comment').fill('The paper is here.');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('The paper is here.').waitFor();
      expect(sent.at(-1)?.body).toEqual({ version: 1, text: 'The paper is here.' });
    });
  });
});
