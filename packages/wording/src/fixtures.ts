import type {
  HealthCheck,
  HealthVerdict,
  ManyResult,
  Metric,
  NamedTestAnswer,
  Result,
  Segment,
  TestAnswer,
} from '@dandelion-loop/contract';
import { type Arm, type MetricShape, metric, rate } from './fixture-metrics.ts';
import { searchOf } from './fixture-search.ts';
import { whyOf } from './fixture-why.ts';

/** Answers for the tests and pictures of the report. Every figure is invented. */

const check = (
  name: HealthCheck['name'],
  verdict: HealthVerdict,
  message: string,
  count: number | null = null,
): HealthCheck => ({
  name,
  verdict,
  pValue: name === 'sample-ratio' ? (verdict === 'invalid' ? 1e-9 : 0.9) : null,
  count,
  message,
});

const passing: HealthCheck[] = [
  check(
    'sample-ratio',
    'ok',
    '21,307 / 21,387 / 21,306 rows fit an equal split, which was assumed (p = 0.90).',
    64_000,
  ),
  check('missing', 'ok', 'No value is missing.', 0),
  check('small-counts', 'ok', 'Fewest: 122 events on the rarer side of “conversion” in “No E-Mail”.', 122),
];

function sourceOf(arms: readonly Arm[], unit: string): Result['source'] {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  return {
    rows: units,
    units,
    unit,
    split: 'assumed-equal',
    variations: arms.map((arm) => ({
      name: arm.name,
      units: arm.units,
      share: arm.units / units,
      planned: 1 / arms.length,
    })),
  };
}

const emailArms = (none: number, men: number, women: number): Arm[] => [
  rate('No E-Mail', 21_306, none),
  rate('Mens E-Mail', 21_307, men),
  rate('Womens E-Mail', 21_387, women),
];

const spendArms: Arm[] = [
  { name: 'No E-Mail', units: 21_306, value: 0.65, deviation: 11.6 },
  { name: 'Mens E-Mail', units: 21_307, value: 1.41, deviation: 17.7 },
  { name: 'Womens E-Mail', units: 21_387, value: 1.02, deviation: 15.1 },
];

const visit: MetricShape = {
  name: 'visit',
  kind: 'proportion',
  arms: emailArms(2_260, 3_890, 3_240),
  control: 'No E-Mail',
  primary: true,
  margin: 0.005,
};

function segment(
  column: string,
  groups: Record<string, [number, number, number, number]>,
  p: [number, number],
): Segment {
  return {
    column,
    interactions: ['Mens E-Mail', 'Womens E-Mail'].map((variation, index) => ({
      metric: 'visit',
      variation,
      control: 'No E-Mail',
      pValue: p[index] ?? 1,
      adjustedPValue: p[index] ?? 1,
      reasons: {},
    })),
    values: Object.entries(groups).map(([value, [units, none, men, women]]) => {
      const arms = [
        rate('No E-Mail', units, none),
        rate('Mens E-Mail', units, men),
        rate('Womens E-Mail', units, women),
      ];
      return { value, units: 3 * units, metrics: [metric({ ...visit, arms })] };
    }),
  };
}

/** Three arms, three metrics, two segments, one warning. */
export const email: Result = {
  schema: 1,
  source: sourceOf(visit.arms, 'row'),
  health: {
    verdict: 'warning',
    checks: [...passing, check('outliers', 'warning', '19 of 578 units with a value hold 13% of all “spend”.', 19)],
  },
  metrics: [
    metric(visit),
    metric({ ...visit, name: 'conversion', arms: emailArms(122, 266, 189), primary: false, margin: 0.001 }),
    metric({ name: 'spend', kind: 'mean', arms: spendArms, control: 'No E-Mail', margin: 0.05 }),
  ],
  segments: [
    segment(
      'bought_womens_wear',
      { yes: [11_700, 1_280, 2_100, 2_130], no: [9_600, 980, 1_790, 1_110] },
      [0.52, 0.00001],
    ),
    segment(
      'channel',
      { Phone: [9_340, 920, 1_630, 1_350], Web: [9_380, 1_060, 1_770, 1_480], Multichannel: [2_580, 330, 520, 400] },
      [1, 0.81],
    ),
  ],
  notes: [
    'An equal split between the variations was assumed; “Planned split” names another.',
    'Each row was taken as its own unit; “Unit” names the column of what was randomised.',
    'The smallest difference worth having was not given for “spend”: 1% of the control was taken.',
  ],
};

