import { choicesSchema, type Methods, type Upload, type UploadColumn } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { type ChoicesFacts, checkChoices, fieldOfPath, readWeights, splitOf } from './choices-check.ts';
import { type ChoicesDraft, draftOfChoices, draftOfUpload, nameOfFile, newMetric } from './choices-draft.ts';
import { type CountedValues, suggestedControl } from './values-of-variation.ts';

const column = (name: string, guess: UploadColumn['guess'], kind: UploadColumn['kind'] = null): UploadColumn => ({
  name,
  examples: [],
  guess,
  kind,
});

const upload = (columns: UploadColumn[], name = 'hillstrom_email_2008.csv.gz'): Upload => ({
  id: '00000000-0000-4000-8000-000000000000',
  name,
  bytes: 1,
  format: 'CSV',
  columns,
  head: [],
  storedAt: '2026-11-22T10:00:00Z',
  deleteAt: null,
  deletedAt: null,
});

const counted = (counts: Record<string, number>, more: Partial<CountedValues> = {}): CountedValues => ({
  values: Object.entries(counts).map(([value, count]) => ({ value, count })),
  distinct: Object.keys(counts).length,
  empty: 0,
  whole: true,
  unequal: false,
  ...more,
});

const people = [
  column('customer', 'unit'),
  column('group', 'variation'),
  column('visit', 'metric', 'proportion'),
  column('spend', 'metric', 'mean'),
  column('history', 'none', 'mean'),
  column('channel', 'segment'),
];
const methods: Methods = { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } };
const facts = (more: Partial<ChoicesFacts> = {}): ChoicesFacts => ({
  columns: people,
  values: counted({ 'Mens E-Mail': 100, 'No E-Mail': 101 }),
  currency: 'EUR',
  ...more,
});
const draft = (more: Partial<ChoicesDraft> = {}): ChoicesDraft => ({
  ...draftOfUpload(upload(people), methods),
  ...more,
});
const problemsOf = (changed: Partial<ChoicesDraft>, more: Partial<ChoicesFacts> = {}) =>
  Object.fromEntries(checkChoices(draft(changed), facts(more)).problems);

describe('the common file', () => {
  test('needs no correction: its guesses are choices', () => {
    const { name, choices } = checkChoices(draft(), facts());
    expect(name).toBe('hillstrom email 2008');
    expect(choicesSchema.parse(choices)).toEqual({
      variation: 'group',
      control: 'No E-Mail',
      split: null,
      unit: 'customer',
      metrics: [
        {
          name: 'visit',
          kind: null,
          numerator: 'visit',
          denominator: null,
          lowerIsBetter: false,
          practical: { value: 0.01, relative: true },
          covariate: null,
          currency: null,
        },
        expect.objectContaining({ name: 'spend', currency: 'EUR' }),
      ],
      segments: [],
      attributes: [],
      texts: [],
      held: [],
      search: [],
      test: null,
      period: null,
      where: null,
      inference: 'fixed',
      level: 0.95,
      plannedUnits: 5000,
    });
  });

  test('counts out of tries have their column of tries', () => {
    const columns = [
      column('test', 'test'),
      column('week', 'period'),
      column('headline', 'variation'),
      column('impressions', 'denominator', 'count'),
      column('clicks', 'metric', 'count'),
    ];
    const { choices } = checkChoices(draftOfUpload(upload(columns), methods), facts({ columns, values: undefined }));
    expect(choices).toMatchObject({
      test: 'test',
      period: 'week',
      metrics: [{ numerator: 'clicks', denominator: 'impressions', currency: null }],
    });
  });

  test('begins as the workspace judges', () => {
    const own: Methods = { inference: 'bayesian', level: 0.9, practical: { value: 0.025, relative: true } };
    const { choices } = checkChoices(draftOfUpload(upload(people), own), facts());
    expect(choices).toMatchObject({
      ...{ inference: 'bayesian', level: 0.9 },
      metrics: [{ practical: { value: 0.025, relative: true } }, { practical: { value: 0.025, relative: true } }],
    });
    expect(draftOfUpload(upload(people), { ...own, inference: 'sequential' })).toMatchObject({
      looked: true,
      bayesian: false,
    });
  });

  test('finds a variation of an unusual name, when there is only one', () => {
    const mail = [column('E-mail group', 'segment'), column('grouped', 'segment'), column('visit', 'metric')];
    expect(draftOfUpload(upload(mail), methods).variation).toBe('E-mail group');
    expect(draftOfUpload(upload([...mail, column('age group', 'segment')]), methods).variation).toBe('');
  });

  test('survives being judged again', () => {
    const { choices } = checkChoices(
      draft({
        looked: true,
        plannedUnits: '40,000',
        split: 'weights',
        weights: { 'Mens E-Mail': '90', 'No E-Mail': '10%' },
      }),
      facts(),
    );
    expect(checkChoices(draftOfChoices('again', choices!), facts()).choices).toEqual(choices);
  });

  test('is named after the file', () => {
    expect(nameOfFile('spring_mailing  2.tsv.zst')).toBe('spring mailing 2');
    expect(nameOfFile('.csv')).toBe('.csv');
    expect(nameOfFile('x'.repeat(250))).toHaveLength(200);
  });
});

