import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision, FollowUp, Meeting } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { agenda, due, ended, jorisId, late, meeting, meetingId, people, ritual, ritualId } from './test-meeting.ts';

/** A meeting in a real browser. The other end of the line is a loopback server that answers as the contract says. */

let held: Meeting;
let decisions: Decision[];
let followUps: FollowUp[];
let role: 'owner' | 'reader';
let notes: Y.Doc;
/** Whether nothing can be written into the notes. */
let down: boolean;
let sent: { path: string; body: Record<string, unknown> }[];
const streams = new Set<ServerResponse>();

const tell = (event: string) => {
  for (const stream of streams) stream.write(`event: ${event}\ndata: {}\n\n`);
};
const conflict = (response: ServerResponse, why: string) => problem(response, 409, 'conflict', why);

/** Somebody else turns the clock. */
function turnTo(block: number): void {
  held = { ...held, timer: { ...held.timer, block }, version: held.version + 1 };
  tell('meeting');
}

function look(response: ServerResponse, { version, right, kept, reason }: Record<string, unknown>): unknown {
  const [now] = decisions;
  if (now!.version !== version)
    return conflict(response, 'Joris Bakker closed this decision meanwhile: kept, wrong. Nothing of yours was kept.');
  const at = '2026-11-24T09:10:00.000Z';
  const by = { kind: 'member' as const, id: anaId, name: 'Ana Visser' };
  const said = { at, by, right, kept, reason } as Decision['looks'][number];
  decisions = [{ ...now!, state: 'closed', due: false, looks: [said], lookAgainOn: null, version: 2 }];
  return answer(response, 200, decisions[0]);
}

function changeMeeting(response: ServerResponse, verb: string, body: Record<string, unknown>): unknown {
  if (verb === 'notes') {
    if (down) return problem(response, 503, 'internal', 'The server is stopping.');
    Y.applyUpdate(notes, new Uint8Array(Buffer.from(body.update as string, 'base64')));
    tell('notes');
    return answer(response, 200, { state: '' });
  }
  if (body.version !== held.version) return conflict(response, 'Somebody else changed this meeting.');
  const { to, block } = (body.turn ?? {}) as { to?: string; block?: number };
  if (verb === 'end') held = { ...ended, version: held.version + 1 };
  else if (to === 'block') turnTo(block!);
  else if (to === 'pause') held = { ...held, timer: { ...held.timer, runningSince: null }, version: held.version + 1 };
  return answer(response, 200, held);
}

async function change(request: IncomingMessage, response: ServerResponse, path: string): Promise<unknown> {
  const body = await bodyOf(request);
  sent.push({ path, body });
  const [, , area, , verb = ''] = path.split('/');
  if (path === `/api/rituals/${ritualId}/meetings`) return answer(response, 201, held);
  if (area === 'meetings') return changeMeeting(response, verb, body);
  if (verb === 'look') return look(response, body);
  if (path === '/api/decisions') {
    const made = { ...due, ...body, id: meetingId, due: false, deciders: held.present, version: 1 } as Decision;
    made.meeting = { id: meetingId, ritual: ritual.name };
    decisions.push(made);
    return answer(response, 201, made);
  }
  if (path === '/api/follow-ups') {
    const owner = people.find(({ id }) => id === body.ownerId)!;
    const made = { ...late, ...body, id: meetingId, owner, overdue: false } as FollowUp;
    made.meeting = { id: meetingId, ritual: ritual.name };
    followUps.push(made);
    return answer(response, 201, made);
  }
  const state = body.state as FollowUp['state'];
  const by = { kind: 'member' as const, id: anaId, name: 'Ana Visser' };
  followUps = followUps.map((one) => ({ ...one, state, overdue: false, endedBy: by, version: one.version + 1 }));
  return answer(response, 200, followUps[0]);
}

