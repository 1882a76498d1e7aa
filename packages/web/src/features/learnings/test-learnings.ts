import type {
  LearnAnswer,
  LearnedAttribute,
  Learning,
  LearningDetails,
  LearningVerdict,
  Library,
} from '@dandelion-loop/contract';

/** A library of learnings for tests: invented numbers of a plausible size, on log rates so that they are easy to check. */

interface Made {
  name: string;
  /** Relative change and half the width of its interval, in percent. */
  change: number;
  half: number;
  tests: number;
  verdict: LearningVerdict;
  needed?: number;
}

const made: readonly Made[] = [
  { name: 'Man or boy', change: 13.7, half: 4.1, tests: 471, verdict: 'raises' },
  { name: 'Curiosity gap', change: 12.7, half: 6.1, tests: 242, verdict: 'raises' },
  { name: 'Superlative', change: 6.1, half: 3.1, tests: 602, verdict: 'raises' },
  { name: 'Negative words', change: 4.6, half: 3, tests: 623, verdict: 'raises' },
  { name: 'Exclamation mark', change: -15.6, half: 5.6, tests: 151, verdict: 'lowers' },
  { name: 'Question', change: -11, half: 2.3, tests: 884, verdict: 'lowers' },
  { name: 'Positive words', change: -3.2, half: 2.6, tests: 809, verdict: 'lowers' },
  { name: 'Second person', change: 0.3, half: 0.6, tests: 1035, verdict: 'no-difference' },
  { name: 'Negation', change: 0.3, half: 0.6, tests: 1030, verdict: 'no-difference' },
  { name: 'Starts with a numeral', change: 1.7, half: 5.7, tests: 205, verdict: 'not-settled', needed: 2300 },
  { name: 'Urgency', change: -0.7, half: 4.2, tests: 321, verdict: 'not-settled', needed: 9100 },
  { name: 'Emoji', change: 20, half: 90, tests: 2, verdict: 'too-few', needed: 90 },
];

const log = (percent: number): number => Math.log1p(percent / 100);
const rangeOf = (change: number, half: number) => ({
  effect: log(change),
  low: log(Math.max(-95, change - half)),
  high: log(change + half),
});

const idOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

function learningOf({ name, change, half, tests, verdict, needed }: Made): Learning {
  const known = verdict === 'raises' || verdict === 'lowers';
  const drifts = name === 'Positive words';
  const scopeOf = (dimension: string, value: string, carried: number, shift: number, width: number) => ({
    ...{ dimension, value, tests: carried, ...rangeOf(change + shift, width * half) },
    shrunken: log(change + 0.7 * shift),
    shrunkenLow: log(change + 0.7 * shift - half),
    shrunkenHigh: log(change + 0.7 * shift + half),
  });
  const few = verdict === 'too-few';
  const apart = drifts ? 4.5 : 0.5;
  return {
    ...{ id: idOf(name), attribute: `headline.${idOf(name)}`, level: 'present', reference: 'absent' },
    ...{ metric: 'click rate', kind: 'proportion', scale: 'log-rate', scope: 'all' },
    ...rangeOf(change, half),
    relative: { value: change / 100, low: (change - half) / 100, high: (change + half) / 100 },
    baseline: 0.0125,
    predictionLow: few ? null : log(change - 40),
    predictionHigh: few ? null : log(change + 50),
    nextAgrees: few ? null : 0.5 + Math.abs(change) / 80,
    ...{ tau2: few ? null : 0.04, i2: few ? null : 0.71 },
    ...{ tests, testsNotHeld: tests + Math.round(tests / 10), held: ['image', 'lede'], units: tests * 9000 },
    ...{ pValue: known ? 0.0001 : 0.4, qValue: known ? 0.0008 : 0.55, verdict },
    favorable: known ? verdict === 'raises' : null,
    testsNeeded: needed ?? null,
    ...{ from: '2013-01-24', to: '2015-04-30', age: 4200, stale: true },
    drift: few ? null : { perYear: drifts ? -0.04 : 0.002, low: -0.06, high: 0.04, pValue: 0.3, adjustedPValue: 1 },
    scopes: few
      ? []
      : [
          scopeOf('half', 'older', Math.floor(tests / 2), apart, 1.5),
          scopeOf('half', 'newer', Math.ceil(tests / 2), -apart, 1.2),
          scopeOf('year', '2013', Math.floor(tests / 3), apart, 1.8),
          scopeOf('year', '2014', Math.floor(tests / 2), 0, 1.4),
          scopeOf('year', '2015', Math.floor(tests / 6), -apart, 2.4),
        ],
    scopeDifferences: few
      ? []
      : [
          { dimension: 'half', pValue: drifts ? 0.0001 : 0.4, adjustedPValue: drifts ? 0.004 : 1 },
          { dimension: 'year', pValue: 0.2, adjustedPValue: 1 },
        ],
    contradictions: drifts
      ? [
          {
            ...{ kind: 'scope', dimension: 'half', value: 'newer', tests: 405, ...rangeOf(-7.7, 3) },
            adjustedPValue: 0.004,
            sentence: 'In the newer half of the tests the effect is stronger.',
          },
        ]
      : name === 'Question'
        ? [
            {
              ...{ kind: 'test', test: testId(3), name: 'A test that disagrees', ...rangeOf(80, 40) },
              ...{ residual: 5.1, adjustedPValue: 0.0004 },
              sentence:
                'Test “A test that disagrees” points the other way, further than chance and the usual differences between tests explain.',
            },
          ]
        : [],
    withAll: {
      ...rangeOf(change * 0.92, half * 0.9),
      pValue: 0.0002,
      tests: Math.round(tests * 1.28),
      units: tests * 11000,
    },
    sentence: `“${name}” present instead of absent.`,
    reasons: few ? { predictionLow: 'a prediction needs three tests, and two carry it.' } : {},
  };
}