/** The split is off: nothing may be read. */
export const invalid: Result = {
  schema: 1,
  source: sourceOf([rate('control', 5_480, 300), rate('new page', 4_520, 310)], 'visitor_id'),
  health: {
    verdict: 'invalid',
    checks: [
      check(
        'sample-ratio',
        'invalid',
        'The split is off: 5,480 / 4,520 units do not fit an equal split, which was assumed (p < 0.001). Something put people into groups unevenly, so the groups may differ in more than the variation. If another split was meant, name it under “Planned split”.',
        10_000,
      ),
      check('crossovers', 'warning', '12 units of 10,000 (0.1%) were in two variations and left out.', 12),
      check('duplicates', 'ok', 'One row for each unit.', 0),
    ],
  },
  metrics: [
    metric({
      name: 'signup',
      kind: 'proportion',
      arms: [rate('control', 5_480, 300), rate('new page', 4_520, 310)],
      control: 'control',
      primary: true,
      margin: 0.002,
      health: 'invalid',
    }),
  ],
  segments: [],
  notes: [],
};

const tinyArms = [rate('letter', 148, 9), rate('card', 152, 13)];

/** Three hundred people: nothing can be told. */
export const tiny: Result = {
  schema: 1,
  source: sourceOf(tinyArms, 'donor'),
  health: {
    verdict: 'warning',
    checks: [
      check('sample-ratio', 'ok', '148 / 152 units fit an equal split, which was assumed (p = 0.82).', 300),
      check(
        'small-counts',
        'warning',
        'Only 9 events on the rarer side of “gave” in “letter”. With fewer than 10, take intervals as rough.',
        9,
      ),
    ],
  },
  metrics: [
    metric({ name: 'gave', kind: 'proportion', arms: tinyArms, control: 'letter', primary: true, margin: 0.01 }),
  ],
  segments: [],
  notes: [],
};

const noiseArms: Arm[] = [
  { name: 'old', units: 60, value: 0.4, deviation: 12 },
  { name: 'new', units: 61, value: 2.1, deviation: 14 },
];

function unbounded(): Metric {
  const made = metric({ name: 'profit', kind: 'mean', arms: noiseArms, control: 'old', primary: true, margin: 0.5 });
  const reasons = { lift: 'the baseline cannot be told from zero.' };
  return {
    ...made,
    comparisons: made.comparisons.map((one) => ({
      ...one,
      lift: { value: one.lift.value, low: null, high: null },
      reasons,
    })),
  };
}

/** The baseline cannot be told from zero, so the lift has no bounds. */
export const unboundedLift: Result = {
  schema: 1,
  source: sourceOf(noiseArms, 'shop'),
  health: { verdict: 'ok', checks: passing.slice(1, 2) },
  metrics: [unbounded()],
  segments: [],
  notes: [],
};

const headlineArms = [
  rate('You Won’t Believe How Much This Costs', 3_100, 38),
  rate('What 1.7 Million People Sleep In', 3_080, 72),
  rate('This Is What Happens At Night', 3_120, 41),
  rate('数字で見る、眠る人びと 🌙', 3_050, 44),
];

/** No control: every variation against the others together. */
export const noControl: Result = {
  schema: 1,
  source: sourceOf(headlineArms, 'impressions'),
  health: { verdict: 'ok', checks: passing.slice(0, 2) },
  metrics: [
    metric({ name: 'clicks', kind: 'proportion', arms: headlineArms, control: null, primary: true, margin: 0.001 }),
  ],
  segments: [],
  notes: ['No control was given: every variation is compared with the others together.'],
};

const fortyArms = Array.from({ length: 40 }, (_, index) =>
  rate(
    `offer ${String(index + 1).padStart(2, '0')}`,
    1_200 + ((index * 37) % 90),
    90 + ((index * 53) % 41) + (index % 13 === 5 ? 60 : 0),
  ),
);

/** Forty variations and a control. */
export const forty: Result = {
  schema: 1,
  source: sourceOf(fortyArms, 'row'),
  health: { verdict: 'ok', checks: passing.slice(0, 2) },
  metrics: [
    metric({ name: 'ordered', kind: 'proportion', arms: fortyArms, control: 'offer 01', primary: true, margin: 0.005 }),
  ],
  segments: [],
  notes: [],
};

const letterArms = [rate('weekly', 8_000, 240), rate('monthly', 8_010, 122)];

/** Bayesian, lower is better. */
/** Two attributes of the variations, and where along the steps the difference arose. */
export const factorial: Result = {
  ...email,
  health: { ...email.health, verdict: 'ok' },
  why: whyOf(email.metrics, ['tone', 'calm', 'urgent'], ['emoji', 'no', 'yes']),
};

