import type { Comparison, Metric, Segment, TestAnswer } from '@dandelion-loop/contract';
import {
  byInterest,
  type GroupRow,
  groupRows,
  inSentence,
  interactionWords,
  numbers,
  primaryInteractions,
  primaryMetric,
  type Saying,
  segmentNotes,
  segmentsFinding,
} from '@dandelion-loop/wording';
import { type Terminal, wrapQuiet, wrapSaying } from './terminal-layout.ts';
import { axisFor, intervalRow, layoutFor, pictureHead } from './terminal-rows.ts';

/** The primary metric in each group of each segment. */

const mostValues = 8;
const mostComparisons = 3;

interface Block {
  heading: Saying;
  rows: GroupRow[];
  left: number;
}

export function segmentLines(terminal: Terminal, answer: TestAnswer): string[] {
  const metric = primaryMetric(answer);
  if (answer.segments.length === 0 || metric === undefined) return [];
  const head = ['', ...wrapSaying(terminal, [{ text: segmentsFinding(answer), role: 'strong' }])];
  if (answer.health.verdict === 'invalid') return head;
  const shown = byInterest(metric.comparisons, mostComparisons);
  const blocks = answer.segments.flatMap((segment) =>
    shown.flatMap((comparison) => blockOf(answer, segment, metric, comparison)),
  );
  const left = metric.comparisons.length - shown.length;
  return [
    ...head,
    ...blockLines(terminal, metric, blocks),
    ...(left > 0 ? [terminal.paint('quiet', `  and ${numbers.counted(left, 'more variation')}; --json has all`)] : []),
    ...segmentNotes(answer).flatMap(({ text }) => wrapQuiet(terminal, text, '  ')),
  ];
}

function blockOf(answer: TestAnswer, segment: Segment, metric: Metric, like: Comparison): Block[] {
  const all = groupRows(segment, metric, like);
  // The largest groups first when not all can be shown: small ones say least.
  const rows = all.length <= mostValues ? all : all.toSorted((a, b) => b.units - a.units).slice(0, mostValues);
  if (rows.length === 0) return [];
  const interaction = primaryInteractions(answer, segment).find(
    ({ variation, control }) => variation === like.variation && control === like.control,
  );
  const heading: Saying = [
    { text: `${inSentence(like.variation)} by ${inSentence(segment.column)}`, role: 'strong' },
    { text: `: ${interactionWords(answer, interaction)}` },
  ];
  return [{ heading, rows, left: all.length - rows.length }];
}

/** All blocks under one axis, so that groups of different segments can be compared by eye. */
function blockLines(terminal: Terminal, metric: Metric, blocks: readonly Block[]): string[] {
  const comparisons = blocks.flatMap(({ rows }) => rows.map(({ comparison }) => comparison));
  if (comparisons.length === 0) return [];
  const { kind } = metric;
  const decimals = numbers.decimalsOf(
    metric,
    comparisons.map(({ difference }) => difference),
  );
  const layout = layoutFor(terminal, metric, comparisons, decimals);
  const frame = axisFor(terminal, metric, comparisons, layout.picture);
  const unit = kind === 'proportion' ? `${metric.name}, points` : metric.name;
  return [
    ...pictureHead(terminal, frame, layout, unit),
    ...blocks.flatMap(({ heading, rows, left }) => [
      ...wrapSaying(terminal, heading, '  '),
      ...rows.flatMap(({ value, units, comparison }) =>
        intervalRow(terminal, {
          frame,
          layout,
          metric,
          decimals,
          comparison,
          name: value,
          units: numbers.count(units),
        }),
      ),
      ...(left > 0 ? [terminal.paint('quiet', `  and ${numbers.counted(left, 'smaller group')}; --json has all`)] : []),
    ]),
  ];
}
