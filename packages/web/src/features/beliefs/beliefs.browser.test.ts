import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Belief, BeliefState } from '@dandelion-loop/contract';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { answer, bodyOf, problem, sessionOf, workspace } from '../../test-api.ts';
import { browserFound, everyLook, lookAt, useInterface, visit } from '../../test-browser.ts';
import { row } from '../experiments/test-experiment-row.ts';
import { library } from '../learnings/test-learnings.ts';
import { answered, beliefId, beliefs, noScores, revealed, scores, testId } from './test-beliefs.ts';

/** What is believed, in a real browser. The other end of the line is a loopback server that answers as the contract says. */

let held: Belief[] = [];
let given = scores;
let role: 'owner' | 'reader' = 'owner';
let sent: { path: string; body: unknown }[] = [];

/** What a command makes of an assumption. */
function after(belief: Belief, verb: string, body: Record<string, unknown>): Belief {
  if (verb === 'forecast') return answered(belief, body.probability as number);
  if (verb === 'reveal') return revealed(belief);
  if (verb === '') return { ...belief, ...body, version: belief.version + 1 } as Belief;
  const state = body.state as BeliefState;
  const by = { kind: 'member' as const, id: null, name: 'Ana Visser' };
  const evidence = { at: '2026-11-22T12:00:00.000Z', by, reason: String(body.reason) };
  return {
    ...{ ...belief, state, blocked: null, version: belief.version + 1 },
    evidence: { ...evidence, numbers: {}, query: null, experiment: null },
    may: { ...belief.may, answer: false },
  };
}

function listed(query: URLSearchParams): unknown {
  const state = query.get('state');
  const found = held.filter((belief) => state === null || belief.state === state);
  return { total: found.length, beliefs: found, topics: ['headlines', 'letters'] };
}

async function change(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const body = await bodyOf(request);
  sent.push({ path, body });
  if (path === '/api/beliefs/sharing') {
    given = { ...given, sharesScores: body.sharesScores === true };
    return answer(response, 200, { sharesScores: given.sharesScores });
  }
  if (path === '/api/beliefs') {
    const made = { ...beliefs[0]!, ...body, id: beliefId(9) } as Belief;
    held = [made, ...held];
    return answer(response, 201, made);
  }
  const [, , , id, verb = ''] = path.split('/');
  held = held.map((belief) => (belief.id === id ? after(belief, verb, body) : belief));
  const warnings = verb === 'forecast' ? { warnings: [] } : {};
  return answer(response, 200, { ...held.find((belief) => belief.id === id), ...warnings });
}

function api(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL): unknown {
  if (request.method !== 'GET') return change(request, response, pathname);
  if (pathname === '/api/session') return answer(response, 200, sessionOf(role));
  if (pathname === '/api/workspace') return answer(response, 200, workspace);
  if (pathname === '/api/work') return answer(response, 200, { now: '2026-11-22T12:00:00.000Z', work: [] });
  if (pathname === '/api/beliefs/scores') return answer(response, 200, given);
  if (pathname === '/api/beliefs') return answer(response, 200, listed(searchParams));
  if (pathname === '/api/experiments')
    return answer(response, 200, { total: 1, rows: [{ ...row, id: testId, title: 'One child' }] });
  if (pathname === '/api/learnings') return answer(response, 200, library);
  const found = held.find(({ id }) => pathname === `/api/beliefs/${id}`);
  if (found !== undefined) return answer(response, 200, found);
  return problem(response, 404, 'not-found', 'Nothing is at this address.');
}

