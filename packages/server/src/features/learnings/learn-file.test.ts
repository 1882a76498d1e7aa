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
  // Restricted likelihood maximised by scipy, Hartung and Knapp's interval, from the counts of tests 1 to 5.
  expect(tone.effect).toBeCloseTo(0.272590003, 7);
  expect(tone.low).toBeCloseTo(-0.077407739, 7);
  expect(tone.high).toBeCloseTo(0.622587745, 7);
  expect(tone.tau2).toBeCloseTo(0.036527326, 7);
  expect(tone.pValue).toBeCloseTo(0.096630133, 7);
  expect(tone.predictionLow).toBeCloseTo(-0.456032906, 7);
  expect(tone.nextAgrees).toBeCloseTo(0.840284646, 7);
  expect(tone).toMatchObject({ level: 'present', reference: 'absent', tests: 5, testsNotHeld: 6, units: 10430 });
  expect(tone).toMatchObject({ from: '2015-01-05', to: '2015-02-02', withAll: { tests: 6 } });
  expect(answer.notes).toContain(
    '“line” differs within 2 of 7 tests; in 2 of them between variations with equal “image”.',
  );
  expect(answer.learnings.map(({ attribute }) => attribute)).toContain('line.question');
  expect(answer.notEstimable).toContainEqual(expect.objectContaining({ attribute: 'line.emoji', code: 'constant' }));
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
