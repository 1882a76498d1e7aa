import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Draft, Idea, Proposal, Proposals } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, nothingToday, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, type Heard, listen, lookAt, useInterface } from '../../test-browser.ts';

/** What to test next, in a real browser; the other end of the line answers as the contract has it. */

const ana = { kind: 'member', id: anaId, name: 'Ana Visser' } as const;
const draftId = '22222222-2222-4222-8222-222222222222';

const proposal = (place: number, changes: Partial<Proposal> = {}): Proposal => ({
  ...{ id: `learning:${place}`, kind: 'uncertain', title: '“Numeral” present instead of absent' },
  why: '7 tests leave open whether “Numeral” present instead of absent changes “opened”.',
  decision: 'Without the test one would choose present for “Numeral”; the test could show that absent is better.',
  caution: 'The worth counts on the effect being much the same wherever it is used.',
  attributes: [{ id: 'subject.numeral', name: 'Numeral', levels: ['absent', 'present'] }],
  from: [],
  ...{ design: 'two-variations', variations: 2, unitsPerVariation: 12_000, units: 24_000, days: 14 },
  expected: { relative: 0.012, low: -0.031, high: 0.055 },
  ...{ worth: 1840 / place, cost: 150, rate: 12.3 / place, changesMind: 0.31 },
  ...changes,
});

const combined = proposal(1, {
  ...{ id: 'combined:1', kind: 'combined', expected: null, design: 'fraction', variations: 4, unitsPerVariation: 6000 },
  title: 'Test at once: “Question” present instead of absent · “Numeral” present instead of absent',
  why: '3 questions in one test of 4 variations.',
  attributes: ['Question', 'Numeral', 'Tone'].map((name) => ({ id: name, name, levels: ['absent', 'present'] })),
});

const full: Proposals = {
  ...{
    state: 'ready',
    outdated: false,
    proposals: [combined, proposal(2), proposal(3, { kind: 'untested' })],
    more: 4,
  },
  basis: {
    ...{ metric: 'opened', lowerIsBetter: false, baseline: 0.2, unitsPerWeek: 12_000, unitsPerWeekFromTests: true },
    unitsPerWeekOrigin: { from: 'months', months: 7 },
    ...{ measure: 'money', currency: 'EUR', per: 'cost', weekPrice: 40, priorSpread: 0.03 },
  },
  settings: {
    ...{ metric: null, valueOfOne: 0.4, unitsPerWeek: null, weeks: 26, costPerTest: 150, costPerWeek: 0 },
    ...{ mostVariations: 4, reach: 'everywhere', version: 3 },
  },
  saved: { metric: 'opened', unitsPerVariation: 5000, units: 10_000, days: 5.83 },
  ...{ metrics: ['opened', 'donated'], notes: [] },
};
const noTests: Proposals = { ...full, state: 'no-tests', proposals: [], more: 0, metrics: [] };
noTests.basis = { ...full.basis, metric: null };

const draft: Draft = {
  ...{ id: draftId, title: combined.title, design: 'fraction', resolution: 3, attributes: combined.attributes },
  variations: ['A', 'B', 'C', 'D'].map((name) => ({ name, levels: ['absent', 'present', 'present'] })),
  aliases: [{ effect: ['Question'], with: [['Numeral', 'Tone']] }],
  ...{ metric: 'opened', units: 24_000, unitsPerVariation: 6000, days: 14 },
  hypotheses: ['“Question” present instead of absent changes “opened”.'],
  proposal: {
    ...{ id: combined.id, why: combined.why, decision: combined.decision, caution: combined.caution },
    from: [{ kind: 'learning', id: 'question' }],
  },
  columns: { unit: 'unit', variation: 'variation', attributes: ['Question', 'Numeral', 'Tone'] },
  ...{ by: ana, createdAt: '2026-11-20T10:00:00.000Z' },
};

let proposals: Proposals;
let ideas: Idea[];
let sent: { path: string; body: unknown }[];
let role: 'owner' | 'reader';

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
  const { method } = request;
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === `/api/drafts/${draftId}/assignment`) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    sent.push({ path: pathname, body: Buffer.concat(chunks).toString() });
    response.writeHead(200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': "attachment; filename*=UTF-8''own%20ids.csv",
    });
    response.end('unit,variation\r\nann,A\r\nben,B\r\n');
    return;
  }
  if (method !== 'GET') sent.push({ path: pathname, body: await bodyOf(request) });
  if (pathname === '/api/proposals') return answer(response, 200, proposals);
  if (pathname === '/api/proposals/settings') return answer(response, 200, { ...proposals.settings, version: 4 });
  if (pathname === '/api/contradictions/count') return answer(response, 200, { open: 0 });
  if (pathname === '/api/today') return answer(response, 200, nothingToday);
  if (pathname === '/api/ideas' && method === 'POST') {
    const { title, low, high } = sent.at(-1)!.body as Idea;
    const idea = { ...{ id: draftId, attribute: null, reference: null, level: null, worth: null }, title, low, high };
    ideas = [{ ...idea, by: ana, createdAt: '2026-11-20T10:00:00.000Z', version: 1 }];
    return answer(response, 201, ideas[0]);
  }
  if (pathname === '/api/ideas') return answer(response, 200, { ideas });
  if (pathname === '/api/drafts' && method === 'GET') return answer(response, 200, { drafts: [draft] });
  return answer(response, method === 'POST' ? 201 : 200, draft);
}

