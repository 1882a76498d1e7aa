import type { z } from 'zod';
import type { actorSchema } from '../audit.ts';
import type { Analysis, Import } from '../imports.ts';
import type { TestAnswer } from '../result.ts';
import type { Workspace } from '../workspace.ts';

/** One invented workspace, so that examples speak of the same things. */

const id = (last: string) => `0198f3a2-5c1e-7b4d-9a6f-${last.padStart(12, '0')}`;
export const ids = {
  anna: id('a1'),
  ben: id('b2'),
  invite: id('c3'),
  key: id('d4'),
  session: id('e5'),
  upload: id('10'),
  import: id('20'),
  analysis: id('21'),
  experiment: id('30'),
  comment: id('40'),
  belief: id('70'),
  preference: id('80'),
  note: id('41'),
  share: id('50'),
  webhook: id('60'),
  delivery: id('61'),
  idea: id('70'),
  draft: id('71'),
  ritual: id('90'),
  meeting: id('91'),
  decision: id('92'),
  followUp: id('93'),
  source: id('100'),
  writeKey: id('101'),
} as const;

export const at = {
  joined: '2026-03-02T08:00:00.000Z',
  uploaded: '2026-05-11T09:30:00.000Z',
  judged: '2026-05-11T09:31:04.000Z',
  later: '2026-05-12T14:05:00.000Z',
  ends: '2026-08-09T09:31:00.000Z',
} as const;

export const anna: z.infer<typeof actorSchema> = { kind: 'member', id: ids.anna, name: 'Anna Vermeer' };

export const token = 'Wm9Tn0Qe3y8kH2vXc7bJ5rLpD1sGfA4uKiZ6oYtEwNM';

export const workspace: Workspace = {
  name: 'Wadden Foundation',
  locale: 'en-GB',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  keepUploads: false,
  methods: { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } },
  version: 3,
  uploadDays: 30,
  uploadLimit: 20_000_000_000,
  empty: false,
};

export const choices = {
  variation: 'group',
  control: 'A',
  split: null,
  unit: 'donor',
  metrics: [
    {
      name: 'donated',
      kind: 'proportion' as const,
      numerator: 'donated',
      denominator: null,
      lowerIsBetter: false,
      practical: { value: 0.01, relative: true },
      covariate: null,
      currency: null,
    },
  ],
  segments: [],
  attributes: [],
  texts: [],
  held: [],
  search: [],
  test: null,
  period: null,
  where: null,
  inference: 'fixed' as const,
  level: 0.95,
  plannedUnits: 5000,
};

export const counts = {
  variations: [
    { name: 'A', tried: 1200, succeeded: 118 },
    { name: 'B', tried: 1185, succeeded: 152 },
  ],
  split: null,
  lowerIsBetter: false,
  practical: { value: 0.01, relative: true },
  inference: 'fixed' as const,
  level: 0.95,
  plannedUnits: 5000,
};

export const analysis: Analysis = {
  id: ids.analysis,
  number: 1,
  state: 'done',
  stage: '',
  fraction: null,
  failure: null,
  choices,
  counts: null,
  methodVersion: '1',
  createdAt: at.uploaded,
  finishedAt: at.judged,
};

export const imported: Import = {
  id: ids.import,
  name: 'Spring mailing',
  source: 'file',
  uploadId: ids.upload,
  uploadThere: true,
  analyses: [analysis],
  currentAnalysisId: ids.analysis,
  experiments: 1,
  experimentId: ids.experiment,
  version: 1,
  createdAt: at.uploaded,
};

/** Just begun. */
export const queued: Import = {
  ...imported,
  analyses: [{ ...analysis, state: 'queued', stage: 'Waiting to begin', methodVersion: null, finishedAt: null }],
  currentAnalysisId: null,
  experiments: 0,
  experimentId: null,
};

const onlyBayesian = 'only bayesian inference gives it.';

/** As `dandelion quick 1200/118 1185/152` says it. */
export const answer: TestAnswer = {
  source: {
    rows: 2385,
    units: 2385,
    unit: 'donor',
    split: 'assumed-equal',
    variations: [
      { name: 'A', units: 1200, share: 0.5031446540880503, planned: 0.5 },
      { name: 'B', units: 1185, share: 0.4968553459119497, planned: 0.5 },
    ],
  },
  health: {
    verdict: 'ok',
    checks: [
      {
        name: 'sample-ratio',
        verdict: 'ok',
        pValue: 0.7587310596673086,
        count: 2385,
        message: '1,200 / 1,185 units fit an equal split, which was assumed (p = 0.76).',
      },
    ],
  },
  metrics: [
    {
      name: 'donated',
      kind: 'proportion',
      primary: true,
      direction: 'higher-is-better',
      practical: { value: 0.01, relative: true },
      variations: [
        { name: 'A', units: 1200, value: 0.09833333333333333, standardDeviation: 0.29776482144284416 },
        { name: 'B', units: 1185, value: 0.12827004219409283, standardDeviation: 0.33439024876574747 },
      ],
      comparisons: [
        {
          variation: 'B',
          control: 'A',
          difference: { value: 0.029936708860759498, low: 0.004518353579361, high: 0.05557205949081174 },
          lift: { value: 0.3044411070585712, low: 0.0398672907617709, high: 0.6363305365030585 },
          pValue: 0.021050857708919006,
          adjustedPValue: 0.021050857708919006,
          level: 0.95,
          inference: 'fixed',
          method: 'pooled z test; Miettinen-Nurminen score interval; log-scale interval of the lift',
          chanceToWin: null,
          expectedLoss: null,
          prior: null,
          varianceReduction: null,
          practicalMargin: 0.0009833333333333332,
          unitsNeeded: null,
          verdict: 'better',
          worthHaving: 'yes',
          sentence:
            '“B” is better than “A” on donated: 12.8% against 9.8%, 3.0 points more (95% interval +0.5 to +5.6 points).',
          reasons: {
            chanceToWin: onlyBayesian,
            expectedLoss: onlyBayesian,
            prior: onlyBayesian,
            varianceReduction: 'no covariate was named.',
            unitsNeeded: 'the comparison is settled.',
          },
        },
      ],
    },
  ],
  segments: [],
  notes: ['An equal split between the variations was assumed; “Planned split” names another.'],
};
