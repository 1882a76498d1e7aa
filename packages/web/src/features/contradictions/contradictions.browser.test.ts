import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Belief, ContradictionNotice, NotedLearning, StoredTie } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { library } from '../learnings/test-learnings.ts';
import { claimed, claimId, imports, noContradictions, surprises } from './test-contradictions.ts';

/**
 * What contradicts each other in a real browser: from a notice to a draft, its dismissal with a reason, what a claim is about, and
 * what surprised. The other end of the line is a loopback server that answers as the contract says.
 */

const ana = { kind: 'member', id: anaId, name: 'Ana Visser' } as const;
const draftId = '00000000-0000-4000-8000-000000000072';
const note: NotedLearning = {
  ...{ id: '00000000-0000-4000-8000-000000000041', sentence: 'Question marks lose clicks.', restsOn: '', topic: '' },
  ...{ createdBy: ana, createdAt: '2026-11-20T10:00:00.000Z', changedAt: null, confirmedBy: [], version: 1 },
};
const belief: Belief = {
  ...{ id: claimId, claim: 'Questions sell.', topic: '', hangsOn: '', costIfWrong: 900, rule: { by: 'hand' } },
  ...{ dueOn: null, state: 'open', blocked: null, evidence: null, by: ana, createdAt: note.createdAt, version: 1 },
  forecasts: { count: 0, mine: null, revealed: false, others: null, mean: null },
  may: { answer: false, reveal: false, change: true, resolve: true, delete: false },
};

let open: ContradictionNotice[];
let dismissed: ContradictionNotice[];
let ties: StoredTie[];
let role: 'owner' | 'reader';
let sent: { at: string; body: unknown }[];

