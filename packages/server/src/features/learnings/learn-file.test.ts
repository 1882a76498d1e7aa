import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnAnswerSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile } from '../files/index.ts';
import { type LearnRequest, learnFile } from './learn-file.ts';

let folder: string;
let engine: PrivateEngine;
let files = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dandelion-learn-'));
  engine = await startPrivateEngine();
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

const practical = { value: 0.01, relative: true };

const request: LearnRequest = {
  analysis: {
    ...{ variation: 'v', control: null, split: null, unit: null, segments: [], test: 't', period: 'day', where: null },
    ...{ practical, inference: 'fixed', level: 0.95, plannedUnits: 5000, door: 'command-line' },
    metrics: [
      {
        ...{ name: 'clicks', kind: 'proportion', numerator: 'clicks', denominator: 'seen', lowerIsBetter: false },
        ...{ practical, covariate: null, currency: null },
      },
    ],
  },
  ...{ attributes: ['tone'], texts: ['line'], hold: ['image'], scopes: ['channel'], coders: [] },
  ...{ scale: null, practical, now: '2015-06-01' },
};

async function learn(text: string, changes: Partial<LearnRequest> = {}) {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, text);
  const file = await inspectFile(path, { engine });
  return learnAnswerSchema.parse(await learnFile({ engine, file, request: { ...request, ...changes } }));
}

const head = 't,v,day,channel,tone,line,image,seen,clicks';
/** The variations of test 1 are spread over two rows each; test 6 has a split that is off, test 7 no common image. */
const rows = [
  '1,a,2015-01-05,mail,absent,Nine ways to grow,i,600,30',
  '1,a,2015-01-05,mail,absent,Nine ways to grow,i,400,10',
  '1,b,2015-01-05,mail,present,Nine ways to grow,i,500,25',
  '1,b,2015-01-05,mail,present,,i,500,30',
  '2,a,2015-01-12,mail,absent,What now?,i,1100,50',
  '2,b,2015-01-12,mail,present,What now,i,1080,80',
  '3,a,2015-01-19,web,absent,What now,i,900,45',
  '3,b,2015-01-19,web,present,What now?,i,950,44',
  '4,a,2015-01-26,web,absent,Grow,i,1200,30',
  '4,b,2015-01-26,web,present,Grow,i,1210,52',
  '5,a,2015-02-02,web,absent,Grow,i,1000,60',
  '5,b,2015-02-02,web,present,Grow,i,990,62',
  '6,a,2015-02-09,web,absent,Grow,i,1000,60',
  '6,b,2015-02-09,web,present,Grow,i,2000,90',
  '7,a,2015-02-16,web,absent,Grow,i,1000,60',
  '7,b,2015-02-16,web,present,Grow,j,1000,90',
];

test('learns from the rows of many tests', async () => {
  const answer = await learn([head, ...rows].join('\n'));
  expect(answer.tests).toEqual({ all: 7, believed: 6, invalid: 1, suspect: 0 });
  const tone = answer.learnings.find(({ attribute }) => attribute === 'tone')!;
  // In tests 2 and 3 the line changed with the tone. Of the others scipy: restricted likelihood maximised, the interval of
  // Hartung and Knapp; the next test by quadrature over tau.
  expect(tone.effect).toBeCloseTo(0.2889566953, 7);
  expect(tone.low).toBeCloseTo(-0.3609399762, 6);
  expect(tone.high).toBeCloseTo(0.9388533668, 6);
  expect(tone.tau2).toBeCloseTo(0.0245259477, 7);
  expect(tone.pValue).toBeCloseTo(0.1958691118, 7);
  expect(tone.predictionLow).toBeCloseTo(-4.276765977, 6);
  expect(tone.predictionHigh).toBeCloseTo(4.903150139, 6);
  expect(tone.nextAgrees).toBeCloseTo(0.7424516707, 7);
  expect(tone).toMatchObject({ level: 'present', reference: 'absent', tests: 3, testsNotHeld: 6, units: 6400 });
  expect(tone).toMatchObject({ from: '2015-01-05', to: '2015-02-02', withAll: { tests: 4 }, held: ['image', 'line'] });
  expect(answer.notes).toContain(
    '“line” differs within 2 of 7 tests; in 0 of them between variations with equal “tone”, “image”.',
  );
  expect(answer.notEstimable).toContainEqual(
    expect.objectContaining({ attribute: 'line.question', code: 'not-held', confoundedWith: ['tone'] }),
  );
  expect(answer.notEstimable).toContainEqual(expect.objectContaining({ attribute: 'line.emoji', code: 'constant' }));
});

test.each([
  ['log-rate', 0.2748228052, -0.3535260938, 0.9031717043, 0.0240751458, 0.200574497],
  ['difference', 0.0136318094, -0.0084045547, 0.0356681736, 0, 0.1169139106],
] as const)('learns on the scale %s', async (scale, effect, low, high, tau2, pValue) => {
  const { learnings } = await learn([head, ...rows].join('\n'), { scale });
  // The same tests and the same scipy.
  const tone = learnings.find(({ attribute }) => attribute === 'tone')!;
  expect(tone).toMatchObject({ scale, tests: 3 });
  expect(tone.effect).toBeCloseTo(effect, 7);
  expect(tone.low).toBeCloseTo(low, 6);
  expect(tone.high).toBeCloseTo(high, 6);
  expect(tone.tau2).toBeCloseTo(tau2, 7);
  expect(tone.pValue).toBeCloseTo(pValue, 7);
});

test('learns of the rows that meet a condition', async () => {
  const { tests, learnings } = await learn([head, ...rows].join('\n'), {
    analysis: { ...request.analysis, where: 'channel == "web" && seen < 1205' },
  });
  expect(tests.all).toBe(5);
  // Test 4 has lost a variation, and test 1 was in mails.
  expect(learnings.find(({ attribute }) => attribute === 'tone')).toMatchObject({ tests: 1, from: '2015-02-02' });
});

test('refuses a text that is not the same in all rows of a variation, and columns in two parts', async () => {
  await expect(learn([head, ...rows, '1,b,2015-01-05,mail,present,Another,i,10,1'].join('\n'))).rejects.toThrow(
    'Variation "b" of test "1" has more than one value in "line".',
  );
  await expect(learn([head, ...rows].join('\n'), { texts: ['tone'] })).rejects.toThrow(
    'Column "tone" is given as attribute and as text.',
  );
  await expect(learn([head, ...rows].join('\n'), { attributes: [], texts: [] })).rejects.toThrow(
    'Name what variations differ in',
  );
  await expect(learn([head, ...rows].join('\n'), { attributes: ['tnoe'] })).rejects.toThrow('Did you mean "tone"?');
});

test('tells of levels that are probably one', async () => {
  const typed = ['urgent', 'urgent', 'Urgent ', 'urgnet'];
  const slips = typed.flatMap((level, n) => [
    `${n},a,2015-01-05,mail,calm,One,i,1000,50`,
    `${n},b,2015-01-05,mail,${level},One,i,1000,60`,
  ]);
  const { notes } = await learn(`${[head, ...slips].join('\n')}\n`);
  const told = notes.filter((note) => note.includes('may be meant as'));
  expect(told).toEqual([expect.stringMatching(/^In “tone”, .*may be meant as “urgent”/)]);
  expect(told[0]).toContain('“urgnet”');
  expect(told[0]).not.toContain('calm');
});