describe.skipIf(!browserFound)('what is believed in a browser', () => {
  const at = useInterface(api);

  beforeEach(() => {
    held = [...beliefs];
    given = scores;
    role = 'owner';
    sent = [];
  });

  const wide = { width: 1440, scheme: 'light' } as const;

  const withPage = (path: string, look: typeof wide | (typeof everyLook)[number], run: (page: Page) => Promise<void>) =>
    visit({ ...at, path, look }, run);

  const fine = { overflow: 0, violations: [] };
  const rowOf = (page: Page, claim: string) => page.locator('.belief-row', { hasText: claim });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  test.each(everyLook)('at $width px, $scheme', { timeout: 120_000 }, async (look) => {
    await withPage('/beliefs', look, async (page) => {
      await page.getByRole('heading', { name: 'about half the time' }).waitFor();
      expect(await lookAt(page)).toEqual(fine);
      await button(page, 'Write down an assumption').click();
      await page.getByLabel('How will it turn out?').selectOption('metric');
      expect(await lookAt(page)).toEqual(fine);
    });
    await withPage(`/beliefs/${beliefId(1)}`, look, async (page) => expect(await lookAt(page)).toEqual(fine));
    await withPage(`/beliefs/${beliefId(2)}`, look, async (page) => expect(await lookAt(page)).toEqual(fine));
    held = [];
    given = noScores;
    await withPage('/beliefs', look, async (page) => expect(await lookAt(page)).toEqual(fine));
  });

  test('what came of each, and how far off the team was', async () => {
    await withPage('/beliefs', wide, async (page) => {
      expect(await page.locator('.answer').textContent()).toBe(
        '2 assumptions have turned out. We had one of them backwards; 2 assumptions wait for the truth.',
      );
      // (0.49 + 0.36 + 0.5625 + 0.3025) / 4 = 0.42875.
      const untrue = rowOf(page, 'A question in the headline');
      expect(await untrue.locator('.belief-brier').textContent()).toContain('0.43');
      expect(await untrue.locator('svg[role=img]').getAttribute('aria-label')).toBe(
        'You said 70%. Others said 55%, 60%, 75%. The team’s mean is 65%. It turned out not true.',
      );
      expect(await untrue.locator('.gap.far').count()).toBe(1);
      expect(await rowOf(page, 'Numerals').locator('.gap.far').count()).toBe(0);
      expect(await rowOf(page, 'Blue buttons').textContent()).toContain('The test is gone: decide by hand.');
      const hidden = rowOf(page, 'A letter');
      expect(await hidden.textContent()).toContain('Hidden until you answer');
      expect(await hidden.locator('.dot').count()).toBe(0);
      await page.getByLabel('What came of it').selectOption('void');
      await page.waitForURL('**/beliefs?state=void');
      await expect.poll(() => page.locator('.belief-row').count()).toBe(1);
    });
  });

  test('one answers, asks for the others’, and says how it turned out', async () => {
    await withPage(`/beliefs/${beliefId(1)}`, wide, async (page) => {
      const field = page.getByLabel('Probability that it is true', { exact: true });
      await field.fill('100');
      await page.getByText('0% and 100% say that no news').waitFor();
      await field.fill('140');
      await button(page, 'Say so').click();
      await page.getByText('Type a number from 0 to 100.').waitFor();
      expect(sent).toEqual([]);
      await field.fill('70');
      await page.getByText('7 in 10 turn out true').waitFor();
      await button(page, 'Say so').click();
      await page.getByRole('heading', { name: 'You said 70%' }).waitFor();
      await button(page, 'Show what the others said').click();
      await page.getByText('Ben de Wit, analyst').waitFor();
      await button(page, 'Say how it turned out').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Not true').click();
      await dialog.getByRole('button', { name: 'Say how it turned out' }).click();
      await dialog.getByText('Write why').waitFor();
      await dialog.getByLabel('Why').fill('Three letters brought no more.');
      await dialog.getByRole('button', { name: 'Say how it turned out' }).click();
      await page.getByRole('heading', { name: 'How we know' }).waitFor();
      expect(sent.map(({ body }) => body)).toEqual([
        { probability: 0.7 },
        {},
        { version: 1, state: 'false', reason: 'Three letters brought no more.' },
      ]);
    });
  });

  test('an assumption is written down with its rule, and scores are shared', async () => {
    await withPage('/beliefs', wide, async (page) => {
      await page.getByText('Let the others see my scores').click();
      await expect.poll(() => sent).toEqual([{ path: '/api/beliefs/sharing', body: { sharesScores: true } }]);
      await button(page, 'Write down an assumption').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('How will it turn out?').selectOption('metric');
      await dialog.getByRole('button', { name: 'Write it down' }).click();
      await dialog.getByText('Write a number, such as 0.05.').waitFor();
      await dialog.getByLabel('The claim').fill('Short letters win');
      await dialog.getByLabel('Threshold').fill('0.05');
      await dialog.getByLabel('Cost if wrong').fill('1,200');
      await dialog.getByRole('button', { name: 'Write it down' }).click();
      await page.waitForURL(`**/beliefs/${beliefId(9)}`);
      expect(sent[1]?.body).toEqual({
        ...{ claim: 'Short letters win', topic: '', hangsOn: '', costIfWrong: 1200, dueOn: null },
        rule: {
          ...{ by: 'metric', experimentId: null, metric: null, variation: null },
          ...{ measure: 'lift', operator: '>', threshold: 0.05, reading: 'interval' },
        },
      });
    });
  });

  test('what many tests tell is chosen from the learnings', async () => {
    await withPage('/beliefs', wide, async (page) => {
      await button(page, 'Write down an assumption').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('The claim').fill('Questions lose');
      await dialog.getByLabel('How will it turn out?').selectOption('learning');
      await dialog.getByRole('button', { name: 'Write it down' }).click();
      await dialog.getByText('Choose what many tests are to tell.').waitFor();
      await dialog.getByLabel('What many tests are to tell').selectOption('Question, on click rate');
      await dialog.getByLabel('It is true when it').selectOption('lowers');
      await dialog.getByRole('button', { name: 'Write it down' }).click();
      await page.waitForURL(`**/beliefs/${beliefId(9)}`);
      const [{ attribute, level, metric } = {}] = library.answer!.learnings.filter(({ id }) => id === 'question');
      expect(sent[0]?.body).toMatchObject({ rule: { by: 'learning', attribute, level, metric, direction: 'lowers' } });
    });
  });

  test('what is around a claim is changed; once answered, the claim is not', async () => {
    await withPage(`/beliefs/${beliefId(1)}`, wide, async (page) => {
      await button(page, 'Change').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Members have answered').waitFor();
      expect(await dialog.getByLabel('The claim').count()).toBe(0);
      expect(await dialog.getByLabel('Cost if wrong').inputValue()).toBe('12000');
      expect(await lookAt(page)).toEqual(fine);
      await dialog.getByLabel('Topic').fill('mailings');
      await dialog.getByLabel('Cost if wrong').fill('dear');
      await dialog.getByRole('button', { name: 'Change' }).click();
      await dialog.getByText('Write an amount of 0 or more').waitFor();
      await dialog.getByLabel('Cost if wrong').fill('8,500');
      await dialog.getByLabel('Members answer until').fill('2026-12-24');
      await dialog.getByRole('button', { name: 'Change' }).click();
      await page.getByText('Answers until 24 Dec 2026').waitFor();
      await page.getByText('EUR 8,500').waitFor();
      expect(sent).toEqual([
        {
          path: `/api/beliefs/${beliefId(1)}`,
          body: {
            ...{ version: 1, topic: 'mailings', hangsOn: 'The text of the autumn mailing.', costIfWrong: 8500 },
            dueOn: '2026-12-24',
          },
        },
      ]);
    });
  });

  test('an assumption that nobody answered is changed with its claim and rule', async () => {
    held = [{ ...beliefs[0]!, forecasts: { ...beliefs[0]!.forecasts, count: 0 } }];
    await withPage(`/beliefs/${beliefId(1)}`, wide, async (page) => {
      await button(page, 'Change').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('The claim').fill('Letters win');
      expect(await dialog.getByLabel('Threshold').inputValue()).toBe('0.05');
      await dialog.getByLabel('Threshold').fill('0.1');
      await dialog.getByRole('button', { name: 'Change' }).click();
      await page.getByRole('heading', { level: 1, name: 'Letters win' }).waitFor();
      expect(sent[0]?.body).toMatchObject({ claim: 'Letters win', rule: { ...beliefs[0]!.rule, threshold: 0.1 } });
    });
  });

  test.each(everyLook)(
    'scores of the team by topic and role at $width px, $scheme',
    { timeout: 60_000 },
    async (look) => {
      const score = scores.mine!;
      const topics = [
        { ...score, topic: 'headlines', n: 70, shrunkenBrier: 0.244 },
        {
          ...score,
          topic: 'letters',
          n: 3,
          brier: 0.02,
          shrunkenBrier: 0.18,
          discrimination: null,
          shrunkenDiscrimination: 0.55,
        },
      ];
      const roles = [{ ...score, role: 'analyst' as const, shrunkenBrier: null }];
      given = { ...scores, team: { ...score, sentence: 'The team is too sure.' }, topics, roles };
      await withPage('/beliefs', look, async (page) => {
        await page.getByRole('heading', { name: 'about half the time' }).waitFor();
        expect(await page.getByRole('table', { name: 'The team’s topics' }).count()).toBe(0);
        await page.getByText('The team’s', { exact: true }).click();
        await page.getByText('62 of 100 had more given to the first (95% interval 50 to 73)').waitFor();
        const cells = (name: string, row: string) =>
          page.getByRole('table', { name }).getByRole('row', { name: row }).getByRole('cell').allTextContents();
        // Forecasts, Brier, drawn in, told apart; a role alone is not drawn anywhere.
        expect((await cells('The team’s topics', 'letters')).slice(0, 4)).toEqual(['3', '0.02', '0.18', '55']);
        expect((await cells('Roles', 'analyst')).slice(0, 3)).toEqual(['85', '0.25', '62']);
        await page.getByText('Drawn in: moved towards the mean').waitFor();
        expect(await lookAt(page)).toEqual(fine);
      });
    },
  );

  test('the test that will tell is named once it is there', async () => {
    await withPage(`/beliefs/${beliefId(1)}`, wide, async (page) => {
      await button(page, 'Name the test').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Test').fill('child');
      await dialog.getByRole('button', { name: 'One child' }).click();
      await dialog.getByRole('button', { name: 'Name the test' }).click();
      await page.getByRole('link', { name: 'See the test' }).waitFor();
      expect(sent[0]?.body).toEqual({ version: 1, rule: { ...beliefs[0]!.rule, experimentId: testId } });
    });
  });

  test('a reader answers and does not write', async () => {
    role = 'reader';
    held = [];
    given = noScores;
    await withPage('/beliefs', wide, async (page) => {
      await page.getByText('Marketers, analysts and owners can write one down.').waitFor();
      expect(await button(page, 'Write down an assumption').count()).toBe(0);
    });
  });
});
