import type {
  Comparison,
  Experiment,
  Metric,
  Segment,
  SharedExperiment,
  SharedMetric,
  Workspace,
} from '@dandelion-loop/contract';
import { primaryMetric, questionOf, unitsOf } from '@dandelion-loop/wording';
import { dayIn } from '../../kernel/day-in.ts';
import type { ShareRow } from './records.ts';
import { safeGroups } from './safe-groups.ts';

/**
 * What somebody outside may see of an experiment. A new form filled field by field, never the stored answer with parts taken away: a
 * field that answers gain later is not in it. Sentences that were made for members (checks, reasons, notes) can name columns and
 * files, so none of them is passed on. Pure.
 */

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A title that nobody gave is the name of the import, and that of its file. */
function givenTitle({ title, name, importName }: Experiment): string | null {
  const given = oneLine(title);
  return given === '' || (name === null && given === oneLine(importName)) ? null : given;
}

function sharedComparison(comparison: Comparison): SharedMetric['comparisons'][number] {
  const { variation, control, difference, lift, level, inference, adjustedPValue, chanceToWin } = comparison;
  const { practicalMargin, unitsNeeded, verdict, worthHaving } = comparison;
  return {
    ...{ variation, control, difference, lift, level, inference, adjustedPValue, chanceToWin },
    ...{ practicalMargin, unitsNeeded, verdict, worthHaving },
  };
}

function sharedNumbers({ variations, comparisons }: Metric): Pick<SharedMetric, 'variations' | 'comparisons'> {
  return {
    variations: variations.map(({ name, units, value }) => ({ name, units, value })),
    comparisons: comparisons.map(sharedComparison),
  };
}

function sharedMetric(metric: Metric): SharedMetric {
  const { name, kind, currency, primary, direction, practical } = metric;
  return {
    ...{ name, kind, primary, direction, practical },
    ...(currency === undefined ? {} : { currency }),
    ...sharedNumbers(metric),
  };
}

/** In the order of the variations of another metric, which has all of them. */
const unitsIn = ({ variations }: Metric, like: Metric): number[] =>
  like.variations.map(({ name }) => variations.find((one) => one.name === name)?.units ?? 0);

/** By the metric that decides, and by no other: each more would be one more whole to subtract from. */
function sharedGroups(segment: Segment, primary: Metric): SharedExperiment['groups'] {
  const groups = segment.values.flatMap(({ value, metrics }) => {
    const metric = metrics.find(({ name }) => name === primary.name);
    return metric === undefined ? [] : [{ value, metric, units: unitsIn(metric, primary) }];
  });
  const safe = safeGroups(groups, unitsIn(primary, primary));
  if (safe.size === 0) return null;
  const shown = groups.filter(({ value }) => safe.has(value));
  return {
    column: segment.column,
    interactions: segment.interactions
      .filter(({ metric }) => metric === primary.name)
      .map(({ variation, control, adjustedPValue }) => ({ variation, control, adjustedPValue })),
    values: shown.map(({ value, metric }) => ({ value, ...sharedNumbers(metric) })),
    someLeftOut: shown.length < segment.values.length,
  };
}

/** The day of an instant where the workspace is. */
type Around = Pick<Workspace, 'name' | 'locale' | 'timeZone'>;
type Shown = Pick<ShareRow, 'segment' | 'showMaker' | 'createdBy' | 'expiresAt'>;

export function sharedExperiment(experiment: Experiment, share: Shown, workspace: Around): SharedExperiment {
  const { answer, analysis, ranOn, verdict } = experiment;
  const { source, health } = answer;
  const readable = health.verdict !== 'invalid';
  const primary = primaryMetric(answer);
  const segment = answer.segments.find(({ column }) => column === share.segment);
  const day = (at: Date) => dayIn(workspace.timeZone, at);
  return {
    kind: 'experiment',
    ...{ workspace: workspace.name, locale: workspace.locale },
    asOf: day(new Date(analysis.finishedAt ?? analysis.createdAt)),
    endsOn: day(share.expiresAt),
    sharedBy: share.showMaker ? share.createdBy.name : null,
    ...{ title: givenTitle(experiment), question: questionOf(answer), ranOn },
    units: source.units,
    unit: unitsOf(source).one === 'row' ? 'row' : 'unit',
    variations: source.variations.length,
    filtered: (analysis.choices?.where ?? null) !== null,
    verdict,
    health: { verdict: health.verdict, checks: health.checks.map(({ name, verdict }) => ({ name, verdict })) },
    metrics: readable ? answer.metrics.map(sharedMetric) : [],
    groups: readable && primary && segment ? sharedGroups(segment, primary) : null,
  };
}
