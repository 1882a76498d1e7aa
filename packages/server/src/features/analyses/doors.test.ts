import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricNotes, requestSentences } from '@dandelion-loop/wording';
import { describe, expect, test } from 'vitest';
import type { DandelionFailure } from '../../kernel/failure.ts';
import { planSize, type SizeRequest } from './plan-size.ts';
import { quickAnswer } from './quick-answer.ts';
import type { AnalysisRequest } from './request.ts';
import { type Cell, csv, metric, useAnalysis } from './test-analysis.ts';

/** Whoever asks on a page is never told to type an option, and whoever types is never told to look for a field. */

const { run, one } = useAnalysis();

const repeat = (times: number, row: (i: number) => Cell[]) => Array.from({ length: times }, (_, i) => row(i));

/** Everything an answer says. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsOf);
}

const option = /--\w/;
const syntax = /\b(COLUMN|NAME|KIND|CLICKS)\b/;
const field = /“(Variation|Control|Planned split|Unit|Metrics|Segments|Only rows where|Looked before the end)”/;

const both = repeat(400, (i) => [
  `u${i}`,
  i % 3 === 0 ? 'A' : 'B',
  i % 5 === 0 ? 1 : 0,
  i % 7,
  (i % 4) + 1,
  `w${i % 9}`,
]);
const file = csv('id,group,y,clicks,sent,week', both);

const answers: [string, string, Partial<AnalysisRequest>][] = [
  [
    'nothing chosen',
    csv(
      'group,converted,revenue',
      repeat(60, (i) => ['AB'[i % 2]!, i % 3 ? 0 : 1, i]),
    ),
    {
      ...{ variation: null, control: null, metrics: [] },
    },
  ],
  ['a split that is off', file, { where: 'clicks < 6', segments: ['week'], inference: 'sequential' }],
  ['units and a rate of sums', file, { unit: 'id', metrics: [metric('r', { numerator: 'y', denominator: 'sent' })] }],
  ['groups of units', file, { metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'sent' })] }],
  ['many tests', file, { test: 'week', metrics: [metric('clicks', { kind: 'mean', covariate: 'sent' })] }],
];

describe('answers', () => {
  test.each(answers)('%s', async (_, text, changes) => {
    const page = textsOf(await run(text, { ...changes, door: 'page' }));
    expect(page.filter((said) => option.test(said) || syntax.test(said))).toEqual([]);
    expect(page.filter((said) => field.test(said)).length).toBeGreaterThan(0);
    const line = textsOf(await run(text, { ...changes, door: 'command-line' }));
    expect(line.filter((said) => field.test(said))).toEqual([]);
    expect(line.filter((said) => option.test(said)).length).toBeGreaterThan(0);
  });

  test('of counts that were typed, and the notes beside them', async () => {
    const answer = quickAnswer({
      variations: [
        { name: 'A', tried: 1000, succeeded: 100 },
        { name: 'B', tried: 1300, succeeded: 110 },
      ],
      ...{ split: null, lowerIsBetter: false, practical: { value: 0.01, relative: true }, door: 'page' },
      ...{ inference: 'fixed', level: 0.95, plannedUnits: 5000 },
    });
    expect(answer.notes).toEqual(['An equal split between the variations was assumed; “Planned split” names another.']);
    expect(answer.health.checks[0]!.message).toContain('name it under “Planned split”.');
    const valid = await one(
      csv(
        'group,y',
        repeat(90, (i) => ['AB'[i % 2]!, i % 3 ? 0 : 1]),
      ),
      { door: 'page' },
    );
    expect(textsOf([answer, valid, metricNotes(valid, 'page')]).filter((said) => option.test(said))).toEqual([]);
  });
});

const refusals: [string, string, Partial<AnalysisRequest>][] = [
  ['no variation', csv('x,y', [[1, 2]]), { variation: null }],
  ['no metric', csv('group,y', [['A', 2]]), { metrics: [] }],
  ['a metric twice', file, { metrics: [metric('y'), metric('y')] }],
  ['a column in two roles', file, { unit: 'group' }],
  ['a guessed column in two roles', file, { variation: null, segments: ['group'] }],
  ['a covariate that is an outcome', file, { metrics: [metric('y', { covariate: 'y' })] }],
  ['segments of many tests', file, { test: 'week', segments: ['sent'] }],
  ['a ratio of one column', file, { metrics: [metric('y', { kind: 'ratio' })] }],
  ['a mean of two columns', file, { metrics: [metric('y', { kind: 'mean', denominator: 'sent' })] }],
  ['no row that fits', file, { where: 'clicks > 99' }],
  [
    'an id as the variation',
    csv(
      'group,y',
      repeat(600, (i) => [`v${i}`, 1]),
    ),
    { control: null },
  ],
  [
    'a variation of many bytes',
    csv('group,y', [
      ['A', 1],
      ['B'.repeat(600), 1],
    ]),
    {},
  ],
  ['an unknown control', file, { control: 'C' }],
  [
    'an unknown variation in the split',
    file,
    {
      split: new Map([
        ['A', 1],
        ['C', 1],
      ]),
    },
  ],
  ['a variation without a weight', file, { split: new Map([['A', 1]]) }],
  ['no yes or no', file, { metrics: [metric('clicks', { kind: 'proportion' })] }],
  ['a margin no rate can have', file, { metrics: [metric('y', { practical: { value: 5, relative: false } })] }],
  [
    'rows of one and of many units',
    file,
    {
      metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'sent' }), metric('clicks')],
    },
  ],
  ['a bad condition', file, { where: 'clicks >' }],
];

describe('refusals', () => {
  const refusal = (text: string, changes: Partial<AnalysisRequest>): Promise<string> =>
    run(text, changes).then(
      () => 'it was answered',
      (error: DandelionFailure) => `${error.name}: ${error.message}`,
    );

  test.each(refusals)('%s', async (_, text, changes) => {
    const page = await refusal(text, { ...changes, door: 'page' });
    expect(page).toMatch(/^DandelionFailure: /);
    expect(page).not.toMatch(option);
    const line = await refusal(text, { ...changes, door: 'command-line' });
    expect(line).toMatch(/^DandelionFailure: /);
    expect(line).not.toMatch(field);
    if (page !== line) expect(line).toMatch(/--\w|COLUMN/);
  });

  test('of a plan', () => {
    const plan: SizeRequest = {
      ...{ baseline: 0.2, standardDeviation: null, effect: { value: 0.05, relative: false }, units: null, power: 0.8 },
      ...{ level: 0.95, variations: 2, sided: 2, perDay: null, convention: 'pooled-null', door: 'page' },
    };
    const wrong: Partial<SizeRequest>[] = [
      { effect: null },
      { baseline: null },
      { effect: { value: 0, relative: false } },
      { effect: { value: 2, relative: false } },
      { standardDeviation: 2, baseline: null, effect: { value: 0.1, relative: true } },
      { standardDeviation: 2, effect: null, units: 20, power: 0.01 },
      { effect: null, units: 2, baseline: 0.99 },
    ];
    for (const changes of wrong) {
      const said = (door: SizeRequest['door']) => {
        try {
          return planSize({ ...plan, ...changes, door }).sentence;
        } catch (error) {
          return `refused: ${(error as Error).message}`;
        }
      };
      expect(said('page')).toMatch(/^refused: /);
      expect(said('page')).not.toMatch(option);
      expect(said('command-line')).toMatch(/^refused: /);
    }
  });
});

test('only the table of names, the sentences by door and what writes commands know the options of the command line', () => {
  const folders = ['features', 'kernel'].map((name) => join(import.meta.dirname, '../../..', 'src', name));
  const wording = join(import.meta.dirname, '../../../../wording/src');
  const sources = [...folders, wording].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)(doors|request-sentences|rerun-command)\.ts$/.test(name),
      )
      .map((name) => join(folder, name)),
  );
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((path) => /['"`\s(]--[a-z]/.test(readFileSync(path, 'utf8')))).toEqual([]);
  for (const said of Object.values(requestSentences.page).map((one) => (typeof one === 'string' ? one : one('m', 5))))
    expect(said).not.toMatch(option);
});
