import type { Learning, LearningScope } from '@dandelion-loop/contract';
import { lineOf } from '@dandelion-loop/wording';
import type { IntervalGroup, IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/learning.ts';
import { Name } from '../experiments/result-words.tsx';
import { estimateOn, type LearningsAxis, type Range, rangeOf, writtenOn } from './learnings-axis.ts';

/** The parts of a learning's tests as rows of a plot: years, older and newer half, channels. */

export type ScopeMeasure = 'expected' | 'measured';

/** `expected`: drawn toward the whole by how much scopes differ; as measured where that is not known. */
export function scopeRange(scope: LearningScope, measure: ScopeMeasure): Range {
  const { shrunken, shrunkenLow, shrunkenHigh } = scope;
  if (measure === 'measured' || shrunken === null || shrunkenLow === null || shrunkenHigh === null)
    return rangeOf(scope);
  return { effect: shrunken, low: shrunkenLow, high: shrunkenHigh };
}

/** In the order of their names, but time goes forward. */
export function scopesOf({ scopes }: Learning, dimension: string): LearningScope[] {
  const found = scopes.filter((scope) => scope.dimension === dimension);
  return dimension === 'half' ? found.sort((a, b) => (a.value > b.value ? -1 : 1)) : found;
}

/** "Older half", "2014", a channel. */
function ScopeName({ dimension, value }: Pick<LearningScope, 'dimension' | 'value'>) {
  const half = dimension === 'half' ? texts.halves[value] : undefined;
  return half ?? <Name room={40}>{value}</Name>;
}

/** A scope alone proves nothing, so its mark only says on which side of zero it lies. */
function toneOf({ favorable, effect }: Learning, { low, high, effect: own }: Range): IntervalRow['tone'] {
  if (low <= 0 && high >= 0) return 'uncertain';
  const asWhole = own * effect > 0;
  return favorable === null ? 'none' : asWhole === favorable ? 'better' : 'worse';
}

export function scopeRow(
  learning: Learning,
  scope: LearningScope,
  axis: LearningsAxis,
  measure: ScopeMeasure,
): IntervalRow {
  const range = scopeRange(scope, measure);
  const estimate = estimateOn(axis.relative, learning, range);
  return {
    key: `${scope.dimension}\n${scope.value}`,
    label: (
      <>
        <ScopeName {...scope} /> <span className="quiet n">{texts.tests(scope.tests)}</span>
      </>
    ),
    tone: toneOf(learning, range),
    line: lineOf(axis.frame, estimate),
    ...writtenOn(axis, estimate),
  };
}

/** All dimensions of a learning, each with whether its scopes differ. */
export function scopeGroups(
  learning: Learning,
  axis: LearningsAxis,
  measure: ScopeMeasure,
  level: number,
): IntervalGroup[] {
  const dimensions = [...new Set(learning.scopes.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => ({
    key: dimension,
    heading: (
      <>
        {texts.dimensions[dimension] ?? <ByDimension dimension={dimension} />}{' '}
        <small>{differs(learning, dimension, level) ? texts.differ : texts.noSign}</small>
      </>
    ),
    rows: scopesOf(learning, dimension).map((scope) => scopeRow(learning, scope, axis, measure)),
  }));
}

export function differs({ scopeDifferences }: Learning, dimension: string, level: number): boolean {
  const found = scopeDifferences.find((one) => one.dimension === dimension);
  return found !== undefined && found.adjustedPValue <= 1 - level;
}

function ByDimension({ dimension }: { dimension: string }) {
  const [before, after] = texts.by('\n').split('\n');
  return (
    <>
      {before}
      <Name room={40}>{dimension}</Name>
      {after}
    </>
  );
}