describe('the control', () => {
  test('goes by its usual name, when one is called so', () => {
    expect(suggestedControl(counted({ B: 1, a: 1 }))).toBe('a');
    expect(suggestedControl(counted({ 'Variant 1': 1, Control: 1, A: 1 }))).toBe('Control');
    expect(suggestedControl(counted({ red: 1, blue: 1 }))).toBeNull();
    expect(suggestedControl(counted({ '0': 1, '1': 1 }))).toBe('0');
  });

  test('that somebody switched off stays off', () => {
    expect(checkChoices(draft({ control: '' }), facts()).choices?.control).toBeNull();
  });
});

describe('the planned split', () => {
  const uneven = counted({ A: 900, B: 100 }, { unequal: true });

  test('is asked for when the shares are not near equal', () => {
    expect(problemsOf({}, { values: uneven })).toHaveProperty('split');
    expect(checkChoices(draft({ split: 'equal' }), facts({ values: uneven })).choices?.split).toBeNull();
    expect(splitOf(draft(), counted({ A: 500, B: 500 }))).toBe('equal');
  });

  test('is not asked for in a file of many tests', () => {
    const many = draft({ test: 'channel' });
    expect(splitOf(many, uneven)).toBe('equal');
  });

  test('is any weights, with or without percent signs', () => {
    expect(readWeights(['A', 'B'], { A: '9', B: ' 1 ' }).split).toEqual({ A: 9, B: 1 });
    expect(readWeights(['A', 'B'], { A: '33.3 %', B: '1,000' }).split).toEqual({ A: 33.3, B: 1000 });
    const { split, problems } = readWeights(['A', 'B', 'C'], { A: '0', B: 'half' });
    expect(split).toBeNull();
    expect([...problems.keys()]).toEqual(['A', 'B', 'C']);
  });

  test('names the variation whose weight is wrong', () => {
    expect(problemsOf({ split: 'weights', weights: { A: '90' } }, { values: uneven })).toHaveProperty(['split.B']);
  });
});

describe('what is wrong is said at its field', () => {
  test('columns that are missing, gone or in two roles', () => {
    expect(problemsOf({ variation: '' })).toHaveProperty('variation');
    expect(problemsOf({ unit: 'gone' })).toHaveProperty('unit');
    expect(problemsOf({ metrics: [newMetric(1, methods, { numerator: 'group' })] })).toHaveProperty([
      'metrics.0.numerator',
    ]);
    expect(problemsOf({ segments: ['visit'] })).toHaveProperty('segments');
    expect(problemsOf({ metrics: [] })).toHaveProperty('metrics');
    expect(problemsOf({ metrics: [newMetric(1, methods)] })).toHaveProperty(['metrics.0.numerator']);
    expect(problemsOf({}, { values: counted({ A: 10 }) })).toHaveProperty('variation');
  });

  test('metrics with one name, a ratio of nothing, an outcome as covariate', () => {
    const twice = [newMetric(1, methods, { numerator: 'visit' }), newMetric(2, methods, { numerator: 'visit' })];
    expect(problemsOf({ metrics: twice })).toHaveProperty(['metrics.1.name']);
    expect(
      problemsOf({ metrics: [{ ...newMetric(1, methods, { numerator: 'spend' }), kind: 'ratio' }] }),
    ).toHaveProperty(['metrics.0.denominator']);
    const before = (covariate: string) => [
      { ...newMetric(1, methods, { numerator: 'spend' }), covariate },
      newMetric(2, methods, { numerator: 'visit' }),
    ];
    expect(problemsOf({ metrics: before('visit') })).toHaveProperty(['metrics.0.covariate']);
    expect(problemsOf({ metrics: before('customer') })).toHaveProperty(['metrics.0.covariate']);
    expect(problemsOf({ metrics: before('history') })).toEqual({});
  });

  test('numbers that are none', () => {
    expect(problemsOf({ level: '100' })).toHaveProperty('level');
    expect(problemsOf({ looked: true, plannedUnits: 'many' })).toHaveProperty('plannedUnits');
    expect(problemsOf({ looked: false, plannedUnits: 'many' })).toEqual({});
    expect(
      problemsOf({ metrics: [{ ...newMetric(1, methods, { numerator: 'visit' }), practical: '-1' }] }),
    ).toHaveProperty(['metrics.0.practical']);
  });
});