async function api(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL) {
  const { method = 'GET' } = request;
  const body = method === 'GET' ? null : await bodyOf(request).catch(() => null);
  if (method !== 'GET') sent.push({ at: `${method} ${pathname}`, body });
  const given: Record<string, unknown> = {
    '/api/session': sessionOf(role),
    '/api/workspace': workspace,
    '/api/work': { now: '2026-11-22T12:00:00.000Z', work: [] },
    '/api/learnings': library,
    '/api/learnings/notes': { notes: [note] },
    '/api/contradictions/count': { open: open.length },
    '/api/surprises': surprises,
    [`/api/beliefs/${claimId}`]: belief,
    [`/api/drafts/${draftId}`]: draft,
    '/api/ties': { ties },
  };
  if (pathname === '/api/contradictions') {
    const [listed, others] = searchParams.get('state') === 'dismissed' ? [dismissed, open] : [open, dismissed];
    const untied = { beliefs: 1, notes: ties.length === 0 ? 1 : 0 };
    return answer(response, 200, { ...noContradictions, contradictions: listed, others: others.length, untied });
  }
  if (pathname === `/api/contradictions/${claimed.id}/draft`) return answer(response, 201, draft);
  if (pathname === `/api/contradictions/${imports.id}/dismissal` && method === 'POST') {
    const { reason } = body as { reason: string };
    dismissed = [{ ...imports, dismissed: { by: ana, at: note.createdAt, reason } }];
    open = [claimed];
    return answer(response, 200, dismissed[0]);
  }
  if (pathname === `/api/contradictions/${imports.id}/dismissal`) {
    [open, dismissed] = [[claimed, imports], []];
    return answer(response, 200, imports);
  }
  if (pathname === `/api/ties/note/${note.id}`) {
    ties = [{ ...(body as StoredTie), of: { kind: 'note', id: note.id }, byRule: false }];
    return answer(response, 200, ties[0]);
  }
  if (pathname in given) return answer(response, 200, given[pathname]);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

const draft = {
  ...{ id: draftId, title: '“Question” present instead of absent', design: 'two-variations', resolution: null },
  attributes: [{ id: 'headline.question', name: 'Question', levels: ['absent', 'present'] }],
  variations: ['A', 'B'].map((name, at) => ({ name, levels: [['absent', 'present'][at]] })),
  ...{ aliases: [], metric: 'clicks', units: 18_240, unitsPerVariation: 9120, days: 11, hypotheses: ['It changes.'] },
  proposal: {
    ...{ id: `contradiction:${claimed.id}`, why: claimed.sentence, decision: claimed.costSentence, caution: 'So.' },
    from: [
      { kind: 'learning', id: 'question' },
      { kind: 'assumption', id: claimId },
    ],
  },
  columns: { unit: 'unit', variation: 'variation', attributes: ['headline.question'] },
  ...{ by: ana, createdAt: note.createdAt },
};

describe.skipIf(!browserFound)('what contradicts each other', () => {
  const at = useInterface(api);
  beforeEach(() => {
    [open, dismissed, ties, role, sent] = [[claimed, imports], [], [], 'owner', []];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };
  const section = (page: Page) => page.locator('#contradictions');

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    await withPage('/learnings', look, async (page) => {
      await section(page).getByText('Letters <b>').first().waitFor();
      await page.getByRole('heading', { name: '2 things surprised most' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await section(page)
        .getByRole('button', { name: /^Dismiss/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/beliefs/${claimId}`, look, async (page) => {
      await page.getByRole('heading', { name: 'What is known stands against this' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('a notice says what is against what, how far, what it costs, and becomes a draft with one press', async () => {
    await withPage('/learnings', wide, async (page) => {
      const first = section(page).locator('.contradiction').first();
      await first.waitFor();
      expect(await first.locator('.plot-row').allInnerTexts()).toEqual([
        expect.stringMatching(/Questions sell\.[\s\S]*claimed: above 0/),
        expect.stringMatching(/All tests together[\s\S]*34 tests[\s\S]*−6\.5%/),
      ]);
      expect(await first.locator('dd').allInnerTexts()).toEqual([
        '6.5 points (2.9 to 9.9)',
        '€900 if it is wrong, as its author said.',
        'A test of 18,240 units in two variations would tell: 11 days, for €150.',
      ]);
      // Where none would tell, there is nothing to draft.
      expect(
        await section(page)
          .getByRole('button', { name: /^Draft this test/ })
          .count(),
      ).toBe(1);
      expect(await page.locator('.nav-count').textContent()).toContain('2');
      await first.getByRole('button', { name: /^Draft this test/ }).click();
      await page.getByRole('heading', { name: 'Two variations' }).waitFor();
      expect(sent.map(({ at }) => at)).toEqual([`POST /api/contradictions/${claimed.id}/draft`]);
      await page.getByRole('link', { name: 'the assumption' }).click();
      await page.waitForURL(`**/beliefs/${claimId}`);
    });
  });

  test('is dismissed with a reason only, is seen among the dismissed, and taken back', async () => {
    await withPage('/learnings', wide, async (page) => {
      await section(page).getByText('Dismissed before (“Other people.”)').waitFor();
      await section(page)
        .getByRole('button', { name: /^Dismiss: In the import/ })
        .click();
      const dialog = page.getByRole('dialog', { name: 'Dismiss this contradiction' });
      await dialog.getByRole('button', { name: 'Dismiss' }).click();
      await dialog.getByText('Say why.').waitFor();
      await dialog.getByLabel('Why it is none').fill('They are other people.');
      await dialog.getByRole('button', { name: 'Dismiss' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(sent).toEqual([
        { at: `POST /api/contradictions/${imports.id}/dismissal`, body: { reason: 'They are other people.' } },
      ]);
      await section(page).getByRole('button', { name: 'Show 1 dismissed one' }).click();
      await section(page).getByText('“They are other people.”').waitFor();
      await section(page)
        .getByRole('button', { name: /^Take back/ })
        .click();
      await section(page).getByRole('heading', { name: 'None is dismissed' }).waitFor();
      await section(page).getByRole('button', { name: 'Show the open ones' }).click();
      await section(page).getByRole('heading', { name: '2 contradictions, and what would tell' }).waitFor();
    });
  });

  test('a written learning is tied to a computed one, which its words suggest', async () => {
    await withPage('/learnings', wide, async (page) => {
      await page.getByText('1 assumption and 1 written learning are not tied').waitFor();
      await page.getByRole('button', { name: 'Say what it is about: Question marks lose clicks.' }).click();
      const dialog = page.getByRole('dialog', { name: 'What is this about?' });
      expect(await dialog.getByLabel('It speaks of').locator('option:checked').textContent()).toContain('“Question”');
      expect(await dialog.getByLabel('And says that this').inputValue()).toBe('lowers');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.locator('.tie', { hasText: '“Question” present instead of absent lowers “click rate”.' }).waitFor();
      expect(sent[0]).toMatchObject({
        at: `POST /api/ties/note/${note.id}`,
        body: { direction: 'lowers', level: 'present' },
      });
    });
  });

  test('a reader reads', async () => {
    role = 'reader';
    await withPage('/learnings', wide, async (page) => {
      await section(page).getByText('Letters <b>').first().waitFor();
      expect(await page.getByRole('button', { name: /Draft this|Dismiss|Say what/ }).count()).toBe(0);
    });
  });
});
