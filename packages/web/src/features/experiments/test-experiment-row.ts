import type { ExperimentRow } from '@dandelion-loop/contract';

/** One line of the list, for tests. */
export const row: ExperimentRow = {
  id: '0199f1a0-0000-7000-8000-000000000001',
  title: 'Spring mailing',
  importId: '0199f1a0-0000-7000-8000-000000000002',
  importName: 'mailing.csv',
  verdict: 'won',
  health: 'ok',
  variations: 2,
  units: 8000,
  metric: 'visit',
  kind: 'proportion',
  currency: null,
  variation: 'urgent',
  control: 'calm',
  difference: { value: 0.02, low: 0.01, high: 0.03 },
  lift: { value: 0.256, low: 0.1, high: 0.42 },
  ranOn: '2026-04-01',
  invalidBecause: null,
  tags: [],
  judgedAt: '2026-11-22T12:00:00.000Z',
};
