import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  AnswerOf,
  CodedAttribute,
  CodedVariation,
  Coder,
  listCodes,
  readAgreement,
} from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';

/**
 * Coding in a real browser: a coder that is tried while it is typed, codes by the keyboard, agreement in words, merges.
 * The other end of the line is a loopback server that answers as the contract says.
 */

const ana = { kind: 'member', id: anaId, name: 'Ana Visser' } as const;
const ben = { kind: 'member', id: '00000000-0000-4000-8000-0000000000b2', name: 'Ben Smit' } as const;

const question: Coder = {
  ...{ id: 'question', name: 'Question', explains: 'A question mark ends a sentence, as in “Can you help today?”.' },
  ...{ levels: ['absent', 'present'], kind: 'presence', languages: null, own: null },
  counts: [
    { level: 'absent', variations: 90 },
    { level: 'present', variations: 20 },
  ],
};
const sale: Coder = {
  ...{ ...question, id: 'own-4f1c9a7be2', name: 'Sale words', explains: 'Has one of 2 listed words or phrases.' },
  own: {
    definition: { kind: 'words', words: ['sale', 'last chance'] },
    ...{ version: 3, createdBy: ana, createdAt: '2026-11-20T10:00:00.000Z', changedAt: null },
  },
};
const tone: CodedAttribute = {
  ...{ name: 'tone', from: 'hand', id: 'hand:tone', merged: [] },
  levels: [
    { level: 'calm', variations: 41 },
    { level: 'urgent', variations: 22 },
    { level: 'urgnet', variations: 1 },
  ],
  coders: [
    { by: ana, variations: 60 },
    { by: ben, variations: 24 },
  ],
  suggestions: [{ into: 'urgent', from: [{ level: 'urgnet', variations: 1, because: 'typo' }] }],
};
const offer: CodedAttribute = { ...tone, name: 'offer', from: 'column', id: 'offer', coders: [], suggestions: [] };

const variation = (at: number, text: string): CodedVariation => ({
  experimentId: `00000000-0000-4000-8000-00000000000${at}`,
  ...{ title: `Mailing ${at}`, variation: 'B', texts: [{ column: 'subject', text }] },
  codes: at === 1 ? [{ by: ben, level: 'calm', at: '2026-11-20T10:00:00.000Z' }] : [],
  coders: at === 1 ? [{ column: 'subject', coder: 'question', level: 'present' }] : [],
});
const page: AnswerOf<typeof listCodes> = {
  variations: [
    variation(1, 'Will you help the seals today?'),
    variation(2, 'Last chance to adopt'),
    variation(3, 'Winter letter'),
  ],
  next: null,
  counts: { all: 110, coded: 64, mine: 60, disputed: 3 },
};
const agreement: AnswerOf<typeof readAgreement> = {
  level: 0.95,
  pairs: [
    {
      ...{ one: ana, other: ben, items: 100, agreement: 0.92, expected: 0.9, kappa: 0.2, low: -0.08, high: 0.48 },
      ...{ prevalenceAdjusted: 0.84, mostUsed: { level: 'calm', share: 0.95 } },
    },
  ],
  disagreements: [],
  ...{ disputed: 8, majority: 0, ties: 8 },
};

