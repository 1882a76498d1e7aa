import type { Experiment, ExperimentRow } from '../experiments.ts';
import {
  changeExperiment,
  exportExperiment,
  exportExperiments,
  getExperiment,
  getExperimentSql,
  listExperiments,
  summarizeExperiments,
} from '../experiments.ts';
import {
  analyzeAgain,
  cancelImport,
  createImport,
  deleteImport,
  exportRows,
  getImport,
  getWork,
  listImports,
  renameImport,
  retryImport,
} from '../imports.ts';
import { answerCounts, answerSize } from '../planning.ts';
import type { Upload } from '../uploads.ts';
import { countValues, deleteUpload, getUpload, storeUpload } from '../uploads.ts';
import { type Example, example } from './example.ts';
import { analysis, answer, at, choices, counts, ids, imported, queued } from './invented.ts';

/** From a file to its answer. */

const upload: Upload = {
  id: ids.upload,
  name: 'spring_mailing.csv',
  bytes: 48_211,
  format: 'CSV',
  columns: [
    { name: 'donor', examples: ['1001', '1002', '1003'], guess: 'unit', kind: null },
    { name: 'group', examples: ['A', 'B'], guess: 'variation', kind: null },
    { name: 'donated', examples: ['0', '1'], guess: 'metric', kind: 'proportion' },
  ],
  head: [
    ['1001', 'A', '0'],
    ['1002', 'B', '1'],
  ],
  storedAt: at.uploaded,
  deleteAt: '2026-06-10T09:30:00.000Z',
  deletedAt: null,
};

const spread = (value: number, low: number, high: number) => ({ value, low, high });

const row: ExperimentRow = {
  id: ids.experiment,
  title: 'Spring mailing',
  importId: ids.import,
  importName: 'Spring mailing',
  verdict: 'won',
  health: 'ok',
  variations: 2,
  units: 2385,
  metric: 'donated',
  kind: 'proportion',
  currency: null,
  variation: 'B',
  control: 'A',
  difference: spread(0.0299, 0.0045, 0.0556),
  lift: spread(0.3044, 0.0399, 0.6363),
  ranOn: '2026-04-20',
  invalidBecause: null,
  tags: ['mail', 'subject line'],
  judgedAt: at.judged,
};

const experiment: Experiment = {
  id: ids.experiment,
  title: 'Spring mailing',
  name: null,
  importId: ids.import,
  importName: 'Spring mailing',
  importVersion: 1,
  siblings: 0,
  uploadName: 'spring_mailing.csv',
  uploadThere: true,
  ranOn: '2026-04-20',
  tags: ['mail', 'subject line'],
  note: '',
  version: 2,
  verdict: 'won',
  analysis,
  history: [
    { analysisId: ids.analysis, number: 1, finishedAt: at.judged, verdict: 'won', methodVersion: '1', current: true },
  ],
  answer,
  command:
    './dandelion analyze spring_mailing.csv --variation version --control A --metric opened:proportion:opened/sent',
  importNotes: [],
};

const verdicts = { won: 12, lost: 4, 'no-difference': 9, inconclusive: 31, invalid: 2 };