const testId = (at: number): string => `0199f1a0-0000-7000-8000-${String(at).padStart(12, '0')}`;

const attributes: LearnedAttribute[] = [
  ...made.map(({ name }) => ({
    ...{ id: `headline.${idOf(name)}`, name, column: 'headline', coder: idOf(name) },
    explains:
      name === 'Question' ? 'Has a question mark that ends a word or sentence, as in “What would you do?”.' : null,
  })),
  { id: 'headline.ellipsis', name: 'Ellipsis', column: 'headline', coder: 'ellipsis', explains: null },
  { id: 'tone', name: 'Tone', column: null, coder: null, explains: null },
];

export const answer: LearnAnswer = {
  schema: 1,
  tests: { all: 4873, believed: 3789, invalid: 212, suspect: 872 },
  learnings: made.map(learningOf),
  notEstimable: [
    {
      ...{ attribute: 'headline.ellipsis', level: 'present', reference: 'absent', metric: 'click rate' },
      ...{ code: 'confounded', confoundedWith: ['headline.curiosity-gap'] },
      reason:
        'In every test that varies it, “headline.curiosity-gap” changed with it, so their effects cannot be told apart.',
    },
    {
      ...{ attribute: 'tone', level: null, reference: null, metric: null, code: 'constant', confoundedWith: [] },
      reason:
        'It is the same in all variations of every test, or never stands beside its reference, so no test says what it does.',
    },
  ],
  priors: [
    {
      ...{
        metric: 'click rate',
        comparisons: 17_700,
        tests: 3789,
        mean: 0,
        sd: 0.19,
        winnersShrink: 0.34,
        worthUnits: 2200,
        typicalUnits: 3120,
        chanceToFind: 0.34,
      },
      heldOut: { comparisons: 17_700, errorRatio: 0.58, rawWinnersOver: 0.21, shrunkenWinnersOver: 0.01 },
    },
  ],
  heldOut: { contrasts: 7600, errorRatio: 0.97, covered: 0.945, level: 0.95 },
  notes: ['Suspect periods are left out.'],
};

export const library: Library = {
  ...{ state: 'ready', outdated: false, computedAt: '2026-11-22T12:00:00.000Z', failure: null },
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true } },
  ...{ attributes, answer },
};

export const nothingYet: Library = { ...library, state: 'empty', computedAt: null, attributes: [], answer: null };

/** One learning with `count` of its tests. */
export function detailsOf(id: string, count: number): LearningDetails | undefined {
  const learning = answer.learnings.find((one) => one.id === id);
  const attribute = attributes.find((one) => one.id === learning?.attribute);
  if (learning === undefined || attribute === undefined) return undefined;
  const all = learning.withAll.tests;
  const carriers = Array.from({ length: Math.min(count, all) }, (_, at) => ({
    ...{ experimentId: testId(at), title: `Test ${at}: what would you do?`, ranOn: '2014-03-05', believed: at % 5 < 4 },
    ...rangeOf(learning.effect * 100 + ((at * 37) % 41) - 20, 25),
    ...{ units: 9000 + at, weight: at % 5 < 4 ? 1 / learning.tests : 0 },
  }));
  const { level, falseDiscoveries, practical } = library;
  const command = `./dandelion learn 'our tests.csv' --test test --variation version --metric clicks:proportion:clicks/shown --text headline --json`;
  const rerun = {
    imports: [
      { importId: testId(9001), name: 'Our tests', tests: all, command, why: null },
      {
        importId: testId(9002),
        name: 'Typed',
        tests: 1,
        command: null,
        why: 'Its counts were typed: there is no file.',
      },
    ],
    coderFile: { name: 'coders.json', content: '[]' },
    notes: ['It is pooled over several imports: each command gives what its own file says.'],
  };
  return {
    ...{ learning, attribute, computedAt: '2026-11-22T12:00:00.000Z', level, falseDiscoveries, practical },
    ...{ carriers, more: all - carriers.length, rerun },
  };
}