let role: 'owner' | 'reader' = 'owner';
let sent: { path: string; body: Record<string, unknown> }[] = [];

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  const body = request.method === 'POST' || request.method === 'PATCH' ? await bodyOf(request) : {};
  if (request.method !== 'GET') sent.push({ path: pathname, body });
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === '/api/coders' && request.method === 'POST') return answer(response, 201, sale);
  if (pathname === '/api/coders')
    return answer(response, 200, { coders: [question, sale], countedAt: '2026-11-22T12:00:00.000Z' });
  if (pathname === '/api/coders/try') {
    const { definition, text = '' } = body as { definition?: { pattern?: string }; text?: string };
    if (definition?.pattern === '(') return problem(response, 422, 'wrong-use', 'The pattern “(” cannot be read.');
    const at = text.indexOf('sale');
    const evidence = at < 0 ? [] : [{ from: at, to: at + 4 }];
    return answer(response, 200, {
      text: { text, level: at < 0 ? 'absent' : 'present', evidence },
      workspace: {
        texts: 2,
        levels: [
          { level: 'absent', texts: 1 },
          { level: 'present', texts: 1 },
        ],
        examples: [{ text: 'The sale ends', level: 'present', evidence: [{ from: 4, to: 8 }] }],
      },
    });
  }
  if (pathname === '/api/codes/attributes') return answer(response, 200, { attributes: [tone, offer] });
  if (pathname === '/api/codes/agreement') return answer(response, 200, agreement);
  if (pathname === '/api/codes/merge') return answer(response, 200, { attribute: tone });
  if (pathname === '/api/codes' && request.method === 'POST')
    return answer(response, 200, { changed: (body.codes as unknown[]).length });
  if (pathname === '/api/codes') return answer(response, 200, page);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('coding in a browser', () => {
  const at = useInterface(api);

  afterEach(() => {
    role = 'owner';
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  const withPage = (path: string, look: typeof wide | (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look, meant: /status of 4/ }, run);

  const fine = { overflow: 0, violations: [] };
  const sentTo = (path: string) => sent.filter((one) => one.path === path).map(({ body }) => body);

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    await withPage('/learnings/coding', look, async (shown) => {
      await shown.getByText('Sale words').waitFor();
      expect(await lookAt(shown)).toEqual(fine);
      await shown.getByRole('button', { name: 'Change or try Sale words' }).click();
      await shown.getByLabel('Try it on a sentence').fill('A sale today');
      await shown.getByText('Level: present').first().waitFor();
      expect(await lookAt(shown)).toEqual(fine);
    });
    await withPage('/learnings/coding?attribute=tone', look, async (shown) => {
      await shown.getByText('Winter letter').waitFor();
      await shown.getByText('prevalence trap').waitFor();
      expect(await lookAt(shown)).toEqual(fine);
    });
  });

  test('a coder is tried while it is typed: what it finds is marked, what cannot be read is said', async () => {
    await withPage('/learnings/coding', wide, async (shown) => {
      await shown.getByRole('button', { name: 'Add a coder' }).click();
      await shown.getByLabel('Name').fill('Sales');
      await shown.getByLabel('Words or phrases, one on each line').fill('sale\nlast chance\n');
      await shown.getByLabel('Try it on a sentence').fill('One sale');
      await expect.poll(() => shown.locator('mark.evidence').allTextContents()).toEqual(['sale', 'sale']);
      await shown.getByText('A pattern').click();
      await shown.getByLabel('Pattern', { exact: true }).fill('(');
      await shown.getByText('The pattern “(” cannot be read.').waitFor();
      await shown.getByText('One of these words or phrases').click();
      await shown.getByRole('button', { name: 'Save' }).click();
      await expect
        .poll(() => sentTo('/api/coders'))
        .toEqual([{ name: 'Sales', definition: { kind: 'words', words: ['sale', 'last chance'] } }]);
    });
  });

  test('codes are given by digits and arrows, sent together, and those of others come after one’s own', async () => {
    await withPage('/learnings/coding?attribute=tone', wide, async (shown) => {
      const chips = (row: number) => shown.locator('.code-rows > li').nth(row).locator('.chip');
      expect(await chips(0).allTextContents()).toEqual(['1calm', '2urgent', '3urgnet']);
      expect(await shown.getByText('Ben Smit calm').count()).toBe(0);
      await chips(0).first().focus();
      await shown.keyboard.press('2');
      await shown.getByText('Others: Ben Smit calm').waitFor();
      await shown.keyboard.press('1');
      await shown.keyboard.press('ArrowUp');
      await shown.keyboard.press('0');
      await shown.getByText('All is saved.').waitFor();
      const of = (at: number, level: string | null) => ({
        experimentId: `00000000-0000-4000-8000-00000000000${at}`,
        ...{ variation: 'B', level },
      });
      await expect
        .poll(() => sentTo('/api/codes'))
        .toEqual([{ attribute: 'tone', codes: [of(1, 'urgent'), of(2, null)] }]);
      expect(await chips(0).nth(1).getAttribute('aria-pressed')).toBe('true');
    });
  });

  test('agreement is said in words, with the trap', async () => {
    await withPage('/learnings/coding?attribute=tone', wide, async (shown) => {
      await shown.getByText('Ana Visser and Ben Smit agree on 92 of 100 variations').waitFor();
      await shown.getByText('they agree too little').waitFor();
      await shown.getByText('95 of 100 codes are “calm”').waitFor();
      expect(await shown.getByRole('row', { name: /Ana Visser and Ben Smit/ }).textContent()).toContain(
        '0.20−0.08 to 0.48',
      );
    });
  });

  test('a suggested merge is one press', async () => {
    await withPage('/learnings/coding', wide, async (shown) => {
      await shown.getByRole('button', { name: 'Levels of tone' }).click();
      await shown.getByRole('button', { name: 'Merge “urgnet” into “urgent”' }).click();
      await expect
        .poll(() => sentTo('/api/codes/merge'))
        .toEqual([{ attribute: 'tone', from: 'hand', levels: ['urgnet'], into: 'urgent' }]);
    });
  });

  test('who may only read can look and try', async () => {
    role = 'reader';
    await withPage('/learnings/coding', wide, async (shown) => {
      await shown.getByText('Sale words').waitFor();
      for (const name of ['Add a coder', 'Code something by hand', 'Delete Sale words', 'Levels of tone'])
        expect([name, await shown.getByRole('button', { name }).count()]).toEqual([name, 0]);
      await shown.getByRole('button', { name: 'Change or try Question' }).click();
      await shown.getByText('In 2 texts of your newest tests').waitFor();
    });
    await withPage('/learnings/coding?attribute=tone', wide, async (shown) => {
      await shown.getByText('Others: Ben Smit calm').waitFor();
      expect(await shown.locator('.code-rows .chip').count()).toBe(0);
    });
  });
});
