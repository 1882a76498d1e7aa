import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision, FollowUp, Ritual } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import * as given from './test-rhythm.ts';

/** The rhythm in a real browser. The other end of the line is a loopback server that answers as the contract says. */

interface State {
  role: 'owner' | 'reader';
  rituals: Ritual[];
  followUps: FollowUp[];
  decisions: Decision[];
  /** What the next look at a decision is answered with, where somebody else was first. */
  closedBy: string | null;
  sent: { method: string; path: string; body: Record<string, unknown> }[];
}

const whole = (): State => ({
  ...{ role: 'owner', rituals: [given.weekly, given.retro], followUps: [given.followUp], decisions: [given.decision] },
  ...{ closedBy: null, sent: [] },
});
let state = whole();

type Answerer = (
  response: ServerResponse,
  query: URLSearchParams,
  body: Record<string, unknown>,
  id: string,
) => unknown;

const ritualOf = (id: string): Ritual | undefined => state.rituals.find((one) => one.id === id);

function changed(response: ServerResponse, body: Record<string, unknown>, id: string): unknown {
  const { version, ended, ...rest } = body;
  if (version !== ritualOf(id)!.version) return problem(response, 409, 'conflict', 'It was changed meanwhile.');
  const end = ended === undefined ? {} : { ended: ended && { at: '2027-03-15T09:00:00.000Z', ...ended } };
  state.rituals = state.rituals.map((one) =>
    one.id === id ? ({ ...one, ...rest, ...end, members: one.members, version: one.version + 1 } as Ritual) : one,
  );
  return answer(response, 200, ritualOf(id));
}

function looked(response: ServerResponse, body: Record<string, unknown>): unknown {
  const { closedBy } = state;
  const by = { kind: 'member' as const, id: given.joris.id, name: closedBy ?? given.ana.name };
  const said = closedBy === null ? body : {};
  const look = { at: '2027-03-15T09:00:00.000Z', by, kept: true, right: 'right' as const, reason: '', ...said };
  state.decisions = [{ ...given.decision, state: 'closed', due: false, lookAgainOn: null, looks: [look], version: 2 }];
  if (closedBy === null) return answer(response, 200, state.decisions[0]);
  const detail = `${closedBy} closed this decision meanwhile: kept, right. Nothing of yours was kept. Look at it as it is now.`;
  return problem(response, 409, 'conflict', detail);
}

const listed = <Item>(name: string, items: readonly Item[]) => ({ total: items.length, [name]: items });

const answers: Record<string, Answerer> = {
  'GET /api/session': (response) => answer(response, 200, sessionOf(state.role)),
  'GET /api/workspace': (response) => answer(response, 200, workspace),
  'GET /api/work': (response) => answer(response, 200, { now: '2027-03-15T09:00:00.000Z', work: [] }),
  'GET /api/contradictions/count': (response) => answer(response, 200, { open: 0 }),
  'GET /api/people': (response) => answer(response, 200, { people: given.people }),
  'GET /api/rituals': (response) => answer(response, 200, { rituals: state.rituals }),
  'GET /api/rituals/packs': (response) => answer(response, 200, { packs: given.packs }),
  'POST /api/rituals': (response, _query, body) => {
    const made = { ...given.weekly, ...body, members: [given.ana], version: 1 } as Ritual;
    state.rituals = [made];
    return answer(response, 201, made);
  },
  'POST /api/rituals/preview': (response, _query, { cadence }) => {
    const { rule } = cadence as { rule: string };
    if (rule === 'FREQ=HOURLY')
      return problem(response, 422, 'bad-value', 'The rule cannot be used: HOURLY comes more often than once a day.');
    return answer(response, 200, { occurrences: given.occurrences, more: true, skipped: [] });
  },
  'GET /api/rituals/ID': (response, _query, _body, id) =>
    ritualOf(id)
      ? answer(response, 200, ritualOf(id))
      : problem(response, 404, 'not-found', 'There is no such ritual.'),
  'PATCH /api/rituals/ID': (response, _query, body, id) => changed(response, body, id),
  'GET /api/rituals/ID/occurrences': (response) => answer(response, 200, { occurrences: given.occurrences }),
  'POST /api/rituals/ID/occurrences': (response, _query, _body, id) => answer(response, 200, ritualOf(id)),
  'GET /api/rituals/ID/agenda': (response) => answer(response, 200, given.agenda),
  'GET /api/rituals/ID/worth': (response) => answer(response, 200, given.worth),
  'POST /api/rituals/ID/meetings': (response, _query, _body, id) => {
    state.rituals = state.rituals.map((one) => (one.id === id ? { ...one, meetingId: given.meetingId } : one));
    return answer(response, 201, given.meeting);
  },
  'GET /api/meetings': (response) => {
    const { id, name } = given.retro;
    const held = { id: given.meetingId, ritual: { id, name }, about: 'Storm message', state: 'ended' };
    const times = { startedAt: '2027-02-23T09:00:00.000Z', endedAt: '2027-02-23T10:00:00.000Z' };
    return answer(response, 200, listed('meetings', [{ ...held, ...times, decisions: 1, followUps: 1 }]));
  },
  'GET /api/follow-ups': (response, query) => {
    const wanted = query.get('state');
    const open = state.followUps.filter((one) => one.state === 'open' && (wanted !== 'overdue' || one.overdue));
    return answer(response, 200, listed('followUps', open));
  },
  'POST /api/follow-ups': (response, _query, body) => {
    const made = { ...given.followUp, ...body, id: given.meetingId, overdue: false, meeting: null } as FollowUp;
    state.followUps = [...state.followUps, made];
    return answer(response, 201, made);
  },
  'PATCH /api/follow-ups/ID': (response, _query, body, id) => {
    state.followUps = state.followUps.map((one) =>
      one.id === id ? ({ ...one, ...body, version: one.version + 1 } as FollowUp) : one,
    );
    return answer(
      response,
      200,
      state.followUps.find((one) => one.id === id),
    );
  },
  'GET /api/decisions': (response, query) => {
    const wanted = query.get('state');
    const search = query.get('search') ?? '';
    const found = state.decisions
      .filter((one) => wanted === null || (wanted === 'due' ? one.due : one.state === wanted))
      .filter(({ what }) => what.includes(search));
    return answer(response, 200, listed('decisions', found));
  },
  'GET /api/decisions/ID': (response) => answer(response, 200, state.decisions[0]),
  'POST /api/decisions/ID/look': (response, _query, body) => looked(response, body),
};