describe('the smallest difference worth having', () => {
  const metricOf = (practical: string, numerator: string) => {
    const metric = { ...newMetric(1, methods, { numerator }), practical, practicalIs: 'absolute' as const };
    return checkChoices(draft({ metrics: [metric] }), facts()).choices?.metrics[0];
  };

  test('of a rate is typed in points, and then it is a rate', () => {
    expect(metricOf('0.5', 'visit')).toMatchObject({
      practical: { value: 0.005, relative: false },
      kind: 'proportion',
    });
  });

  test('of anything else is in its own unit', () => {
    expect(metricOf('0.5', 'spend')).toMatchObject({ practical: { value: 0.5, relative: false }, kind: 'mean' });
  });
});

test('Bayesian is left when somebody looked before the end', () => {
  expect(checkChoices(draft({ bayesian: true }), facts()).choices?.inference).toBe('bayesian');
  expect(checkChoices(draft({ bayesian: true, looked: true }), facts()).choices?.inference).toBe('sequential');
});

test('a field of the server is a field of the form', () => {
  expect(fieldOfPath('body.choices.metrics.0.practical.value')).toBe('metrics.0.practical');
  expect(fieldOfPath('body.choices.split.No E-Mail')).toBe('split.No E-Mail');
  expect(fieldOfPath('body.choices.variation')).toBe('variation');
  expect(fieldOfPath('body.name')).toBe('name');
  expect(fieldOfPath('params.id')).toBeNull();
});

describe('what the variations say', () => {
  const many = [
    column('mailing', 'test'),
    column('version', 'variation'),
    column('subject', 'text'),
    column('image', 'held'),
    column('opened', 'metric', 'proportion'),
  ];
  const examples = ['Help the seals before winter comes', 'B'];

  test('is taken as guessed in a file of many tests, and in no other', () => {
    const chosen = draftOfUpload(upload(many), methods);
    expect([chosen.attributes, chosen.texts, chosen.held]).toEqual([[], ['subject'], ['image']]);
    const one = draftOfUpload(upload(many.slice(1)), methods);
    expect([one.texts, one.held]).toEqual([[], []]);
  });

  test('a variation that is called by its text is that text', () => {
    const named = (...of: string[]) =>
      draftOfUpload(upload([many[0]!, { ...column('headline', 'variation'), examples: of }, many[4]!]), methods).texts;
    expect(named(examples[0]!, 'What became of the lost seals')).toEqual(['headline']);
    expect(named('A', 'B')).toEqual([]);
    const { problems } = checkChoices(draft({ texts: ['group'] }), facts());
    expect(problems.has('contents')).toBe(false);
  });

  test('is nothing that was measured or known of a person, and must be there', () => {
    expect(problemsOf({ texts: ['visit'] })).toEqual({
      contents: '“visit” is already the metric. A column can play one part only.',
    });
    expect(problemsOf({ attributes: ['channel'], segments: ['channel'] })).toEqual({
      contents: '“channel” is already the segment. A column can play one part only.',
    });
    expect(problemsOf({ held: ['image'] })).toEqual({
      contents: '“image” cannot be read any more: it is not among the columns. Choose another one.',
    });
    expect(fieldOfPath('body.choices.texts.0')).toBe('contents');
  });
});
