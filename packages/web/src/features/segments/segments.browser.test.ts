import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerOf, getSegment, listPersonas, listSegmentMembers, listSegments } from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/** Segments and personas in a real browser. The other end of the line is a loopback server that answers as the contract says. */

const answerTo = <Answer>(path: `/api/${string}`) => exampleOf({ method: 'GET', path })!.answer as Answer;
const list = answerTo<AnswerOf<typeof listSegments>>('/api/segments');
const one = answerTo<AnswerOf<typeof getSegment>>('/api/segments/:id');
const members = answerTo<AnswerOf<typeof listSegmentMembers>>('/api/segments/:id/members');
const example = answerTo<AnswerOf<typeof listPersonas>>('/api/personas');
const claim = 'None of the 18,200 customers we may profile fits “Pia”.';
const personas = { ...example, contradicted: [{ id: 'x', kind: 'nobody', persona: null, sentence: claim }] };
const nobody = { of: 0, none: 0, share: null, sentence: 'There is no customer yet whom we may profile.' };

let state: 'full' | 'empty' = 'full';
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

const fixed: Record<string, unknown> = {
  '/api/session': sessionOf('owner'),
  '/api/workspace': workspace,
  '/api/work': { now: '2027-05-25T12:00:00.000Z', work: [] },
  '/api/contradictions/count': { open: 0 },
  '/api/people': { people: [{ id: anaId, name: 'Ana Visser', role: 'owner', left: false }] },
};

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  const { method = 'GET' } = request;
  if (fixed[pathname] !== undefined) return answer(response, 200, fixed[pathname]);
  if (method !== 'GET') sent.push({ method, path: pathname, body: await bodyOf(request) });
  if (pathname === '/api/segments/count') {
    return answer(response, 200, exampleOf({ method: 'POST', path: pathname })!.answer);
  }
  if (pathname === '/api/segments' && method === 'GET') {
    return answer(response, 200, state === 'empty' ? { segments: [] } : list);
  }
  if (pathname === '/api/segments') return answer(response, 201, list.segments[0]);
  if (pathname.endsWith('/members')) return answer(response, 200, members);
  if (pathname.startsWith('/api/segments/')) return answer(response, 200, one);
  if (pathname === '/api/personas' && method === 'GET') {
    const none = { personas: [], coverage: nobody, overlaps: [], contradicted: [] };
    return answer(response, 200, state === 'empty' ? none : personas);
  }
  if (pathname.startsWith('/api/personas')) return answer(response, 201, example.personas[0]);
  return problem(response, 404, 'not-found', 'There is no such thing.');
}

describe.skipIf(!browserFound)('segments and personas in a browser', () => {
  const at = useInterface(api);
  afterEach(() => {
    state = 'full';
    sent = [];
  });
  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };

  test.each(everyLook)('at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    await withPage('/segments', look, async (page) => {
      await page.getByText('1 segment is kept').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Add a segment' }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/segments/${one.segment.id}`, look, async (page) => {
      await page.getByText('Sanne de Wit').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/personas', look, async (page) => {
      await page.getByText(claim).waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Add a persona' }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('a segment is made of conditions, and counted while it is', { timeout: 120_000 }, async () => {
    await withPage('/segments', wide, async (page) => {
      await page.getByRole('button', { name: 'Add a segment' }).click();
      await page.getByText('Fill in every condition').first().waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Silent');
      const first = page.getByRole('group', { name: 'Condition 1', exact: true });
      await first.getByLabel('Event').fill('Ordered');
      await page.getByRole('button', { name: 'Add a condition' }).click();
      const second = page.getByRole('group', { name: 'Condition 2', exact: true });
      await second.getByLabel('Condition').selectOption('known');
      await second.getByLabel('Not').press('Space');
      await page.getByRole('form', { name: 'Add a segment' }).getByText('1,240 of 18,200 customers').waitFor();
      await page.getByRole('button', { name: 'Save the segment' }).click();
      await page.getByText('The segment is saved').waitFor();
    });
    const ordered = { kind: 'event', name: 'Ordered', op: 'at-least', times: 1, where: [] };
    const tree = {
      kind: 'all',
      of: [
        { ...ordered, period: { kind: 'last', days: 90 } },
        { kind: 'not', of: { kind: 'known', known: true } },
      ],
    };
    expect(sent.filter(({ path }) => path === '/api/segments')).toMatchObject([{ body: { name: 'Silent', tree } }]);
    expect(sent.filter(({ path }) => path === '/api/segments/count').at(-1)!.body).toEqual({ tree });
  });

  test('an author says what holds of them', { timeout: 120_000 }, async () => {
    await withPage('/personas', wide, async (page) => {
      await page.getByText('Does it hold of you?').click();
      await page.getByLabel('Silent').selectOption('no');
      await page.getByRole('button', { name: 'Keep my answers' }).click();
      await page.getByText('Your answers are kept').waitFor();
    });
    const [known, silent] = example.personas[0]!.traits;
    expect(sent[0]!.body).toEqual({ answers: { [known!.id]: 'yes', [silent!.id]: 'no' } });
  });

  test('nothing there is said', { timeout: 120_000 }, async () => {
    state = 'empty';
    await withPage('/segments', wide, async (page) => {
      await page.getByText('A segment is a sentence that can be counted.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/personas', wide, async (page) => {
      await page.getByText('A persona that cannot fail says nothing.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });
});
