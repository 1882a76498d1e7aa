import type { Analysis, Choices, Counts, MetricChoice, Practical } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/imports.ts';
import { writeNumber } from '../../ui/number-text.ts';

/** What was chosen, in words: a line or two for the history of an import. */

const words = texts.chosen;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

function practicalWords({ value, relative }: Practical, isRate: boolean): string {
  if (value === 0) return words.anyDifference;
  const shown = writeNumber(relative || isRate ? value * 100 : value);
  return words.worthHaving(relative ? words.percent(shown) : isRate ? words.points(shown) : shown);
}

function metricWords(metric: MetricChoice): string {
  const of = metric.denominator === null ? '' : words.outOf(metric.denominator);
  const parts = [
    `${metric.name}${of}`,
    ...(metric.lowerIsBetter ? [words.lower] : []),
    practicalWords(metric.practical, metric.kind === 'proportion'),
    ...(metric.covariate === null ? [] : [words.covariate(metric.covariate)]),
  ];
  return parts.join(', ');
}

const splitWords = (split: Choices['split']): string[] =>
  split === null
    ? []
    : [
        words.split(
          Object.entries(split)
            .map(([name, weight]) => `${name} ${writeNumber(weight)}`)
            .join(', '),
        ),
      ];

function methodWords({
  inference,
  level,
  plannedUnits,
}: Pick<Choices, 'inference' | 'level' | 'plannedUnits'>): string {
  const percent = numbers.share(level);
  if (inference === 'sequential') return words.sequential(percent, numbers.count(plannedUnits));
  return inference === 'bayesian' ? words.bayesian(percent) : words.fixed(percent);
}

function wordsOfChoices(choices: Choices): string[] {
  const [first, ...others] = choices.metrics;
  return [
    choices.control === null ? words.variation(choices.variation) : words.against(choices.variation, choices.control),
    ...(first ? [words.decides(metricWords(first))] : []),
    ...(others.length > 0 ? [words.also(others.map(metricWords).join('; '))] : []),
    ...splitWords(choices.split),
    ...(choices.unit === null ? [] : [words.unit(choices.unit)]),
    ...(choices.test === null ? [] : [words.test(choices.test)]),
    ...(choices.period === null ? [] : [words.period(choices.period)]),
    ...(choices.segments.length > 0 ? [words.segments(listed(choices.segments))] : []),
    ...(choices.search.length > 0 ? [words.search(listed(choices.search))] : []),
    ...(choices.attributes.length > 0 ? [words.attributes(listed(choices.attributes))] : []),
    ...(choices.texts.length > 0 ? [words.texts(listed(choices.texts))] : []),
    ...(choices.held.length > 0 ? [words.held(listed(choices.held))] : []),
    ...(choices.where === null ? [] : [words.where(choices.where)]),
    methodWords(choices),
  ];
}

function wordsOfCounts(counts: Counts): string[] {
  const { variations, split, practical, lowerIsBetter } = counts;
  const arms = variations.map(({ name, tried, succeeded }) =>
    words.counted(name, numbers.count(succeeded), numbers.count(tried)),
  );
  return [
    `${listed(arms)}.`,
    ...(lowerIsBetter ? [words.lowerCounts] : []),
    ...splitWords(split && Object.fromEntries(variations.map(({ name }, at) => [name, split[at] ?? 1]))),
    words.sentence(practicalWords(practical, true)),
    methodWords(counts),
  ];
}

/** Sentences; the sample has none. */
export function wordsOfAnalysis({ choices, counts }: Pick<Analysis, 'choices' | 'counts'>): string[] {
  if (choices !== null) return wordsOfChoices(choices);
  return counts === null ? [] : wordsOfCounts(counts);
}
