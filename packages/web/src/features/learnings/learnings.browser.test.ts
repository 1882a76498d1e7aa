import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConfirmedLearning, Library, NotedLearning } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { noContradictions } from '../contradictions/test-contradictions.ts';
import { detailsOf, library, nothingYet } from './test-learnings.ts';

/**
 * The learnings in a real browser: every state of the page, its filters, and from a learning to its tests.
 * The other end of the line is a loopback server that answers as the contract says.
 */

let given: Library = library;
/** What is answered after the first time. */
let later: Library | null = null;
let role: 'owner' | 'reader' = 'owner';
let asked: string[] = [];

const note: NotedLearning = {
  ...{ id: '00000000-0000-4000-8000-000000000041', sentence: 'Post needs an e-mail.', restsOn: '', topic: '' },
  createdBy: { kind: 'member', id: anaId, name: 'Ana Visser' },
  ...{ createdAt: '2026-11-20T10:00:00.000Z', changedAt: null, confirmedBy: [], version: 1 },
};
let notes: NotedLearning[] = [];
let confirmed: ConfirmedLearning[] = [];

async function api(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams }: URL,
): Promise<unknown> {
  const { method = 'GET' } = request;
  asked.push(`${method} ${pathname}`);
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === '/api/learnings/compute')
    return answer(response, 202, { ...given, state: 'computing', answer: null });
  if (pathname === '/api/learnings') {
    answer(response, 200, given);
    if (later !== null) given = later;
    return undefined;
  }
  const sent = method === 'GET' ? {} : await bodyOf(request);
  if (pathname === '/api/learnings/notes' && method === 'POST') {
    notes = [{ ...note, ...(sent as Partial<NotedLearning>) }, ...notes];
    return answer(response, 201, notes[0]);
  }
  if (pathname === '/api/learnings/notes') return answer(response, 200, { notes });
  if (pathname === `/api/learnings/notes/${note.id}/confirmation`) {
    notes = notes.map((one) => ({ ...one, confirmedBy: [{ by: note.createdBy, at: note.createdAt }] }));
    return answer(response, 200, notes[0]);
  }
  if (pathname === '/api/learnings/confirmations') return answer(response, 200, { learnings: confirmed });
  if (pathname === '/api/learnings/question/confirmation') {
    confirmed = [
      { id: 'question', confirmedBy: [{ by: note.createdBy, at: note.createdAt, sentence: 'Another one.' }] },
    ];
    return answer(response, 200, confirmed[0]);
  }
  if (pathname === '/api/contradictions') return answer(response, 200, noContradictions);
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === '/api/surprises') return answer(response, 200, { surprises: [], more: 0 });
  if (pathname === '/api/ties') return answer(response, 200, { ties: [] });
  const [, id] = /^\/api\/learnings\/([^/]+)$/.exec(pathname) ?? [];
  const found = id === undefined ? undefined : detailsOf(id, Number(searchParams.get('limit') ?? 200));
  if (found !== undefined) return answer(response, 200, found);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('the learnings in a browser', () => {
  const at = useInterface(api);

  afterEach(() => {
    given = library;
    later = null;
    role = 'owner';
    asked = [];
    notes = [];
    confirmed = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  const withPage = (path: string, look: typeof wide | (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);

  const fine = { overflow: 0, violations: [] };
  const answerOf = (page: Page) => page.locator('.answer').textContent();
  const groups = (page: Page) => page.locator('.with-cells .plot-group').allTextContents();
  const rowOf = (page: Page, name: string) => page.locator('.plot-row', { hasText: name }).first();

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    await withPage('/learnings', look, async (page) => {
      await page.getByRole('link', { name: 'Curiosity gap' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await page.getByText('Every number, in one table').click();
      await page.getByRole('button', { name: 'How do we know?' }).click();
      await page.getByRole('dialog', { name: 'How do we know?' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/learnings/question', look, async (page) => {
      await page.getByText('884 tests').first().waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    for (const state of [nothingYet, { ...nothingYet, state: 'computing' }] as const) {
      given = state;
      await withPage('/learnings', look, async (page) => expect(await lookAt(page)).toEqual(fine));
    }
  });

  test('a learning is written down beside the computed ones, and any is confirmed in one’s own name', async () => {
    await withPage('/learnings', wide, async (page) => {
      await page.getByRole('button', { name: 'Write one down' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Write the sentence.').waitFor();
      await page.getByLabel('In one sentence').fill('Post needs two e-mails.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Nobody said what it rests on.').waitFor();
      await page.getByText('Nobody confirmed it yet.').waitFor();
      await page.getByRole('button', { name: 'I confirm it' }).click();
      await page.getByText('Confirmed by Ana Visser, 20 Nov 2026.').waitFor();
      expect(await page.locator('.noted-sentence').textContent()).toContain('Post needs two e-mails.');
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/learnings/question', wide, async (page) => {
      await page.getByText('Nobody has confirmed it yet').waitFor();
      await page.getByRole('button', { name: 'I confirm it' }).click();
      await page.getByText('1 person has confirmed it').waitFor();
      await page.getByText('It read then: Another one.').waitFor();
      await page.getByRole('button', { name: 'I no longer confirm it' }).waitFor();
    });
  });

  test('what is known comes as a sentence, then as groups, with what each rests on', async () => {
    await withPage('/learnings', wide, async (page) => {
      expect(await answerOf(page)).toBe(
        'We know seven things about “headline”. “Exclamation mark” lowers click rate by 16%, “Man or boy” raises click rate by 14%, “Curiosity gap” by 13%.',
      );
      expect(await page.locator('.answer mark').textContent()).toBe('“Exclamation mark” lowers click rate by 16%');
      // 1,084 = 4,873 − 3,789; the largest effect, 15.6%, moves to 0.92 of it: 1.2 points.
      expect(await page.locator('.basis').textContent()).toBe(
        'From 3,789 tests that can be believed. The other 1,084 are left out: invalid, or of months in which many splits were off. Leaving them out moves nothing that is known by more than 1.2 points. Of what is listed as known, at most 1 in 20 should turn out false. All of these tests ended more than a year ago: what matters deserves a new one. Computed 22 Nov 2026, 13:00.',
      );
      expect(await groups(page)).toEqual([
        'Raises click rate ',
        'Lowers click rate ',
        'No difference worth having ',
        'Not settled ',
        'Too few tests ',
      ]);
      expect((await rowOf(page, 'Question').textContent())?.replaceAll(/\s+/g, ' ')).toContain(
        '−11.0% −13.3% to −8.7%',
      );
      expect(await rowOf(page, 'Question').textContent()).toContain('64 in 100');
      expect(await rowOf(page, 'Emoji').textContent()).toContain('2 tests, about 90 needed');
      expect(await rowOf(page, 'Emoji').locator('.q').count()).toBe(1);
      expect(await rowOf(page, 'Positive words').textContent()).toContain('drifted');
      expect(await rowOf(page, 'Question').textContent()).toContain('1 test stands apart');
      await page.getByText('Winners shrink by a third').waitFor();
      await page.getByText('66 of every 100 points of its lead are real').waitFor();
      await page.getByText('an error 42% smaller than uncorrected').waitFor();
      await page.getByText('has a chance of 34 in 100 to find an effect of the usual size').waitFor();
      await page.getByText('“Curiosity gap” changed with it').waitFor({ state: 'attached' });
    });
  });

  test('with the tests that were left out the numbers move and the address says so', async () => {
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('With invalid and suspect').click();
      await page.waitForURL('**/learnings?tests=all');
      // 0.92 of 11, from 884 tests to 1.28 times as many.
      await expect.poll(() => rowOf(page, 'Question').textContent()).toContain('−10.1%');
      expect(await rowOf(page, 'Question').textContent()).toContain('1,132 tests');
      await page.getByText('Tests to believe').click();
      await page.waitForURL(/learnings$/);
    });
  });

  test('from a learning by keyboard to its tests, twenty-five at a time and all of them on demand', async () => {
    await withPage('/learnings', wide, async (page) => {
      await page.getByRole('link', { name: 'Question' }).first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/learnings/question');
      await page.getByText('25 of 1,132 tests').waitFor();
      expect(await answerOf(page)).toBe('“Question” lowers click rate by 11%, most likely between 8.7% and 13.3%.');
      await page.getByText('Expect the next test to point the same way with a chance of 64 in 100').waitFor();
      const more = page.getByRole('button', { name: 'Show more' });
      for (let shown = 50; shown <= 225; shown += 25) {
        await more.click();
        await page.getByText(`${shown} of 1,132 tests`).waitFor();
      }
      expect(await page.locator('.learning-tests tbody tr').count()).toBe(225);
      const address = await page.locator('.learning-tests tbody a').first().getAttribute('href');
      expect(address).toMatch(/^\/experiments\/0199f1a0/);
      await page.getByText('As measured').click();
      await page.getByText('The ends of such a list are mostly luck').waitFor();
      expect(await page.locator('.learning-rerun pre').first().textContent()).toBe(
        "./dandelion learn 'our tests.csv' --test test --variation version --metric clicks:proportion:clicks/shown --text headline --json",
      );
      await page.getByText('Typed: no command. Its counts were typed: there is no file.').waitFor();
      await page.getByText('Your own coders, to be saved as coders.json').click();
      await page.getByText('It is pooled over several imports').waitFor();
    });
  });

  test('nothing yet: one gold button for who may, words for who may not', async () => {
    given = nothingYet;
    await withPage('/learnings', wide, async (page) => {
      await page.getByRole('link', { name: 'Import finished tests' }).waitFor();
      expect(await page.locator('.btn.primary').count()).toBe(1);
    });
    role = 'reader';
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('A member who may import tests can bring them in.').waitFor();
      expect(await page.locator('.btn.primary').count()).toBe(0);
    });
  });

  test('what is computed is asked for again until it is there', async () => {
    given = { ...nothingYet, state: 'computing' };
    later = library;
    await withPage('/learnings', wide, async (page) => {
      await page.getByRole('progressbar', { name: 'Putting all tests together' }).waitFor();
      await page.getByRole('link', { name: 'Curiosity gap' }).waitFor();
      expect(await page.getByRole('progressbar').count()).toBe(0);
    });
    given = { ...library, outdated: true };
    later = library;
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('Tests or their codes have changed since.').waitFor();
      await page.getByText('Tests or their codes have changed since.').waitFor({ state: 'detached' });
    });
  });

  test('what failed says so, keeps what is there, and can be asked for again', async () => {
    given = { ...nothingYet, state: 'failed', failure: 'The machine ran out of room.' };
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('The machine ran out of room. All tests are kept.').waitFor();
      await page.getByRole('button', { name: 'Compute again' }).click();
      await page.getByRole('progressbar').waitFor();
      expect(asked).toContain('POST /api/learnings/compute');
    });
    role = 'reader';
    given = { ...library, state: 'failed', failure: 'The machine ran out of room.' };
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('What you see is from before.').waitFor();
      await page.getByRole('link', { name: 'Curiosity gap' }).waitFor();
      expect(await page.getByRole('button', { name: 'Compute again' }).count()).toBe(0);
    });
  });

  test('where nothing is settled it says what would be needed', async () => {
    const open = library.answer!.learnings.filter(({ testsNeeded }) => testsNeeded !== null);
    given = { ...library, answer: { ...library.answer!, learnings: open } };
    await withPage('/learnings', wide, async (page) => {
      expect(await answerOf(page)).toBe('Nothing is known yet to move click rate. Three are not settled.');
      await page.getByText('The nearest to an answer is “Emoji”.').waitFor();
      await page
        .getByText('Two tests carry it, and about 90 would settle it')
        .or(page.getByText('2 tests carry it, and about 90'))
        .waitFor();
    });
  });

  test('a learning that is not there leads back', async () => {
    await withPage('/learnings/no-such', wide, async (page) => {
      await page.getByText('No learning. Its tests may have been deleted').waitFor();
      await page.getByRole('link', { name: 'Go to the learnings' }).click();
      await page.waitForURL(/learnings$/);
    });
  });
});