describe.skipIf(!browserFound)('what to test next', () => {
  const at = useInterface(api);

  beforeEach(() => {
    [proposals, ideas, sent, role] = [structuredClone(full), [], [], 'owner'];
  });

  async function open(
    path: string,
    look: { width: number; scheme: 'light' | 'dark' } = { width: 1440, scheme: 'light' },
  ) {
    const page = await at.browser.newPage({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme });
    const heard = listen(page, at.address);
    await page.goto(at.address + path);
    return { page, heard };
  }
  const quiet = ({ complaints, outside }: Heard) => expect([complaints, outside]).toEqual([[], []]);

  const seen = async (page: Page) => expect(await lookAt(page)).toEqual({ overflow: 0, violations: [] });

  test.each(everyLook)('fits and is readable at $width in $scheme', async (look) => {
    ideas = [
      {
        ...{ id: draftId, title: 'On Sunday', attribute: null, reference: null, level: null, worth: null },
        low: -0.02,
        high: 0.08,
        by: ana,
        createdAt: '2026-11-20T10:00:00.000Z',
        version: 1,
      },
    ];
    const { page, heard } = await open('/learnings/next', look);
    await page.getByText('Test this first').waitFor();
    await page.getByText('On Sunday').waitFor();
    await page.getByText('Decision, size and doubts').first().click();
    await seen(page);
    await page.goto(`${at.address}/drafts/${draftId}`);
    await page.getByText('What cannot be told apart').waitFor();
    await seen(page);
    quiet(heard);
    await page.close();
  });

  test('the first proposal has the gold button, and becomes a draft', async () => {
    const { page } = await open('/learnings/next');
    const buttons = page.getByRole('button', { name: /^Draft this test/ });
    await buttons.first().waitFor();
    expect(await buttons.count()).toBe(3);
    expect(await page.locator('.btn.primary').count()).toBe(1);
    await buttons.nth(1).click();
    await page.waitForURL(`**/drafts/${draftId}`);
    expect(sent).toEqual([{ path: '/api/drafts', body: { proposalId: 'learning:2' } }]);
    await page.close();
  });

  test('an idea is sent as it was typed, in shares; settings keep what is left as it is', async () => {
    const { page } = await open('/learnings/next');
    await page.getByRole('button', { name: 'Add an idea' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Say what the idea is.').waitFor();
    await page.getByLabel('The idea, in a few words').fill('Send on Sunday');
    await page.getByLabel('From').fill('-2');
    await page.getByLabel('to', { exact: true }).fill('8');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Send on Sunday').waitFor();
    expect(sent[0]).toMatchObject({ path: '/api/ideas', body: { title: 'Send on Sunday', low: -0.02, high: 0.08 } });
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByLabel('Weeks a decision counts').fill('13');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => sent.length).toBe(2);
    expect(sent[1]!.body).toMatchObject({ version: 3, weeks: 13, valueOfOne: 0.4, metric: null, unitsPerWeek: null });
    await page.close();
  });

  test('ids that are pasted come back as a file', async () => {
    const { page, heard } = await open(`/drafts/${draftId}`);
    await page.getByLabel('Your own ids, one on each line').fill('ann\nben');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Assign these ids' }).click();
    expect((await download).suggestedFilename()).toBe('own ids.csv');
    expect(sent).toEqual([{ path: `/api/drafts/${draftId}/assignment`, body: 'ann\nben' }]);
    quiet(heard);
    await page.close();
  });

  test('before any test it says what is missing; who only reads sees no buttons', async () => {
    proposals = noTests;
    const { page } = await open('/learnings/next');
    await page.getByRole('link', { name: 'Import a finished test' }).waitFor();
    await seen(page);
    await page.close();
    [proposals, role] = [full, 'reader'];
    const reading = await open('/learnings/next');
    await reading.page.getByText('Test this first').waitFor();
    expect(await reading.page.getByRole('button', { name: /Draft|idea|Settings/ }).count()).toBe(0);
    await reading.page.close();
  });
});
