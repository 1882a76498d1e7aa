import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { accessibilityFaults, found, launch } from './test-browser.ts';

/**
 * What made the difference, on the page of an experiment: the real server, a full and a half factorial test.
 * Expected figures: numpy 2 from the counts below, cell averages with Wald intervals for effects, parts of the funnel averaged over
 * all orders of changing the factors with a numeric delta method.
 */

const sent = [400, 380, 420, 410, 390, 400, 405, 395];
const visited = [120, 118, 150, 150, 170, 172, 140, 141];
const bought = [40, 44, 60, 58, 82, 85, 50, 52];
const places = ['calm', 'urgent'].flatMap((tone) =>
  ['no', 'yes'].flatMap((emoji) => ['long', 'short'].map((length) => [tone, emoji, length] as const)),
);

/** A person a row: 2 × 2 × 2 combinations of unequal size, who visited, who bought, and for how much. */
const whole = `version,tone,emoji,length,visited,bought,spend\n${places
  .flatMap((levels, i) =>
    Array.from({ length: sent[i]! }, (_, k) => {
      const buys = k < bought[i]!;
      const spend = buys ? 10 + 5 * (k % 5) + (levels[2] === 'short' ? 3 : 0) : 0;
      return [`v${i}`, ...levels, Number(k < visited[i]!), Number(buys), spend].join(',');
    }),
  )
  .join('\n')}\n`;

/** Half of the combinations, in totals. */
const half = `version,tone,emoji,length,sent,clicked\n${[
  [1, 4000, 440],
  [2, 3980, 600],
  [4, 4020, 820],
  [7, 3990, 520],
]
  .map(([i, n, clicks]) => [`v${i}`, ...places[i!]!, n, clicks].join(','))
  .join('\n')}\n`;

const metric = (name: string, kind: string, denominator: string | null = null) => ({
  ...{ name, kind, numerator: name === 'clicks' ? 'clicked' : name, denominator, lowerIsBetter: false },
  ...{ practical: { value: 0.01, relative: true }, covariate: null },
});

let server: TestServer;
let browser: Browser;

async function ask(path: string, body?: unknown): Promise<{ id: string; experimentId: string | null }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await server.ask(
    path,
    body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  return (await answer.json()) as { id: string; experimentId: string | null };
}