export const tests: readonly Example[] = [
  example(listExperiments, {
    query: { verdict: ['won'], from: '2026-01-01', limit: 100 },
    answer: { total: 1, rows: [row] },
  }),
  example(summarizeExperiments, {
    query: { tag: ['mail'] },
    answer: {
      ...{ all: 120, total: 58, verdicts, health: { ok: 50, warning: 6, invalid: 2 } },
      months: [{ month: '2026-05-01', verdicts: { won: 1, lost: 0, 'no-difference': 2, inconclusive: 3, invalid: 0 } }],
      metrics: [{ metric: 'donated', count: 58 }],
      tags: [{ tag: 'mail', count: 58 }],
      imports: [{ id: ids.import, name: 'Spring mailing', count: 1 }],
      ...{ medianUnits: 2385, medianUnitsNeeded: 18_400, suspectPeriods: [] },
    },
  }),
  example(getExperiment, { params: { id: ids.experiment }, answer: experiment }),
  example(changeExperiment, {
    params: { id: ids.experiment },
    body: { version: 2, tags: ['mail', 'subject line', 'spring'] },
    answer: { ...experiment, tags: ['mail', 'subject line', 'spring'], version: 3 },
  }),
  example(getExperimentSql, {
    params: { id: ids.experiment },
    answer: {
      statements: [
        { sql: 'SELECT count() AS rows FROM analysis_0198f3a25c1e7b4d9a6f000000000021_5d3a90ce_rows', milliseconds: 2 },
      ],
    },
  }),
  example(exportExperiment, { params: { id: ids.experiment }, query: { format: 'csv' } }),
  example(exportExperiments, { query: { verdict: ['won', 'lost'] } }),

  example(listImports, { answer: { imports: [imported] } }),
  example(createImport, {
    body: {
      ...{ source: 'file', name: 'Spring mailing', uploadId: ids.upload },
      choices: {
        ...{ variation: 'group', control: 'A', unit: 'donor' },
        metrics: [{ name: 'donated', numerator: 'donated' }],
      },
    },
    answer: queued,
  }),
  example(getImport, { params: { id: ids.import }, answer: imported }),
  example(renameImport, {
    params: { id: ids.import },
    body: { version: 1, name: 'Spring mailing 2026' },
    answer: { ...imported, name: 'Spring mailing 2026', version: 2 },
  }),
  example(analyzeAgain, {
    params: { id: ids.import },
    body: { version: 1, choices: { ...choices, inference: 'bayesian' } },
    answer: { ...queued, version: 2 },
  }),
  example(cancelImport, {
    params: { id: ids.import },
    answer: { ...queued, analyses: [{ ...queued.analyses[0]!, state: 'cancelled', stage: '', finishedAt: at.judged }] },
  }),
  example(retryImport, { params: { id: ids.import }, answer: queued }),
  example(deleteImport, { params: { id: ids.import } }),
  example(exportRows, { params: { id: ids.import }, query: { format: 'parquet' } }),
  example(getWork, {
    query: { since: at.uploaded },
    answer: {
      now: at.judged,
      work: [
        {
          ...{ importId: ids.import, name: 'Spring mailing', state: 'running', stage: 'Reading the file' },
          ...{ fraction: 0.4, message: null, experiments: 0, experimentId: null, finishedAt: null },
        },
      ],
    },
  }),

  example(storeUpload, { query: { name: 'spring_mailing.csv' }, answer: upload }),
  example(getUpload, { params: { id: ids.upload }, answer: upload }),
  example(countValues, {
    params: { id: ids.upload },
    query: { column: 'group' },
    answer: {
      values: [
        { value: 'A', count: 1200 },
        { value: 'B', count: 1185 },
      ],
      ...{ distinct: 2, empty: 0, whole: true, unequal: false },
    },
  }),
  example(deleteUpload, { params: { id: ids.upload } }),

  example(answerSize, {
    body: {
      ...{ baseline: 0.1, standardDeviation: null, effect: { value: 0.02, relative: false }, units: null },
      perDay: 500,
    },
    answer: {
      size: {
        ...{ schema: 1, kind: 'proportion', solved: 'units', baseline: 0.1, standardDeviation: null },
        ...{ effect: { absolute: 0.02, relative: 0.2 }, unitsPerVariation: 3841, unitsTotal: 7682, variations: 2 },
        ...{ power: 0.8, level: 0.95, sided: 2, days: 16 },
        convention: {
          ...{ name: 'pooled-null', words: "the mean rate of both under no difference, as R's power.prop.test" },
        },
        sentence:
          'You need 3,841 units in each variation, 7,682 in all, to find a rise from 10.0% to 12.0% (+20%), 8 times in 10.',
      },
      curve: [
        { effect: 0.04, units: 1003 },
        { effect: 0.02, units: 3841 },
      ],
    },
  }),
  example(answerCounts, {
    body: { variations: counts.variations },
    answer: { schema: 1, ...answer },
  }),
];
