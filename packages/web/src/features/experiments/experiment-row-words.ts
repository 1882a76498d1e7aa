import type { ExperimentRow, ExperimentVerdict } from '@dandelion-loop/contract';
import { lineOf, numbers, opponentWords, type PlotFrame, type PlotLine, testMarks } from '@dandelion-loop/wording';
import type { MarkTone } from '../../charts/interval-mark.tsx';
import { texts } from '../../texts/experiments.ts';

/** What stands in the row of one test. */

export interface RowWords {
  tone: MarkTone;
  verdict: string;
  /** "+26%"; null where nothing may be read. */
  value: string | null;
  /** "−16% to +88%", or why there is no number. */
  beside: string;
  /** Null: nothing is known, a dotted line. Undefined: there is no lift to draw. */
  line: PlotLine | null | undefined;
  /** Which variation, against what, on which metric; null where nothing is compared. */
  compared: string | null;
}

const tones: Record<ExperimentVerdict, MarkTone> = {
  won: 'better',
  lost: 'worse',
  'no-difference': 'none',
  inconclusive: 'uncertain',
  invalid: 'invalid',
};

/** Ten times as much and more is only that: the exact number is on the page of the test. */
const most = 9.99;

const mostPlaces = 2;

function change(value: number, decimals: number): string {
  if (Math.abs(value) <= most) return numbers.percentChange(value, decimals);
  return value > 0 ? '>+999%' : '<−999%';
}

function bounds(low: string | null, high: string | null): string {
  if (low === null) return high === null ? texts.noBounds : texts.orLess(high);
  return high === null ? texts.orMore(low) : texts.between(low, high);
}

function liftWords({ lift }: ExperimentRow): Pick<RowWords, 'value' | 'beside'> {
  const decimals = Math.min(mostPlaces, numbers.decimalsOfAll([lift], 100));
  const written = (value: number | null): string | null => (value === null ? null : change(value, decimals));
  return { value: written(lift.value), beside: bounds(written(lift.low), written(lift.high)) };
}

/** Where the control is zero there is no lift; the difference in its own unit says what there is to say. */
function differenceWords({ difference, kind, currency }: ExperimentRow): Pick<RowWords, 'value' | 'beside'> {
  if (kind === null || difference.value === null) return { value: null, beside: texts.tooFew };
  const metric = { kind, currency };
  const decimals = numbers.decimalsOf(metric, [difference]);
  const interval = numbers.interval(metric, difference, decimals);
  return {
    value: numbers.difference(metric, difference.value, decimals),
    beside: kind === 'proportion' ? texts.points(interval) : interval,
  };
}

function comparedWords({ variation, control, metric }: ExperimentRow): string | null {
  if (variation === null || metric === null) return null;
  return texts.compared(variation, opponentWords(control), metric);
}

export function rowWords(row: ExperimentRow, frame: PlotFrame | null): RowWords {
  const { verdict, lift, difference, invalidBecause } = row;
  const common = { tone: tones[verdict], verdict: testMarks[verdict].word, compared: comparedWords(row) };
  const line = frame === null || (lift.value === null && difference.value !== null) ? undefined : lineOf(frame, lift);
  if (verdict === 'invalid') return { ...common, line, value: null, beside: invalidBecause ?? texts.doNotRead };
  return { ...common, line, ...(lift.value === null ? differenceWords(row) : liftWords(row)) };
}
