import type { Comparison, Metric, MetricVariation, TestAnswer } from '@dandelion-loop/contract';
import { decimalsOfMetric } from './answer-sentences.ts';
import { type Note, openReason } from './findings.ts';
import * as numbers from './numbers.ts';
import { clause, unadjustedWords, unitsOf } from './phrases.ts';
import { byInterest, comparisonMarks, type Mark, verdictWords } from './verdicts.ts';

/** Every number of an answer, in one table. */

export interface ResultTable {
  /** Of the columns between "Variation" and "Verdict". */
  heads: string[];
  metrics: MetricTable[];
  notes: Note[];
}

export interface MetricTable {
  name: string;
  rows: TableRow[];
  /** Comparisons that are not shown. */
  left: number;
}

export interface TableRow {
  variation: string;
  /** One for each head. */
  cells: string[];
  /** Null where the others are compared with this one. */
  verdict: { mark: Mark; words: string } | null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function resultTable(answer: TestAnswer, most = 100): ResultTable {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const bayesian = all.some(({ inference }) => inference === 'bayesian');
  const evidence = bayesian ? ['Chance to be better', 'Expected loss'] : ['p'];
  const interval = `${numbers.share(all[0]?.level ?? 0.95)} interval`;
  const heads = [capital(unitsOf(answer.source).many), 'Result', 'Difference', interval, 'Lift', ...evidence];
  const adjusted = all.length > 1 && !bayesian ? [{ title: 'Many comparisons', text: unadjustedWords }] : [];
  return {
    heads,
    metrics: answer.metrics.map((metric) => metricTable(metric, heads.length, bayesian, most)),
    notes: [...adjusted, ...liftNote(all)],
  };
}

function liftNote(all: readonly Comparison[]): Note[] {
  const reason = all.map(openReason).find((text) => text !== null);
  return reason === undefined ? [] : [{ title: 'Why a lift is missing', text: clause(reason) }];
}

function metricTable(metric: Metric, columns: number, bayesian: boolean, most: number): MetricTable {
  const decimals = decimalsOfMetric(metric);
  const shown = byInterest(metric.comparisons, most);
  const find = (name: string): MetricVariation | undefined => metric.variations.find((one) => one.name === name);
  const values = (variation: MetricVariation | undefined): string[] => [
    numbers.count(variation?.units),
    numbers.metricValue(metric, variation?.value, decimals),
  ];
  const controls = [...new Set(shown.flatMap(({ control }) => (control === null ? [] : [control])))];
  const bases = controls.flatMap((name): TableRow[] => {
    const found = find(name);
    if (found === undefined) return [];
    const empty = Array.from({ length: columns - 2 }, () => numbers.dash);
    return [{ variation: name, cells: [...values(found), ...empty], verdict: null }];
  });
  const rows = shown.map((comparison): TableRow => {
    const cells = comparison.verdict === 'invalid' ? null : comparisonCells(metric, comparison, decimals, bayesian);
    return {
      variation: comparison.variation,
      cells: [
        ...values(find(comparison.variation)),
        ...(cells ?? Array.from({ length: columns - 2 }, () => numbers.dash)),
      ],
      verdict: { mark: comparisonMarks[comparison.verdict], words: verdictWords(comparison) },
    };
  });
  return { name: metric.name, rows: [...bases, ...rows], left: metric.comparisons.length - shown.length };
}

function comparisonCells(metric: Metric, comparison: Comparison, decimals: number, bayesian: boolean): string[] {
  const { difference, chanceToWin, adjustedPValue } = comparison;
  const evidence = bayesian
    ? [numbers.chance(chanceToWin), lossWords(metric, comparison, decimals)]
    : [adjustedPValue === null ? numbers.dash : numbers.pValue(adjustedPValue).replace(/^p (= )?/, '')];
  return [
    numbers.difference(metric, difference.value, decimals),
    difference.value === null ? numbers.dash : numbers.interval(metric, difference, decimals),
    liftWords(comparison),
    ...evidence,
  ];
}

/** A loss is often far smaller than the differences: it keeps two digits of its own. */
export function lossWords(metric: Metric, { expectedLoss }: Comparison, decimals: number): string {
  const own = numbers.decimalsFor((expectedLoss ?? 0) * numbers.scaleOf(metric));
  return numbers.amount(metric, expectedLoss, Math.max(decimals, own));
}

function liftWords({ lift }: Comparison): string {
  const open = lift.value !== null && (lift.low === null || lift.high === null);
  return `${numbers.lift(lift.value)}${open ? ', no bounds' : ''}`;
}