export const searched: Result = { ...email, search: searchOf('visit', 'Mens E-Mail', 'No E-Mail') };

export const bayesian: Result = {
  ...tiny,
  source: sourceOf(letterArms, 'subscriber'),
  health: { verdict: 'ok', checks: passing.slice(1, 2) },
  metrics: [
    metric({
      name: 'unsubscribed',
      kind: 'proportion',
      arms: letterArms,
      control: 'weekly',
      primary: true,
      lowerIsBetter: true,
      margin: 0.002,
    }),
  ].map((one) => ({
    ...one,
    comparisons: one.comparisons.map((its) => ({
      ...its,
      inference: 'bayesian' as const,
      pValue: null,
      adjustedPValue: null,
      chanceToWin: 0.99998,
      expectedLoss: 0.0000012,
      prior: 'Beta(1, 1) for each variation',
      method: 'beta-binomial, exact',
      reasons: { pValue: 'A Bayesian answer has no p-value.' },
    })),
  })),
};

/** Hostile names in every place that a name can reach. */
export const hostileName = '<script>alert(1)</script>"\'&\u001b[31mred\u001b[0m\u202egnp.exe\u0000\u200b';

const hostileAnswer: Result = {
  schema: 1,
  source: sourceOf([rate('a', 900, 90), rate(hostileName, 900, 130)], hostileName),
  health: { verdict: 'warning', checks: [check('missing', 'warning', `Missing: 3 in “${hostileName}”.`, 3)] },
  metrics: [
    metric({
      name: hostileName,
      kind: 'proportion',
      arms: [rate('a', 900, 90), rate(hostileName, 900, 130)],
      control: 'a',
      primary: true,
      margin: 0.01,
    }),
  ],
  segments: [
    {
      column: hostileName,
      interactions: [
        { metric: hostileName, variation: hostileName, control: 'a', pValue: 0.4, adjustedPValue: 0.4, reasons: {} },
      ],
      values: [hostileName, ''].map((value) => ({
        value,
        units: 900,
        metrics: [
          metric({
            name: hostileName,
            kind: 'proportion',
            arms: [rate('a', 450, 45), rate(hostileName, 450, 65)],
            control: 'a',
            primary: true,
            margin: 0.01,
          }),
        ],
      })),
    },
  ],
  notes: [hostileName],
};

export const hostile: Result = {
  ...hostileAnswer,
  why: whyOf(
    hostileAnswer.metrics,
    [hostileName, `${hostileName} a`, `${hostileName} b`],
    ['emoji', 'no', hostileName],
  ),
};

const suspect =
  'The split was off in 68 of 96 tests of weeks 201326 to 201340. This test is from that period: its groups may be uneven too.';

function headlineTest(index: number): NamedTestAnswer {
  const units = 2_400 + ((index * 389) % 2_600);
  const arms = ['A', 'B', 'C', 'D'].slice(0, 2 + (index % 3)).map((letter, arm) => {
    const base = 24 + ((index * 7 + arm * 11) % 17);
    const lifted = arm === 1 && index % 4 === 1 ? base + 25 + (index % 29) : arm === 1 && index % 11 === 2 ? 3 : base;
    return rate(`headline ${letter}`, units, lifted);
  });
  const health: HealthVerdict = index % 7 === 3 ? 'invalid' : index % 7 === 4 ? 'warning' : 'ok';
  const checks: HealthCheck[] = [
    health === 'invalid'
      ? check(
          'sample-ratio',
          'invalid',
          'The split is off: 3,100 / 2,610 units do not fit an equal split, which was assumed (p < 0.001).',
          5_710,
        )
      : check('sample-ratio', 'ok', 'The units fit an equal split, which was assumed (p = 0.44).', 5_710),
    ...(health === 'warning' ? [check('suspect-period', 'warning', suspect, 68)] : []),
  ];
  const answer: TestAnswer = {
    source: sourceOf(arms, 'impressions'),
    health: { verdict: health, checks },
    metrics: [
      metric({ name: 'clicks', kind: 'proportion', arms, control: null, primary: true, margin: 0.0005, health }),
    ],
    segments: [],
    notes: ['No control was given: every variation is compared with the others together.'],
  };
  return {
    name: `Test ${index + 1}: ${['Why nobody talks about rain', 'The bus that never came', 'What a lighthouse keeper eats', 'Seven letters from a beekeeper, and what the bees had to say about them in the end'][index % 4]}`,
    ...answer,
  };
}

/** Four hundred tests in one file, with a suspect period. */
export const many: ManyResult = {
  schema: 1,
  tests: Array.from({ length: 400 }, (_, index) => headlineTest(index)),
  notes: [],
};