/** Answers with the path of the page of the test. */
async function imported(name: string, text: string, choices: object): Promise<string> {
  const sentFile = await server.ask(`/api/uploads?name=${name}`, { method: 'POST', body: text });
  const { id: uploadId } = (await sentFile.json()) as { id: string };
  const attributes = ['tone', 'emoji', 'length'];
  const asked = { variation: 'version', attributes, ...choices };
  const { id } = await ask('/api/imports', { source: 'file', name, uploadId, choices: asked });
  for (;;) {
    const { experimentId } = await ask(`/api/imports/${id}`);
    if (experimentId) return `/experiments/${experimentId}`;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const looks = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

async function open(path: string, { width, colorScheme }: (typeof looks)[number]): Promise<[BrowserContext, Page]> {
  const [name, value] = server.cookie().split(/=(.*)/s);
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  await context.addCookies([{ name: name!, value: value!.split(';')[0]!, url: server.url }]);
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.getByText('made a difference to').first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  return [context, page];
}

const why = (page: Page): Locator => page.locator('section.section', { hasText: 'made a difference to' });
const number = (text: string): number => Number(text.replace('−', '-').replace(/[%+]/g, ''));

const rowsOf = async (plot: Locator): Promise<string[]> =>
  (await plot.locator('.plot-row').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

/** Reads a value off a picture, from where its ticks stand. */
async function readOff(ticks: Locator, axis: 'x' | 'y', at: string): Promise<number> {
  const [low, high] = await ticks.evaluateAll(
    (all, name) =>
      [all[0]!, all.at(-1)!].map((tick) => ({ at: tick.getAttribute(name)!, text: tick.textContent ?? '' })),
    axis,
  );
  const [from, to] = [number(low!.at), number(high!.at)];
  const [least, most] = [number(low!.text), number(high!.text)];
  return least + ((number(at) - from) / (to - from)) * (most - least);
}

describe.skipIf(!found)('what made the difference, on a page', () => {
  let full: string;
  let fraction: string;

  beforeAll(async () => {
    server = await startTestServer();
    await server.signIn();
    browser = await launch();
    const metrics = [metric('visited', 'proportion'), metric('bought', 'proportion'), metric('spend', 'mean')];
    full = await imported('full.csv', whole, { control: 'v0', metrics });
    fraction = await imported('half.csv', half, { metrics: [metric('clicks', 'proportion', 'sent')] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('says and draws the effects of a full factorial test, and how they go together', { timeout: 90_000 }, async () => {
    const [context, page] = await open(full, looks[0]);
    const section = why(page);
    expect(await section.locator('h2').textContent()).toBe('“tone” made a difference to visited.');
    await section.getByText('Every combination of the levels was tried (8 of 8').waitFor();
    const effects = section.getByRole('figure', { name: 'Effects on visited' });
    const rows = await rowsOf(effects);
    expect(rows).toEqual([
      'tone: urgent +5.9 +2.6 to +9.2 Better',
      'emoji: yes −1.3 −4.6 to +2.0 Inconclusive',
      'length: short +0.6 −2.7 to +3.9 Inconclusive',
      'tone urgent × emoji yes −13.8 −20.4 to −7.2 Less together',
      'emoji yes × length short +0.8 −5.9 to +7.4 Inconclusive',
      'tone urgent × length short −0.7 −7.3 to +5.9 Inconclusive',
    ]);
    const dots = effects.locator('.plot-row circle.d');
    for (const [i, expected] of [5.875391, -1.269655, 0.615567, -13.78633].entries()) {
      const at = (await dots.nth(i).getAttribute('cx'))!;
      expect(await readOff(effects.locator('.axis text'), 'x', at)).toBeCloseTo(expected, 1);
    }
    const crossing = section.locator('figure.crossing').first();
    expect(await crossing.getAttribute('aria-label')).toMatch(
      /^visited by tone and emoji: they depend on each other, p\s<\s0\.001$/,
    );
    // Means of calm without and with emoji, then of urgent.
    const means = [30.526316, 36.149826, 43.294872, 35.132052];
    for (const [i, expected] of means.entries()) {
      const at = (await crossing.locator('circle').nth(i).getAttribute('cy'))!;
      const drawn = await readOff(crossing.locator('text[text-anchor="end"]'), 'y', at);
      expect(drawn).toBeCloseTo(expected, 1);
    }
    // The same for whoever does not see it.
    const cells = await crossing.locator('table td').allTextContents();
    expect(cells).toEqual([
      '30.5% (27.3% to 33.8%)',
      '36.1% (32.9% to 39.4%)',
      '43.3% (39.8% to 46.8%)',
      '35.1% (31.8% to 38.4%)',
    ]);
    await section.getByText('tone: urgent: how it could be wrong').waitFor();
    await section
      .locator('aside')
      .getByText('It is an average: it is not the same for all levels of “emoji”.')
      .first()
      .waitFor();
    await context.close();
  });

  it('draws where along the steps the difference arose, the clearest first', { timeout: 90_000 }, async () => {
    const [context, page] = await open(full, looks[0]);
    const steps = why(page).getByRole('figure', { name: 'Where along the steps the difference arose' });
    const [first] = await steps.all();
    const rows = await rowsOf(first!);
    // v5 against v0: visited 172 of 400 against 120 of 400, bought 85 against 40.
    expect(rows).toEqual([
      'visited +1.16 +0.55 to +1.78 Better',
      'bought +1.27 +0.37 to +2.17 Better',
      'spend of each +0.46 +0.04 to +0.88 Better',
      'all of it +2.89 +1.73 to +4.05 Better',
    ]);
    const bars = await first!
      .locator('rect.w')
      .evaluateAll((all) => all.map((bar) => ['x', 'width'].map((name) => Number.parseFloat(bar.getAttribute(name)!))));
    expect(bars).toHaveLength(4);
    // Each begins where the one before ended, and all of it at zero again.
    for (const i of [1, 2]) expect(bars[i]![0]).toBeCloseTo(bars[i - 1]![0]! + bars[i - 1]![1]!, 1);
    expect(bars[3]![0]).toBeCloseTo(bars[0]![0]!, 1);
    expect(await steps.count()).toBe(2);
    await context.close();
  });

  it('lists what half of the combinations cannot tell apart before their effects', { timeout: 90_000 }, async () => {
    const [context, page] = await open(fraction, looks[0]);
    const section = why(page);
    expect(await section.locator('h2').textContent()).toBe(
      '“tone”, “emoji” and “length”, or what goes along with that, made a difference to clicks.',
    );
    const table = section.getByRole('table', { name: 'What cannot be told apart in these variations' });
    expect(await table.locator('tbody tr').allTextContents()).toEqual([
      '“tone”“emoji” × “length”',
      '“emoji”“tone” × “length”',
      '“length”“tone” × “emoji”',
      '“tone” × “emoji”“length”',
      '“tone” × “length”“emoji”',
      '“emoji” × “length”“tone”',
    ]);
    const effects = section.getByRole('figure', { name: 'Effects on clicks' });
    const [tableBox, effectsBox] = [await table.boundingBox(), await effects.boundingBox()];
    expect(tableBox!.y).toBeLessThan(effectsBox!.y);
    const rows = await rowsOf(effects);
    expect(rows).toEqual([
      'tone: urgent +3.7 +2.6 to +4.8 Better',
      'emoji: yes −1.6 −2.7 to −0.5 Worse',
      'length: short −5.7 −6.8 to −4.6 Worse',
    ]);
    expect(await section.locator('figure.crossing').count()).toBe(0);
    await section.locator('aside').getByText('It cannot be told apart from “emoji” × “length”').first().waitFor();
    await context.close();
  });

  it('is opened, read and taken along by keyboard alone', { timeout: 90_000 }, async () => {
    const [context, page] = await open(full, looks[0]);
    const section = why(page);
    for (const [summary, inside] of [
      ['The other metrics', 'Effects on bought'],
      ['More comparisons', null],
      ['Each effect in words', null],
      ['How to get these numbers again', null],
    ] as const) {
      const closed = section.locator('summary', { hasText: summary });
      await closed.focus();
      await page.keyboard.press('Enter');
      if (inside !== null) await section.getByRole('figure', { name: inside }).waitFor();
    }
    const table = section.getByRole('table', { name: 'Each effect in words' });
    const [urgent] = await table.locator('tbody tr').allTextContents();
    expect(urgent).toContain(
      '“tone” urgent instead of calm raises visited by 5.9 points (95% interval +2.6 to +9.2 points)',
    );
    // Three effects and three interactions of each of three metrics.
    expect(await table.locator('tbody tr').count()).toBe(18);
    // What scrolls can be reached.
    await page.keyboard.press('Shift+Tab');
    expect(await section.locator('pre').textContent()).toContain(
      './dandelion analyze full.csv --variation version --control v0',
    );
    expect(await section.locator('pre').getAttribute('tabindex')).toBe('0');
    await context.close();
  });

  it.each(looks)('breaks no rule of accessibility at $width px, $colorScheme', { timeout: 120_000 }, async (look) => {
    for (const path of [full, fraction]) {
      const [context, page] = await open(path, look);
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
      await context.close();
    }
  });
});