function follow(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 100\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function readNotes(response: ServerResponse, state: string | null): void {
  const theirs = state ? new Uint8Array(Buffer.from(state, 'base64')) : undefined;
  answer(response, 200, {
    update: Buffer.from(Y.encodeStateAsUpdate(notes, theirs)).toString('base64'),
    state: Buffer.from(Y.encodeStateVector(notes)).toString('base64'),
    text: notes.getText('notes').toString(),
  });
}

function api(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL): unknown {
  if (request.method !== 'GET') return change(request, response, pathname);
  const ofMeeting = (one: { meeting: { id: string } | null }) => one.meeting?.id === meetingId;
  const asked = searchParams.has('meeting');
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-24T09:00:00.000Z', work: [] });
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === '/api/people') return answer(response, 200, { people });
  if (pathname === '/api/account')
    return answer(response, 200, {
      ...{ id: anaId, name: 'Ana Visser', email: null, role, joinedAt: '2026-11-01T09:00:00.000Z', hasPassword: false },
      ...{ secondFactorSince: null, recoveryCodesLeft: 0, notify: [], canBeNotifiedOf: [], mail: true, version: 1 },
    });
  if (pathname === '/api/decisions') {
    const found = decisions.filter((one) => ofMeeting(one) === asked);
    return answer(response, 200, { total: found.length, decisions: found });
  }
  if (pathname === '/api/follow-ups') {
    const found = followUps.filter((one) => ofMeeting(one) === asked);
    return answer(response, 200, { total: found.length, followUps: found });
  }
  if (pathname === `/api/rituals/${ritualId}`) return answer(response, 200, ritual);
  if (pathname === `/api/rituals/${ritualId}/agenda`) return answer(response, 200, agenda);
  if (pathname === `/api/meetings/${meetingId}`) return answer(response, 200, held);
  if (pathname === `/api/meetings/${meetingId}/events`) return follow(response);
  if (pathname === `/api/meetings/${meetingId}/notes`) return readNotes(response, searchParams.get('state'));
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('a meeting in a browser', () => {
  const at = useInterface(api);

  beforeEach(() => {
    held = structuredClone(meeting);
    decisions = [structuredClone(due)];
    followUps = [structuredClone(late)];
    role = 'owner';
    sent = [];
    down = false;
    notes = new Y.Doc();
    notes.getText('notes').insert(0, 'Hello. ');
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const path = `/rhythm/meetings/${meetingId}`;
  const planned = `/rhythm/meetings/next?ritual=${ritualId}`;
  const fine = { overflow: 0, violations: [] };
  const meant = /status of (404|409|503)|ERR_INTERNET_DISCONNECTED/;
  const withPage = (where: string, one: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path: where, look: one, meant }, run);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const box = (page: Page) => page.getByLabel('Notes of all who are here');
  const shown = (page: Page) => page.locator('.run-now .question').textContent();

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (one) => {
    await withPage(path, one, async (page) => {
      await page.getByText('Use no questions').waitFor();
      await expect.poll(() => box(page).inputValue()).toBe('Hello. ');
      expect(await lookAt(page)).toEqual(fine);
      if (one.width < 700) await button(page, 'All blocks').click();
      await page.getByRole('button', { name: /^Decisions to look at again/ }).click();
      await page.getByText('Was it right?').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await button(page, 'More').first().click();
      await page.getByRole('menuitem', { name: 'End the meeting' }).click();
      await page.getByText('By mail to Ana Visser and Joris Bakker').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(planned, one, async (page) => {
      await button(page, 'Start').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    held = ended;
    await withPage(path, one, async (page) => {
      await page.getByText('Tell the board in plain words.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/rhythm/meetings/none', one, async (page) => {
      await page.getByText('This meeting is not here').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('starts where it was planned, with its reasons', async () => {
    await withPage(planned, wide, async (page) => {
      expect(await page.locator('.answer').textContent()).toBe('4 blocks, about 30 minutes.');
      await page.getByText('2 learnings are new since 17 November 2026.').waitFor();
      await button(page, 'Start').click();
      await page.waitForURL(`**${path}`);
      expect(sent).toEqual([{ path: `/api/rituals/${ritualId}/meetings`, body: { about: '' } }]);
      await page.locator('.clock').getByText('left of 8').waitFor();
    });
  });

  test('an option is decided, against the evidence with a reason', async () => {
    await withPage(path, wide, async (page) => {
      await page.getByLabel('Go on as before').check();
      await button(page, 'Record the decision').click();
      await page.getByText('This goes against what was found. Say why.').waitFor();
      await page.getByLabel('Why', { exact: true }).fill('Too late to change.');
      await button(page, 'Record the decision').click();
      await page.locator('.run-side').getByText('“Questions in the subject”: go on as before.').waitFor();
      expect(sent.at(-1)?.body).toEqual({
        ...{ meetingId, what: '“Questions in the subject”: go on as before.', why: 'Too late to change.' },
        evidence: [{ kind: 'learning', id: 'questions', name: 'Questions in the subject' }],
        lookAgainOn: null,
      });
      // The agenda says so too.
      await page.locator('.run-agenda').getByText('decided: “Questions in the subject”').waitFor();
      expect(await page.getByLabel('Why', { exact: true }).inputValue()).toBe('');
    });
  });

  test('a follow-up is promised, and one from before is done', async () => {
    await withPage(path, wide, async (page) => {
      await page.getByText('Joris Bakker, until 21 Nov 2026').waitFor();
      await page.getByText('from 17 Nov 2026').waitFor();
      await page.locator('.run-side').getByLabel('Done: Ask the printer about the seal cards').check();
      await page.getByText('done by Ana Visser').waitFor();
      await button(page, 'Add a follow-up').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Add a follow-up' }).click();
      await dialog.getByText('Say what is to be done.').waitFor();
      await dialog.getByLabel('What is to be done').fill('Tell the board');
      await dialog.getByLabel('Who').selectOption('Joris Bakker');
      await dialog.getByLabel('Until').fill('2026-12-08');
      await dialog.getByRole('button', { name: 'Add a follow-up' }).click();
      await page.locator('.run-side').getByText('Tell the board').waitFor();
      expect(sent.at(-1)?.body).toEqual({
        ...{ what: 'Tell the board', ownerId: jorisId, dueOn: '2026-12-08', meetingId, decisionId: null },
      });
    });
  });

  test('who follows goes along with the clock, and who has begun a decision stays with it', async () => {
    await withPage(path, wide, async (page) => {
      await page.getByText('Use no questions').waitFor();
      await expect.poll(() => streams.size).toBe(1);
      turnTo(4);
      await expect.poll(() => shown(page)).toBe('What next');
      await page.getByLabel('What is decided').fill('Nothing new until spring.');
      turnTo(2);
      await page.getByText('your decision is not recorded yet').waitFor();
      expect(await shown(page)).toBe('What next');
      // Over a reload as well.
      await page.reload();
      await page.getByRole('button', { name: /^What next/ }).click();
      expect(await page.getByLabel('What is decided').inputValue()).toBe('Nothing new until spring.');
      await button(page, 'Record the decision').click();
      await page.locator('.run-side').getByText('Nothing new until spring.').waitFor();
      await button(page, 'Go along').click();
      await expect.poll(() => shown(page)).toBe('Decisions to look at again');
    });
  });

  test('of two who press at once the second is told what the first did', async () => {
    await withPage(path, wide, async (page) => {
      await button(page, 'Next block').waitFor();
      await expect.poll(() => streams.size).toBe(1);
      // Somebody was faster, and this page has not heard of it yet.
      held = { ...held, timer: { ...held.timer, block: 2 }, version: 2 };
      await button(page, 'Next block').click();
      await page.getByText('“Decisions to look at again” is on now. Yours was not done').waitFor();
      expect(held.timer.block).toBe(2);
      await expect.poll(() => shown(page)).toBe('Decisions to look at again');
      decisions = [{ ...due, version: 2 }];
      await page.getByLabel('Yes, kept').check();
      await page.getByLabel('Right', { exact: true }).check();
      const { looks } = due;
      decisions = [{ ...due, state: 'closed', due: false, looks: [...looks, otherLook], version: 3 }];
      await button(page, 'Say how it turned out').click();
      await page.getByText('Joris Bakker closed this decision meanwhile: kept, wrong.').waitFor();
      await page.getByText('Joris Bakker closed it: kept, wrong.').waitFor();
      expect(await button(page, 'Say how it turned out').count()).toBe(0);
    });
  });

  const otherLook: Decision['looks'][number] = {
    ...{ at: '2026-11-24T09:10:00.000Z', kept: true, right: 'wrong', reason: '' },
    by: { kind: 'member', id: jorisId, name: 'Joris Bakker' },
  };

  test('the end says what will be sent, and leaves a summary', async () => {
    await withPage(path, wide, async (page) => {
      await button(page, 'More').click();
      await page.getByRole('menuitem', { name: 'End the meeting' }).click();
      await page.getByText('By mail to Ana Visser and Joris Bakker, if they have an address here.').waitFor();
      await page.getByText('Not reached: “Decisions to look at again”').waitFor();
      await button(page, 'End it and send the summary').click();
      await page.getByText('The summary was passed on').waitFor();
      expect(await page.locator('.answer').textContent()).toBe(
        'No decision and no follow-up in 28 minutes, of 30 planned.',
      );
      const row = page.getByRole('row', { name: /What we learned/ });
      expect(await row.getByRole('cell').allTextContents()).toEqual(['8 min', '15 min']);
    });
  });

  test('a reader writes notes, and turns and decides nothing', async () => {
    role = 'reader';
    await withPage(path, wide, async (page) => {
      await page.getByText('Marketers, analysts and owners record').waitFor();
      await box(page).fill('Hello. From a reader.');
      await expect.poll(() => notes.getText('notes').toString()).toBe('Hello. From a reader.');
      for (const name of ['Next block', 'Pause the clock', 'Record the decision', 'Add a follow-up', 'More'])
        expect([name, await button(page, name).count()]).toEqual([name, 0]);
    });
    await withPage(planned, wide, async (page) => {
      await page.getByText('Marketers, analysts and owners can start it.').waitFor();
      expect(await button(page, 'Start').count()).toBe(0);
    });
  });

  test('two pages type at once, one of them without a line in between, and both have all words', async () => {
    await withPage(path, wide, async (page) => {
      const other = await page.context().browser()!.newPage();
      // Left open it would go on sending what it holds, into the notes of the tests after.
      onTestFinished(() => other.close());
      await other.goto(at.address + path);
      const words = (who: string) => Array.from({ length: 12 }, (_, place) => `${who}${place} `);
      const ready = (one: Page) => expect.poll(() => box(one).inputValue()).toBe('Hello. ');
      await Promise.all([ready(page), ready(other)]);
      // Each where the other does not write: two who write into the same word would take it apart.
      const type = async (one: Page, who: string, from: number, to: number) => {
        for (const word of words(who).slice(from, to)) {
          await box(one).press(one === page ? 'Control+Home' : 'Control+End');
          await box(one).pressSequentially(word, { delay: 15 });
        }
      };
      await Promise.all([type(page, 'ana', 0, 4), type(other, 'joris', 0, 4)]);
      await other.context().setOffline(true);
      await Promise.all([type(page, 'ana', 4, 8), type(other, 'joris', 4, 8)]);
      await other.getByText('Not sent yet. It is kept in this browser').waitFor();
      await other.context().setOffline(false);
      await Promise.all([type(page, 'ana', 8, 12), type(other, 'joris', 8, 12)]);
      const all = [...words('ana').reverse(), 'Hello. ', ...words('joris')].join('');
      await expect.poll(() => box(page).inputValue(), { timeout: 30_000 }).toBe(all);
      await expect.poll(() => box(other).inputValue(), { timeout: 30_000 }).toBe(all);
      await expect.poll(() => notes.getText('notes').toString()).toBe(all);
    });
  }, 120_000);

  test('the caret stays where one writes, one takes back only one’s own, and a reload loses nothing', async () => {
    await withPage(path, wide, async (page) => {
      await expect.poll(() => box(page).inputValue()).toBe('Hello. ');
      await box(page).press('End');
      await box(page).pressSequentially('Mine. ');
      await expect.poll(() => notes.getText('notes').toString()).toBe('Hello. Mine. ');
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(notes));
      other.getMap('writers').set(String(other.clientID), jorisId);
      other.getText('notes').insert(0, 'First. ');
      Y.applyUpdate(notes, Y.encodeStateAsUpdate(other));
      tell('notes');
      await page.getByText('Joris Bakker is writing').waitFor();
      expect(await page.locator('.caret').textContent()).toBe('Joris');
      await box(page).pressSequentially('Still mine.');
      expect(await box(page).inputValue()).toBe('First. Hello. Mine. Still mine.');
      for (let press = 0; press < 4; press++) await box(page).press('Control+z');
      expect(await box(page).inputValue()).toBe('First. Hello. ');
      await expect.poll(() => notes.getText('notes').toString()).toBe('First. Hello. ');
      down = true;
      await box(page).press('End');
      await box(page).pressSequentially('Kept.');
      await page.getByText('Not sent yet.').waitFor();
      await page.reload();
      await expect.poll(() => box(page).inputValue()).toBe('First. Hello. Kept.');
      expect(notes.getText('notes').toString()).toBe('First. Hello. ');
      down = false;
      await expect.poll(() => notes.getText('notes').toString(), { timeout: 20_000 }).toBe('First. Hello. Kept.');
    });
  });
});
