import type {
  Estimate,
  Metric,
  Search,
  SearchCheck,
  SearchComparison,
  SearchVerdict,
  TestAnswer,
} from '@dandelion-loop/contract';
import * as numbers from './numbers.ts';
import { frameFor, lineOf, type PlotFrame, type PlotLine } from './plot.ts';
import type { Mark } from './verdicts.ts';

/** For whom a variation works, in words and as a chart, for terminal and page. */

export const searchQuestion = 'For whom does it work?';

export const searchMarks: Record<SearchVerdict, Mark> = {
  'holds-up': { glyph: '✓', ascii: 'ok', word: 'Holds up', tone: 'ok' },
  'not-confirmed': { glyph: '○', ascii: 'o', word: 'Not confirmed', tone: 'uncertain' },
  'nothing-found': { glyph: '=', ascii: '=', word: 'Nothing found', tone: 'none' },
  'cannot-tell': { glyph: '○', ascii: 'o', word: 'Cannot tell', tone: 'uncertain' },
  invalid: { glyph: '✕', ascii: 'x', word: 'Invalid', tone: 'invalid' },
};

const quoted = (name: string) => `“${name}”`;
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What the search found, in a sentence. */
export function searchFinding({ comparisons, metric }: Search): string {
  const of = (verdict: SearchVerdict) => comparisons.filter((one) => one.verdict === verdict);
  const names = (found: readonly SearchComparison[]) => listed(found.map(({ variation }) => quoted(variation)));
  if (of('invalid').length > 0) return 'For whom it works cannot be read: the test itself is not valid.';
  if (of('holds-up').length > 0) return `The effect of ${names(of('holds-up'))} on ${metric} is not the same for all.`;
  if (of('not-confirmed').length > 0)
    return 'Groups with another effect were seen, but held-out units do not confirm them.';
  if (of('nothing-found').length > 0) return 'Nothing found: no group is shown in which the effect is another.';
  return 'For whom it works cannot be told from this test.';
}

/** How units were divided, in a sentence. */
function searchMethod({ units }: SearchComparison): string {
  return `Units were divided by chance: ${numbers.count(units.choosing)} chose where to divide, ${numbers.count(units.testing)} tested whether the effect differs there, and ${numbers.count(units.heldOut)} that had no part in either give the numbers here and the check.`;
}

/** The check in a sentence; null where there is none. */
function searchCheckWords(metric: Metric, check: SearchCheck | null, level: number): string | null {
  if (check === null) return null;
  const decimals = numbers.decimalsOf(metric, [check]);
  const points = metric.kind === 'proportion' ? ' points' : '';
  const holds = check.low > 0 ? 'The order holds' : 'That is not beyond chance';
  return `Held-out units, the group with the best effect first, gain ${numbers.difference(metric, check.value, decimals)}${points} per unit treated over a random order (Qini coefficient, ${numbers.share(level)} interval ${numbers.interval(metric, check, decimals)}). ${holds}.`;
}

/** One group as it is drawn and written. */
export interface SearchMark {
  key: string;
  condition: string;
  share: string;
  units: string;
  line: PlotLine | null;
  text: string | null;
  interval: string | null;
  /** Of the third that tests. */
  tested: string;
  difference: Estimate;
}

export interface SearchPlot {
  key: string;
  variation: string;
  control: string | null;
  verdict: SearchVerdict;
  sentence: string;
  doubts: readonly string[];
  method: string | null;
  check: string | null;
  /** Where the curve of the check stands above a random order, from the first group on; shares and the metric's unit. */
  curve: readonly { fraction: number; gain: number }[];
  /** Null where groups are not divided. */
  frame: PlotFrame | null;
  rows: readonly SearchMark[];
}

const wholeName = 'all units';

function plotOf(found: SearchComparison, metric: Metric, level: number): SearchPlot {
  const { variation, control, verdict, sentence, groups, check } = found;
  const divided = groups.length > 1;
  const estimates = groups.map(({ difference }) => difference);
  const frame = divided ? frameFor({ metric, measure: 'difference', estimates, margin: null, level }) : null;
  const tests = numbers.decimalsOf(
    metric,
    groups.map(({ tested }) => tested),
  );
  return {
    ...{ key: `${variation}\n${control}`, variation, control, verdict, sentence },
    doubts: found.howItCouldBeWrong,
    method: found.units.heldOut > 0 ? searchMethod(found) : null,
    check: searchCheckWords(metric, check, level),
    curve: (check?.curve ?? []).map(({ fraction, value, random }) => ({ fraction, gain: value - random })),
    frame,
    rows: !frame
      ? []
      : groups.map(({ condition, share, units, difference, tested }) => ({
          ...{ key: condition, condition: condition || wholeName, difference },
          share: numbers.share(share),
          units: numbers.count(units),
          line: lineOf(frame, difference),
          text: difference.value === null ? null : numbers.difference(metric, difference.value, frame.decimals),
          interval: difference.low === null ? null : numbers.interval(metric, difference, frame.decimals),
          tested: tested.value === null ? numbers.dash : numbers.difference(metric, tested.value, tests),
        })),
  };
}

/** Each comparison of a search, those that found something first. */
export function searchPlots(search: Search, { metrics }: Pick<TestAnswer, 'metrics'>): SearchPlot[] {
  const metric = metrics.find(({ name }) => name === search.metric);
  if (metric === undefined) return [];
  const order: SearchVerdict[] = ['holds-up', 'not-confirmed', 'nothing-found', 'cannot-tell', 'invalid'];
  return search.comparisons
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map((found) => plotOf(found, metric, search.level));
}
