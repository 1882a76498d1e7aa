import type { BodyOf, Experiment, Metric, Preference, setCustomers } from '@dandelion-loop/contract';
import { texts } from '../../texts/preferences.ts';

type Customers = BodyOf<typeof setCustomers>['customers'];

/** What customers prefer as it is typed: the fields of both ways, so that changing the way loses nothing. */
export interface CustomersDraft {
  by: Customers['by'];
  counts: readonly (number | null)[];
  source: string;
  on: string | undefined;
  experiment: { id: string; title: string } | null;
  metric: string;
  /** The variation of each option; empty: not chosen. */
  variations: readonly string[];
}

/** What was said before, or nothing. `today` is the day on which somebody says it. */
export function draftOf({ customers, options, test }: Preference, today: string): CustomersDraft {
  const counts = customers?.by === 'counts' ? customers : null;
  const did = customers?.by === 'experiment' ? customers : null;
  return {
    by: customers?.by ?? (test === null ? 'counts' : 'experiment'),
    ...{ counts: counts?.counts ?? options.map(() => null), source: counts?.source ?? '', on: counts?.on ?? today },
    ...{ experiment: test, metric: did?.metric ?? '', variations: did?.variations ?? options.map(() => '') },
  };
}

export type CustomersFaults = Partial<Record<'counts' | 'source' | 'on' | 'experiment' | 'variations', string>>;

const isCount = (count: number | null): count is number => count !== null && Number.isInteger(count) && count >= 0;

function faultsOfCounts({ counts, source, on }: CustomersDraft): CustomersFaults {
  const good = counts.every(isCount) && counts.some((count) => (count ?? 0) > 0);
  return {
    ...(!good && { counts: texts.countBad }),
    ...(source.trim() === '' && { source: texts.fromMissing }),
    ...(on === undefined && { on: texts.onMissing }),
  };
}

function faultsOfTest({ experiment, variations }: CustomersDraft): CustomersFaults {
  const good = variations.every((name) => name !== '') && new Set(variations).size === variations.length;
  return {
    ...(experiment === null && { experiment: texts.testMissing }),
    ...(experiment !== null && !good && { variations: texts.variationBad }),
  };
}

export const faultsOf = (draft: CustomersDraft): CustomersFaults =>
  draft.by === 'counts' ? faultsOfCounts(draft) : faultsOfTest(draft);

/** Of a draft without faults. */
export function customersOf(draft: CustomersDraft): Customers {
  const { counts, source, on, experiment, metric, variations } = draft;
  if (draft.by === 'counts') return { by: 'counts', counts: counts.filter(isCount), source: source.trim(), on: on! };
  return {
    ...{ by: 'experiment', experimentId: experiment!.id, metric: metric === '' ? null : metric },
    variations: [...variations],
  };
}

const fold = (text: string): string => text.trim().toLowerCase();

/** For each option the name that is the same but for capitals; empty where there is none. */
export const sameNames = (options: readonly string[], names: readonly string[]): string[] =>
  options.map((option) => names.find((name) => fold(name) === fold(option)) ?? '');

/** Metrics of which more means that customers like it more. */
export const tellingMetrics = ({ answer }: Pick<Experiment, 'answer'>): Metric[] =>
  answer.metrics.filter(({ direction }) => direction === 'higher-is-better');
