import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beliefScoresSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile } from '../files/index.ts';
import { scoreFile } from './score-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'dandelion-beliefs-'));
let engine: Awaited<ReturnType<typeof startPrivateEngine>>;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const nothingNamed = { forecast: null, outcome: null, member: null, topic: null };

async function score(text: string, named: Partial<typeof nothingNamed | Record<string, string>> = {}) {
  const path = join(folder, 'forecasts.csv');
  writeFileSync(path, text);
  const file = await inspectFile(path, { engine });
  return scoreFile({ engine, file, named: { ...nothingNamed, ...named } });
}

interface Case {
  id: string;
  input: { forecast: number[]; outcome: number[] };
  expected: Record<string, number> & { recalibration: { intercept: number; slope: number } };
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../../stats/reference/cases/10-forecast-calibration-voi.json', import.meta.url), 'utf8'),
) as { cases: Case[] };
const published = ['brier-1', 'brier-2'].map((id) => cases.find((one) => one.id === id)!);

/** Two of the reference cases and a third person with few forecasts, most of them wrong. */
const people = [
  { name: 'Anna', ...published[0]!.input },
  { name: 'Ben', ...published[1]!.input },
  { name: 'Zoë', forecast: [0.9, 0.9, 0.7, 0.9], outcome: [0, 0, 1, 0] },
];
const lines = people.flatMap(({ name, forecast, outcome }) =>
  forecast.map((probability, at) => `${name},${probability * 100}%,${outcome[at] === 1 ? 'yes' : 'no'},mail`),
);
const file = `Forecaster,Forecast,Came true,Topic\n${lines.join('\n')}\n`;

describe('scores of a file', () => {
  test('are those of the reference for each member, by name', async () => {
    const scores = await score(file, { outcome: 'Came true' });
    expect(beliefScoresSchema.parse(scores)).toEqual(scores);
    expect(scores.members.map(({ member, n }) => [member, n])).toEqual([
      ['Anna', 30],
      ['Ben', 40],
      ['Zoë', 4],
    ]);
    for (const [at, { expected }] of published.entries()) {
      const got = scores.members[at]!;
      for (const part of ['brier', 'reliability', 'resolution', 'uncertainty'] as const)
        expect(got[part]).toBeCloseTo(expected[part]!, 10);
      expect(got.skill).toBeCloseTo(expected.skillScore!, 10);
      expect(got.logScore).toBeCloseTo(expected.logScoreNats!, 10);
      expect(got.intercept).toBeCloseTo(expected.recalibration.intercept, 7);
      expect(got.slope).toBeCloseTo(expected.recalibration.slope, 7);
    }
    // scipy: mannwhitneyu.
    expect(scores.members.map(({ discrimination }) => discrimination)).toEqual([
      expect.closeTo(0.8928571428571429, 12),
      expect.closeTo(0.7982456140350878, 12),
      0,
    ]);
    expect(scores.overall).toMatchObject({
      ...{ n: 74, brier: expect.closeTo(0.18621621621621623, 12), clipped: 0 },
      ...{ logScore: expect.closeTo(0.5722038454843583, 12), discrimination: expect.closeTo(0.7891081871345029, 12) },
    });
  });

  test('draw small numbers in: REML over members with one variance inside them all (numpy, scipy)', async () => {
    const { members, topics } = await score(file, { outcome: 'Came true' });
    const drawn = members.map(({ shrunkenBrier }) => shrunkenBrier);
    expect(drawn).toEqual([0.13674826, 0.18416945, 0.57769357].map((value) => expect.closeTo(value, 5)));
    expect(members[2]!.shrunkenDiscrimination).toBeGreaterThan(0);
    expect(topics[0]).toMatchObject({
      topic: 'mail',
      shrunkenBrier: null,
      reasons: { shrunkenBrier: expect.any(String) },
    });
  });

  test('the bands say what was said and what happened, with its interval', async () => {
    const { calibration } = (await score(file, { outcome: 'Came true' })).members[0]!;
    expect(calibration.map(({ from, n, meanForecast }) => [from, n, meanForecast])).toEqual([
      [0.1, 5, 0.1],
      [0.3, 6, 0.3],
      [0.5, 7, 0.5],
      [0.7, 4, 0.7],
      [0.9, 8, 0.9],
    ]);
    expect(calibration[4]).toMatchObject({
      ...{ to: 1, observed: 0.875, low: expect.closeTo(0.5291118, 6), high: expect.closeTo(0.9775825, 6) },
    });
  });

  test('sure and wrong is bounded and said; one outcome alone has reasons for what is null', async () => {
    const { overall, notes } = await score('p,outcome\n1,0\n0,0\n0.2,0\n');
    // (1 + 0 + 0.04) / 3 and (ln 1e6 + 0 - ln 0.8) / 3.
    expect(overall.brier).toBeCloseTo(1.04 / 3, 12);
    expect(overall.logScore).toBeCloseTo((6 * Math.log(10) - Math.log(0.8)) / 3, 9);
    expect(overall).toMatchObject({ clipped: 1, skill: null, slope: null, discrimination: null });
    for (const field of ['skill', 'slope', 'intercept', 'discrimination'])
      expect(overall.reasons[field]).toMatch(/None of it happened/);
    expect(notes.join()).toMatch(/1 forecast was sure .* One in a million/);
    expect(overall.sentence).toMatch(/^3 forecasts: too few/);
  });

  test('says in a sentence when a number does not mean what it says', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `Anna,0.77,${at % 2}`);
    const { members, overall } = await score(`member,probability,outcome\n${rows.join('\n')}\n`);
    expect(members[0]!.sentence).toBe('When Anna says 77%, it happens about half the time (30 of 60).');
    expect(overall.sentence).toBe('When forecasts say 77%, it happens about half the time (30 of 60).');
  });

  test.each<[string, string, Record<string, string>, string, RegExp]>([
    ['no forecast column', 'a,outcome\n0.5,1\n', {}, 'unknown-column', /--forecast COLUMN\. Columns: "a", "outcome"/],
    ['two that could be it', 'p,chance,outcome\n0.5,0.5,1\n', {}, 'unknown-column', /"p", "chance" could all/],
    ['a misspelt name', 'p,outcome\n0.5,1\n', { outcome: 'outcom' }, 'unknown-column', /Did you mean "outcome"/],
    ['one column for two things', 'p,outcome\n0.5,1\n', { outcome: 'p', forecast: 'p' }, 'wrong-use', /two things/],
    ['nothing resolved', 'p,outcome\n0.5,\n', {}, 'no-rows', /nothing to score yet/],
    ['a bad row', 'p,outcome\n0.5,1\n1.2,0\n', {}, 'bad-value', /^Row 2 /],
  ])('%s is refused', async (_, text, named, code, message) => {
    await expect(score(text, named)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
