import type { Choices, Counts, MetricChoice, Practical } from '@dandelion-loop/contract';
import { shellLine } from '../../kernel/shell-line.ts';

/** What was chosen on a page as the command that gives the same answer from the same file. */

/** What `./dandelion sample` calls the file that it writes. */
export const sampleFileName = 'dandelion-sample.csv';

/** An option with its value; with an equals sign where the value would pass for an option. */
const option = (name: string, value: string): string[] =>
  value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];

const each = (name: string, values: readonly string[]): string[] =>
  [...new Set(values)].flatMap((value) => option(name, value));

const given = (name: string, value: string | null): string[] => (value === null ? [] : option(name, value));

/** In the order of the command line: programs take what begins with a dash for an option. */
const fileWord = (file: string): string => (file.startsWith('-') ? `./${file}` : file);

/** Parts of a metric, of a list of metrics: what separates them is escaped. */
const escaped = (text: string): string => text.replaceAll(/[\\:/]/g, '\\$&');
const listed = (text: string): string => text.replaceAll(/[\\,]/g, '\\$&');

/** 7 for 0.07, not 7.000000000000001. */
const percent = (share: number): number => Number((share * 100).toPrecision(15));

const practicalWord = ({ value, relative }: Practical): string => (relative ? `${percent(value)}%` : `${value}`);

function metricWord({ name, kind, numerator, denominator }: MetricChoice): string {
  if (kind === null && denominator === null && name === numerator) return escaped(name);
  const columns = [numerator, ...(denominator === null ? [] : [denominator])].map(escaped).join('/');
  return `${escaped(name)}:${kind ?? ''}:${columns}`;
}

/** Once for all metrics where it is the same of all. */
function practicalWords(metrics: readonly MetricChoice[]): string[] {
  const words = metrics.map(({ practical }) => practicalWord(practical));
  const [first] = words;
  if (words.every((word) => word === first)) return first === '1%' ? [] : option('practical', first!);
  return metrics.flatMap(({ name }, i) => option('practical', `${name}=${words[i]}`));
}

const metricWords = (metrics: readonly MetricChoice[]): string[] => [
  ...metrics.flatMap((metric) => option('metric', metricWord(metric))),
  ...metrics.filter(({ lowerIsBetter }) => lowerIsBetter).flatMap(({ name }) => option('lower-is-better', name)),
];

/** Null where a name of a variation holds what separates names. */
function splitWord(split: Readonly<Record<string, number>>): string | null {
  const names = Object.keys(split);
  if (names.some((name) => name !== name.trim() || /=\s*[0-9.eE+-]+\s*%?\s*,/.test(name))) return null;
  return names.map((name) => `${name}=${split[name]}`).join(',');
}

function inferenceWords({
  inference,
  level,
  plannedUnits,
}: Pick<Choices, 'inference' | 'level' | 'plannedUnits'>): string[] {
  return [
    ...(inference === 'fixed' ? [] : ['--inference', inference]),
    ...(inference === 'sequential' ? ['--planned-units', `${plannedUnits}`] : []),
    ...(level === 0.95 ? [] : ['--level', `${level}`]),
  ];
}

/** Which rows, of which test and variation. A period is never to be guessed: on a page it was chosen, or chosen not to be there. */
function placeWords(choices: Choices): string[] | null {
  const split = choices.split === null ? null : splitWord(choices.split);
  if (choices.split !== null && split === null) return null;
  return [
    ...given('test', choices.test),
    ...option('variation', choices.variation),
    ...given('split', split),
    ...given('unit', choices.unit),
    ...(choices.test === null ? [] : option('period', choices.period ?? '')),
    ...given('where', choices.where),
  ];
}

/**
 * The command that judges the file as it was chosen.
 *
 * @param file its name
 * @param funnel metrics of the steps, where the answer has a funnel
 * @returns null where a name of the file cannot be written in an option
 */
export function analyzeCommand(choices: Choices, file: string, funnel: readonly string[] | null): string | null {
  const places = placeWords(choices);
  if (places === null) return null;
  const { metrics, control, segments, attributes, search } = choices;
  return shellLine([
    ...['./dandelion', 'analyze', fileWord(file)],
    ...places,
    ...given('control', control),
    ...metricWords(metrics),
    ...practicalWords(metrics),
    ...metrics.flatMap(({ name, covariate }) =>
      covariate === null ? [] : option('covariate', `${name}=${covariate}`),
    ),
    ...each('segment', segments),
    ...each('attribute', attributes),
    ...each('search', search),
    ...(funnel === null ? [] : option('funnel', funnel.map(listed).join(','))),
    ...inferenceWords(choices),
    // The words for many tests are a list of them: each whole answer is in the JSON.
    ...(choices.test === null ? [] : ['--json']),
  ]);
}

/** How learnings are computed in the workspace. */
interface LearningAsked {
  level: number;
  practical: Practical;
  /** The file with coders of one's own; null without any. */
  coderFile: string | null;
}

/**
 * The command that computes the learnings of one file, all of them: how many are looked at decides what is settled.
 *
 * @returns null like {@link analyzeCommand}, and where the file has one test
 */
export function learnCommand(choices: Choices, file: string, asked: LearningAsked): string | null {
  const places = placeWords(choices);
  if (places === null || choices.test === null) return null;
  return shellLine([
    ...['./dandelion', 'learn', fileWord(file)],
    ...places,
    ...metricWords(choices.metrics),
    ...each('attribute', choices.attributes),
    ...each('text', choices.texts),
    ...each('hold', choices.held),
    ...(asked.coderFile === null || choices.texts.length === 0 ? [] : option('coder-file', asked.coderFile)),
    ...(practicalWord(asked.practical) === '1%' ? [] : option('practical', practicalWord(asked.practical))),
    ...(asked.level === 0.95 ? [] : ['--level', `${asked.level}`]),
    '--json',
  ]);
}

/** The command for counts that were typed. */
export function quickCommand(counts: Counts): string | null {
  const { variations, split, lowerIsBetter, practical } = counts;
  if (variations.some(({ name }) => name.includes(','))) return null;
  return shellLine([
    ...['./dandelion', 'quick', ...variations.map(({ tried, succeeded }) => `${tried}/${succeeded}`)],
    ...option('names', variations.map(({ name }) => name).join(',')),
    ...(split === null ? [] : option('split', split.join(','))),
    ...(lowerIsBetter ? ['--lower-is-better'] : []),
    ...(practicalWord(practical) === '1%' ? [] : option('practical', practicalWord(practical))),
    ...inferenceWords(counts),
  ]);
}
