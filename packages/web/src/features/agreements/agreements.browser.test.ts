import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { anaId, answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { charity, wholeOf } from '../plan/test-plan.ts';
import {
  around,
  followUp,
  noConstraints,
  ofBet,
  packs,
  people,
  principle,
  principles,
  runs,
  workflows,
} from './test-agreements.ts';

/** What was agreed, in a real browser. The other end of the line is a loopback server that answers as the contract says. */

let constraints: typeof around | null = around;
let empty = false;
let kept = principle;
let role: 'owner' | 'reader' = 'owner';
const whole = wholeOf(charity, '2027-05-25');
const bet = whole.bets[1]!;
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

const fixed: Record<string, unknown> = {
  '/api/workspace': workspace,
  '/api/work': { now: '2027-05-25T12:00:00.000Z', work: [] },
  '/api/contradictions/count': { open: 0 },
  '/api/people': { people },
  '/api/rituals': { rituals: [] },
  '/api/workflows/packs': packs,
  '/api/plan': whole,
  [`/api/bets/${bet.id}`]: bet,
  [`/api/bets/${bet.id}/numbers`]: { total: 0, numbers: [] },
  [`/api/bets/${bet.id}/comments`]: { comments: [], earlier: 0 },
};

async function api(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<unknown> {
  const { method = 'GET' } = request;
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (fixed[pathname] !== undefined) return answer(response, 200, fixed[pathname]);
  if (method !== 'GET') sent.push({ method, path: pathname, body: await bodyOf(request) });
  if (pathname === '/api/workflows' && method === 'GET')
    return answer(response, 200, empty ? { workflows: [] } : workflows);
  if (pathname === '/api/workflow-runs') return answer(response, 200, empty ? { total: 0, runs: [] } : runs);
  if (pathname.startsWith('/api/workflows'))
    return answer(response, method === 'POST' ? 201 : 200, workflows.workflows[0]);
  if (pathname.startsWith('/api/follow-ups/')) return answer(response, 200, followUp);
  if (pathname === '/api/principles' && method === 'GET')
    return answer(response, 200, empty ? { principles: [] } : principles);
  if (pathname === '/api/principles') return answer(response, 201, principle.principle);
  if (pathname.startsWith('/api/principles/')) {
    if (method !== 'GET' && sent.at(-1)?.body.version !== kept.principle.version)
      return problem(response, 409, 'conflict', 'This principle was changed meanwhile.');
    return answer(response, 200, method === 'GET' ? kept : kept.principle);
  }
  if (pathname === `/api/bets/${bet.id}/principles`)
    return answer(response, 200, method === 'GET' ? ofBet : ofBet.stands[0]);
  if (pathname === '/api/constraints' && constraints !== null) return answer(response, 200, constraints);
  if (pathname.endsWith('/constraints') && method === 'POST') return answer(response, 201, around.constraints[0]);
  if (pathname.startsWith('/api/constraints/')) return answer(response, 200, around.constraints[0]);
  return problem(response, 404, 'not-found', 'There is no plan yet.');
}

describe.skipIf(!browserFound)('agreements in a browser', () => {
  const at = useInterface(api);

  afterEach(() => {
    constraints = around;
    empty = false;
    kept = principle;
    role = 'owner';
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;
  const withPage = (path: string, look: (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);
  const fine = { overflow: 0, violations: [] };

  test.each(everyLook)('at $width px, $scheme', { timeout: 180_000 }, async (look) => {
    await withPage('/plan/constraints', look, async (page) => {
      await page.getByText('The newsletter wears out.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Add what stands between' }).first().click();
      await page.getByLabel('Who watches').selectOption('bet');
      expect(await lookAt(page)).toEqual(fine);
    });
    constraints = noConstraints;
    await withPage('/plan/constraints', look, async (page) => {
      await page.getByRole('button', { name: 'Work back from here' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    constraints = null;
    await withPage('/plan/constraints', look, async (page) => {
      await page.getByText('There is no plan yet.').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    constraints = around;
    await withPage('/rhythm/workflows', look, async (page) => {
      await page.getByText('Tell those who answer customers').waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await page.getByRole('button', { name: 'Write one of your own' }).click();
      await page.getByLabel('When does it begin?').selectOption('bet-decided');
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan/principles', look, async (page) => {
      await page.getByRole('button', { name: 'Add a principle' }).click();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/plan/principles/${principle.principle.id}`, look, async (page) => {
      await page.getByRole('table').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/plan/bets/${bet.id}`, look, async (page) => {
      await page.getByText('It breaks 1 of 1 principle').waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    empty = true;
    await withPage('/rhythm/workflows', look, async (page) => {
      await page.getByRole('button', { name: 'Take it: Launch checklist' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage('/plan/principles', look, async (page) => {
      await page.getByRole('button', { name: 'Say the first one' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
    });
  });

  test('a checklist is taken, written, ticked off and given to somebody else', async () => {
    empty = true;
    await withPage('/rhythm/workflows', wide, async (page) => {
      await page.getByRole('button', { name: 'Take it: Launch checklist' }).click();
      await page.getByText('It waits now.').waitFor();
      expect(sent.at(-1)?.body).toEqual({ pack: 'launch' });
      await page.getByRole('button', { name: 'Write one of your own' }).click();
      await page.getByLabel('Name').fill('After a loss');
      await page.getByLabel('When does it begin?').selectOption('bet-decided');
      await page.getByLabel('failed').check();
      await page.getByLabel('Step 1', { exact: true }).fill('Write it down');
      await page.getByRole('button', { name: 'Add a step' }).click();
      await page.getByLabel('Step 2', { exact: true }).fill('Thank them');
      await page.getByLabel('Who does step 2?').selectOption('lead');
      await page.getByRole('button', { name: 'Move step 2 up' }).click();
      await page.getByRole('button', { name: 'Save the workflow' }).click();
      await page.getByText('Saved.').waitFor();
      const days = { days: 1, workingDays: true };
      expect(sent.at(-1)?.body).toEqual({
        ...{ name: 'After a loss', purpose: '', trigger: 'bet-decided', verdicts: ['failed'], ritualId: null },
        steps: [
          { what: 'Thank them', owner: { kind: 'lead' }, ...days },
          { what: 'Write it down', owner: { kind: 'bet-owner' }, ...days },
        ],
      });
    });
    empty = false;
    await withPage('/rhythm/workflows', wide, async (page) => {
      expect(await page.locator('.answer mark').textContent()).toBe('1 task is over its day');
      await page.getByRole('button', { name: 'Done: Tell those who answer customers' }).click();
      await page.getByText('It is ended.').waitFor();
      expect(sent.at(-1)?.body).toEqual({ version: 1, state: 'done' });
      await page.getByRole('button', { name: 'Change: Tell those who answer customers' }).click();
      await page.getByRole('menuitem', { name: 'Give it to somebody' }).click();
      await page.getByLabel('Who does it?').selectOption(anaId);
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await page.getByText('Saved.').waitFor();
      expect(sent.at(-1)?.body).toMatchObject({ version: 1, ownerId: anaId, dueOn: '2026-05-13' });
    });
    role = 'reader';
    await withPage('/rhythm/workflows', wide, async (page) => {
      await page.getByText('Tell those who answer customers').waitFor();
      expect(await page.getByRole('button', { name: /^(Start now|Write one|Take)/ }).count()).toBe(0);
    });
  });

  test('what somebody else changes while a form is open is told, not overwritten', async () => {
    const { principle: before } = principle;
    const meant = /status of (404|409)/;
    await visit({ ...at, path: `/plan/principles/${before.id}`, look: wide, meant }, async (page) => {
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await page.getByLabel('Why').fill('It saves money.');
      kept = { ...principle, principle: { ...before, version: before.version + 1, sentence: 'Tom was faster.' } };
      // What was read is old by now, and is read again as one comes back to the tab.
      await page.clock.setFixedTime(Date.now() + 60_000);
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
      await page.getByText('Tom was faster.').waitFor();
      await page.getByRole('button', { name: 'Save the principle' }).click();
      await page.getByText('This principle was changed meanwhile.').waitFor();
      expect(sent.at(-1)?.body).toMatchObject({ version: before.version, why: 'It saves money.' });
    });
  });

  test('a bet says what it breaks, and why', async () => {
    await withPage(`/plan/bets/${bet.id}`, wide, async (page) => {
      await page.getByRole('button', { name: /^Breaks it: No bet starts/ }).click();
      const confirm = page.getByRole('dialog').getByRole('button', { name: 'Breaks it' });
      expect(await confirm.getAttribute('aria-disabled')).toBe('true');
      await page.getByLabel('Why does it break it?').fill('It is a trial.');
      await confirm.click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(sent.at(-1)?.body).toEqual({
        ...{ principleId: ofBet.open[0]!.id, stand: 'breaks', reason: 'It is a trial.' },
      });
    });
  });

  test('a sign is agreed on, said to be seen, and watched again', async () => {
    await withPage('/plan/constraints', wide, async (page) => {
      expect(await page.locator('.answer mark').textContent()).toBe('One sign was seen');
      await page.getByRole('button', { name: 'Add what stands between' }).first().click();
      await page.getByLabel('What is likely to get in the way?').fill('Paper runs out');
      await page.getByLabel('Who watches').selectOption('outcome');
      await page.getByLabel('The agreed response').fill('Order abroad');
      await page.getByRole('button', { name: 'Agree on it' }).click();
      await page.getByText('Something is missing above.').waitFor();
      await page.getByLabel('Limit').fill('220');
      await page.getByLabel('For so many days').fill('14');
      await page.getByRole('button', { name: 'Agree on it' }).click();
      await page.getByText('Saved.').waitFor();
      expect(sent.at(-1)).toMatchObject({
        path: `/api/plans/${around.plan.id}/constraints`,
        body: {
          ...{ outcomeId: around.outcomes[0]!.id, what: 'Paper runs out', ownerId: anaId, withinDays: 5 },
          watch: { on: 'outcome', is: 'below', limit: 220, forDays: 14, from: null, until: null },
        },
      });
      await page.getByRole('button', { name: /^I saw the sign of/ }).click();
      await page.getByLabel('What did you see?').fill('They said so.');
      await page.getByRole('button', { name: 'I saw the sign', exact: true }).click();
      await page.getByText('The response is a task now.').waitFor();
      expect(sent.at(-1)?.body).toEqual({ version: 1, because: 'They said so.' });
      await page.getByRole('button', { name: 'Watch again' }).first().click();
      await page.getByText('It is watched again. Numbers given before').waitFor();
      expect(sent.at(-1)).toMatchObject({ path: `/api/constraints/${around.constraints[1]!.id}/watch` });
    });
    role = 'reader';
    await withPage('/plan/constraints', wide, async (page) => {
      await page.getByText('The newsletter wears out.').waitFor();
      expect(await page.getByRole('button', { name: /saw the sign|Add what/ }).count()).toBe(0);
    });
  });
});
