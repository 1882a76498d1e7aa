import type { AnswerOf, getBet, getPlan, listBetComments, listFollowUps } from '@dandelion-loop/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join, type Person, person } from '../packages/server/src/test-people.ts';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch, listen, openAs } from './test-browser.ts';

/** A printer works on one bet of a plan. What names them they see, comment and close, with the real server; all else is not there. */

let server: TestServer;
let browser: Browser | undefined;
let page: Page;
let owner: Person;
let partner: Person;
let planId: string;
const ids: Record<string, string> = {};
const complaints: string[] = [];

async function send<Answer>(who: Person, method: string, path: string, json?: unknown): Promise<Answer> {
  const response = await who.ask(path, { method, ...(json === undefined ? {} : { json }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

interface Made {
  id: string;
}

const bet = (name: string, outcomeId: string, partnerIds: string[]) => ({
  ...{ name, outcomeId, partnerIds, hypothesis: `Because of ${name}.`, probability: 0.4 },
  payoff: { low: 5, likely: 9, high: 20 },
});

beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
  owner = person(server.url, server.cookie());
  partner = await join(server, 'partner');
  const { member } = await send<{ member: Made }>(partner, 'GET', '/api/session');
  const plan = await send<Made>(owner, 'POST', '/api/plans', { name: 'Zebra', from: '2026-01-01', to: '2027-01-01' });
  planId = plan.id;
  const aim = { name: 'Yellow donors', baseline: 0, target: 40, direction: 'rise' };
  const outcome = await send<Made>(owner, 'POST', `/api/plans/${planId}/outcomes`, aim);
  const seen = bet('Postcards', outcome.id, [member.id]);
  ids.seen = (await send<Made>(owner, 'POST', `/api/plans/${planId}/bets`, seen)).id;
  ids.hidden = (await send<Made>(owner, 'POST', `/api/plans/${planId}/bets`, bet('Quagga', outcome.id, []))).id;
  const given = { toId: member.id, fromBetId: ids.hidden, toBetId: ids.seen, dueOn: '2098-03-01' };
  const handed = { what: 'Print the cards', ...given };
  ids.handOff = (await send<Made>(owner, 'POST', `/api/plans/${planId}/hand-offs`, handed)).id;
  ids.other = (await send<Made>(owner, 'POST', `/api/plans/${planId}/hand-offs`, { what: 'Xylophone' })).id;
  const task = { what: 'Send the price list', ownerId: member.id };
  ids.followUp = (await send<Made>(owner, 'POST', '/api/follow-ups', task)).id;
  const { member: me } = await send<{ member: Made }>(owner, 'GET', '/api/session');
  ids.theirs = (await send<Made>(owner, 'POST', '/api/follow-ups', { what: 'Walrus', ownerId: me.id })).id;
  ids.ritual = (await send<Made>(owner, 'POST', '/api/rituals', { name: 'Vulture', cadence: null })).id;
  ids.meeting = (await send<Made>(owner, 'POST', `/api/rituals/${ids.ritual}/meetings`, {})).id;
  ids.scenario = (
    await send<Made>(owner, 'POST', `/api/plans/${planId}/scenarios`, {
      ...{ name: 'Uakari', changes: [{ kind: 'bet', id: ids.hidden, probability: 0 }] },
    })
  ).id;
  ids.comment = (await send<Made>(owner, 'POST', `/api/bets/${ids.hidden}/comments`, { text: 'Tapir' })).id;
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  expect(complaints).toEqual([]);
});

/** What is not theirs, as it is called. */
const secrets = /Zebra|Yellow|Quagga|Xylophone|Walrus|Vulture|Uakari|Tapir/;

it('gets nothing else through any route of the plan and the rhythm, whatever ids it knows', async () => {
  const description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  };
  const here = [planId, ...Object.values(ids)];
  const rights = ['plan:mine', 'plan:answer', 'follow-ups:read', 'follow-ups:end'];
  let [asked, refused] = [0, 0];
  for (const [path, methods] of Object.entries(description.paths))
    for (const [method, { 'x-permission': permission = '' }] of Object.entries(methods)) {
      if (!/^(plan|breakers|rituals|meetings|decisions|follow-ups|shares):/.test(permission)) continue;
      for (const id of path.includes('{') ? here : ['']) {
        const at = path.replaceAll(/\{\w+\}/g, id);
        const body =
          method === 'get' || method === 'delete' ? {} : { json: { version: 1, state: 'done', text: 'Hm.' } };
        // What is theirs is closed in the browser below.
        if (method !== 'get' && [ids.handOff, ids.followUp, ids.seen].includes(id)) continue;
        const response = await partner.ask(at, { method: method.toUpperCase(), ...body });
        const text = await response.text();
        expect([method, at, text.match(secrets)?.[0]]).toEqual([method, at, undefined]);
        asked++;
        if (rights.includes(permission)) {
          if (method !== 'get') expect([method, at, response.ok]).toEqual([method, at, false]);
        } else {
          expect([method, at, response.status]).toEqual([method, at, 403]);
          refused++;
        }
      }
    }
  expect(asked).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(150);
  const { total } = await send<AnswerOf<typeof listFollowUps>>(partner, 'GET', '/api/follow-ups');
  expect(total).toBe(1);
});

describe.skipIf(!found)('a partner in the browser', () => {
  beforeAll(async () => {
    browser = await launch();
    page = await openAs(browser, { url: server.url, cookie: partner.cookie });
    listen(page, complaints);
  }, 60_000);

  it('lands on what names them, and on nothing else', async () => {
    await page.goto(server.url);
    await page.getByText('2 things wait for you').waitFor();
    expect(new URL(page.url()).pathname).toBe('/plan/mine');
    expect(await page.locator('body').textContent()).not.toMatch(secrets);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${server.url}/plan/bets/${ids.hidden}`);
    await page.getByRole('heading', { name: 'What is yours to do?' }).waitFor();
  });

  it('comments on their bet and closes what is theirs, and the owner sees it', async () => {
    await page.getByRole('button', { name: 'Comments on “Postcards”' }).click();
    await page.getByLabel('Comment', { exact: true }).fill('The paper comes on Monday.');
    await page.getByRole('button', { name: 'Write a comment' }).click();
    await page.getByRole('list', { name: 'Comments on “Postcards”' }).getByText('comes on Monday').waitFor();
    await page.getByRole('button', { name: 'Done: Print the cards' }).click();
    await page.getByRole('button', { name: 'Done: Send the price list' }).click();
    await page.getByText('Nothing waits for you.').waitFor();
    const said = `/api/bets/${ids.seen}/comments`;
    const { comments } = await send<AnswerOf<typeof listBetComments>>(owner, 'GET', said);
    expect(comments.map(({ text }) => text)).toEqual(['The paper comes on Monday.']);
    const { handOffs } = await send<AnswerOf<typeof getPlan>>(owner, 'GET', `/api/plan?plan=${planId}`);
    expect(handOffs.find(({ id }) => id === ids.handOff)).toMatchObject({ state: 'done' });
    const { followUps } = await send<AnswerOf<typeof listFollowUps>>(owner, 'GET', '/api/follow-ups?state=done');
    expect(followUps.map(({ id }) => id)).toEqual([ids.followUp]);
  });

  it('loses sight of a bet that names them no more', async () => {
    const { version } = await send<AnswerOf<typeof getBet>>(owner, 'GET', `/api/bets/${ids.seen}`);
    await send(owner, 'PATCH', `/api/bets/${ids.seen}`, { version, partnerIds: [] });
    await page.reload();
    await page.getByRole('heading', { name: 'What is yours to do?' }).waitFor();
    await page.getByText('Nothing waits for you.').waitFor();
    expect(await page.getByText('Because of Postcards.').count()).toBe(0);
    expect((await partner.ask(`/api/bets/${ids.seen}/comments`)).status).toBe(404);
  });
});