async function api(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL) {
  const { method = 'GET' } = request;
  const body = await bodyOf(request);
  if (method !== 'GET' && !pathname.endsWith('/preview')) state.sent.push({ method, path: pathname, body });
  const id = /[\da-f]{8}-[\da-f-]{27}/.exec(pathname)?.[0] ?? '';
  const answerer = answers[`${method} ${id === '' ? pathname : pathname.replace(id, 'ID')}`];
  if (answerer === undefined) return problem(response, 404, 'not-found', 'Nothing is here.');
  return answerer(response, searchParams, body, id);
}

describe.skipIf(!browserFound)('the rhythm in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    state = whole();
  });
  const wide = everyLook[0]!;
  const clean = { overflow: 0, violations: [] };
  const on = (path: string, run: (page: Page) => Promise<void>, look = wide) =>
    visit({ browser: at.browser, address: at.address, path, look, meant: /status of (404|409|422)/ }, run);
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

  test.each(everyLook)('at $width px, $scheme', { timeout: 90_000 }, async (look) => {
    await on(
      '/rhythm',
      async (page) => {
        await said(page, '1 follow-up is open, 1 over its day.');
        expect(await page.locator('.answer').textContent()).toBe(
          'Weekly bet review is next, Tue, 16 Mar 2027, 10:00, with 2 people. 1 follow-up is overdue.',
        );
        expect(await lookAt(page)).toEqual(clean);
      },
      look,
    );
    const pages = [
      ['/rhythm/rituals/new?pack=weekly-bet-review', 'Every week on Tuesday at 10:00'],
      [`/rhythm/rituals/${given.retroId}`, '3 meetings brought 3 decisions'],
      [`/rhythm/rituals/${given.weeklyId}`, 'Tue, 30 Mar 2027, 10:00'],
      ['/rhythm/decisions', 'Keep the question in the subject'],
      [`/rhythm/decisions/${given.decisionId}`, 'Recorded by Ana Visser'],
    ] as const;
    for (const [path, text] of pages) {
      await on(
        path,
        async (page) => {
          await said(page, text);
          expect(await lookAt(page)).toEqual(clean);
        },
        look,
      );
    }
  });

  test('an empty workspace chooses of what ships, changes it, and makes it', { timeout: 60_000 }, async () => {
    state = { ...whole(), rituals: [], followUps: [], decisions: [] };
    await on('/rhythm', async (page) => {
      await page.getByRole('link', { name: 'Begin with this: Weekly bet review' }).click();
      await said(page, 'Clocks in Amsterdam change before Tue, 30 Mar 2027: it stays at 10:00 there.');
      await page.getByLabel('How often').selectOption('Every month, on a weekday');
      await page.getByLabel('Which', { exact: true }).selectOption('second');
      await said(page, 'Every month on the second Tuesday at 10:00');
      await page.getByLabel('Name', { exact: true }).fill('');
      await button(page, 'Make the ritual').click();
      await said(page, 'Give the ritual a name.');
      await page.getByLabel('Name', { exact: true }).fill('Bets');
      await page.getByRole('checkbox', { name: 'Joris Bakker' }).check();
      expect(await page.getByRole('checkbox', { name: /Tom Kramer/ }).count()).toBe(0);
      // By button and by key; the focus stays with what is moved.
      await button(page, 'Move “What next” up').click();
      await page.keyboard.press('Alt+ArrowUp');
      await expect.poll(() => page.getByLabel('Title').first().inputValue()).toBe('What next');
      await button(page, 'Take “New verdicts” away').click();
      await page.getByLabel('From').fill('2027-03-09');
      await button(page, 'Make the ritual').click();
      await page.waitForURL(`**/rhythm/rituals/${given.weeklyId}`);
      const [{ path, body }] = state.sent as [State['sent'][number]];
      expect(path).toBe('/api/rituals');
      expect(body).toMatchObject({
        ...{ name: 'Bets', pack: 'weekly-bet-review', members: [given.ana.id, given.joris.id], minutes: 45 },
        cadence: { start: '2027-03-09T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=MONTHLY;BYDAY=2TU' },
      });
      expect((body.blocks as { title: string }[]).map(({ title }) => title)).toEqual([
        'What next',
        'What we said we would do',
      ]);
    });
  });

  test('a rule that cannot be used says why, and what was typed survives a reload', { timeout: 60_000 }, async () => {
    await on('/rhythm/rituals/new', async (page) => {
      await page.getByLabel('How often').selectOption('Other rule');
      await page.getByLabel('Rule', { exact: true }).fill('FREQ=HOURLY');
      await said(page, 'HOURLY comes more often than once a day.');
      await page.reload();
      expect(await page.getByLabel('Rule', { exact: true }).inputValue()).toBe('FREQ=HOURLY');
    });
  });

  test('one time is moved with a reason, another cancelled', { timeout: 60_000 }, async () => {
    await on(`/rhythm/rituals/${given.weeklyId}`, async (page) => {
      await button(page, 'Move Tue, 30 Mar 2027, 10:00').click();
      await page.getByLabel('To the day').fill('2027-03-31');
      await page.getByLabel('At', { exact: true }).fill('14:00');
      await page.getByLabel('Why?').fill('Easter');
      expect(await lookAt(page)).toEqual(clean);
      await button(page, 'Move it').click();
      await said(page, 'It is held on Wed, 31 Mar 2027, 14:00');
      await button(page, 'Cancel Tue, 6 Apr 2027, 10:00').click();
      await button(page, 'Cancel it').click();
      await said(page, 'It is cancelled');
      expect(state.sent.map(({ body }) => body)).toEqual([
        {
          ...{ version: 3, occurrence: '2027-03-30T10:00', reason: 'Easter' },
          change: { to: 'move', local: '2027-03-31T14:00' },
        },
        { version: 3, occurrence: '2027-04-06T10:00', reason: '', change: { to: 'cancel' } },
      ]);
    });
  });

  test('only what is changed is sent; what somebody else changed is not overwritten', { timeout: 60_000 }, async () => {
    await on(`/rhythm/rituals/${given.weeklyId}`, async (page) => {
      await button(page, 'Change').click();
      expect(await button(page, 'Save').getAttribute('aria-disabled')).toBe('true');
      await page.getByLabel('Name', { exact: true }).fill('Bets');
      state.rituals = state.rituals.map((one) => ({ ...one, minutes: 30, version: one.version + 1 }));
      await button(page, 'Save').click();
      await said(page, 'It was changed meanwhile');
      await button(page, 'Show the newest').click();
      expect(await page.getByLabel('Length').inputValue()).toBe('30');
      await page.getByLabel('Name', { exact: true }).fill('Bets');
      await button(page, 'Save').click();
      await said(page, 'The ritual is saved');
      expect(state.sent.at(-1)?.body).toEqual({ version: 4, name: 'Bets' });
    });
  });

  test('it proposes its own end, is ended by a person, and can go on', { timeout: 60_000 }, async () => {
    await on(`/rhythm/rituals/${given.retroId}`, async (page) => {
      await said(page, /Its last 3 meetings brought no decision/);
      await button(page, 'End it').click();
      const dialog = page.getByRole('dialog', { name: 'End this ritual' });
      await dialog.getByLabel('Why?').fill('It brings nothing.');
      await dialog.getByRole('button', { name: 'End it' }).click();
      await said(page, 'It brings nothing.');
      await button(page, 'Let it go on').click();
      await said(page, 'It goes on');
      expect(state.sent.map(({ body }) => body.ended)).toEqual([{ reason: 'It brings nothing.' }, null]);
    });
  });

  test('it is started with a reason, and the meeting is gone to', { timeout: 60_000 }, async () => {
    await on('/rhythm', async (page) => {
      await button(page, 'Start now: Blameless retrospective').click();
      await page.getByLabel('What is it about?').fill('Storm message');
      expect(await lookAt(page)).toEqual(clean);
      await button(page, 'Start').click();
      await page.waitForURL(`**/rhythm/meetings/${given.meetingId}`);
      expect(state.sent.map(({ path, body }) => [path, body])).toEqual([
        [`/api/rituals/${given.retroId}/meetings`, { about: 'Storm message' }],
      ]);
      await page.goto(`${at.address}/rhythm`);
      await page.getByRole('link', { name: 'Go to the meeting: Blameless retrospective' }).first().waitFor();
    });
  });

  test('a follow-up is ticked off, and that is taken back; one is added', { timeout: 60_000 }, async () => {
    await on('/rhythm', async (page) => {
      await page.getByRole('checkbox', { name: 'Done: Ask the printer about the seal cards' }).click();
      await said(page, 'All that was promised is done');
      await button(page, 'Undo').click();
      await said(page, '1 follow-up is open, 1 over its day');
      await button(page, 'Add a follow-up').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What is to be done?').fill('Call the harbour');
      await dialog.getByLabel('Who does it?').selectOption('Joris Bakker');
      await dialog.getByLabel('Until', { exact: true }).fill('2027-04-01');
      expect(await lookAt(page)).toEqual(clean);
      await dialog.getByRole('button', { name: 'Add a follow-up' }).click();
      await said(page, 'Call the harbour');
      expect(state.sent.at(-1)?.body).toEqual({
        ...{
          what: 'Call the harbour',
          ownerId: given.joris.id,
          dueOn: '2027-04-01',
          meetingId: null,
          decisionId: null,
        },
      });
    });
  });

  test('of two who close a decision the second is told who was first', { timeout: 60_000 }, async () => {
    state.closedBy = 'Joris Bakker';
    await on('/rhythm/decisions?state=due', async (page) => {
      await button(page, /^Look again/).click();
      await button(page, 'Keep what we say').click();
      await said(page, 'Say whether it was kept.');
      await page.getByLabel('Yes, it was done and stayed so').check();
      await page.getByLabel('Not right').check();
      await page.getByLabel('What do we know now?').fill('Opens fell.');
      await button(page, 'Keep what we say').click();
      await said(page, /^Joris Bakker closed this decision meanwhile: kept, right\. Nothing of yours was kept\./);
      expect(await lookAt(page)).toEqual(clean);
      await button(page, 'Show it as it is now').click();
      await said(page, 'No decision fits.');
      expect(state.sent.map(({ body }) => body)).toEqual([
        { version: 1, kept: true, right: 'wrong', reason: 'Opens fell.', lookAgainOn: null },
      ]);
      await page.goto(`${at.address}/rhythm/decisions/${given.decisionId}`);
      await said(page, 'Looked at by Joris Bakker');
      expect(await page.locator('.answer mark').textContent()).toBe('it was right.');
    });
  });

  test('a reader sees all of it, and no way to change it', { timeout: 60_000 }, async () => {
    state.role = 'reader';
    state.followUps = [{ ...given.followUp, may: { end: false, change: false } }];
    for (const path of ['/rhythm', `/rhythm/rituals/${given.weeklyId}`, '/rhythm/decisions']) {
      await on(path, async (page) => {
        await page
          .getByText(/Ask the printer|Tue, 30 Mar|Keep the question/)
          .first()
          .waitFor();
        const names = await page.locator('main button').allInnerTexts();
        expect(names.filter((name) => !/^(Show|$)/.test(name))).toEqual([]);
      });
    }
  });

  test('what is not there says so', async () => {
    await on('/rhythm/rituals/0199f1a0-0000-4000-8000-000000000999', async (page) => {
      await said(page, 'There is no such ritual');
    });
  });
});
