import type {
  Estimate,
  HealthVerdict,
  SearchCheck,
  SearchGroup,
  SearchSplit,
  SearchVerdict,
} from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { InferenceRequest, MetricPlan } from './request.ts';

/** What a search found in plain words, and how it could be wrong. */

const quoted = (name: string) => `“${name}”`;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export interface SearchWords {
  plan: MetricPlan;
  request: InferenceRequest;
  health: HealthVerdict;
  variation: string;
  /** Columns that were searched. */
  columns: readonly { name: string; kind: 'number' | 'levels' }[];
  splits: readonly SearchSplit[];
  groups: readonly SearchGroup[];
  check: SearchCheck | null;
  verdict: SearchVerdict;
  /** Units in the third that tests. */
  testingUnits: number;
}

const points = (plan: MetricPlan) => (plan.kind === 'proportion' ? ' points' : '');

function rangeOf(plan: MetricPlan, estimate: Estimate): string {
  return `${numbers.interval(plan, { ...estimate, value: null }, numbers.decimalsOf(plan, [estimate]))}${points(plan)}`;
}

const differenceOf = (plan: MetricPlan, { difference }: SearchSplit, at: number | null) =>
  `${numbers.difference(plan, at, numbers.decimalsOf(plan, [difference]))}${points(plan)}`;

/** "+7.4 points where womens is 1, +0.9 points where womens is 0": the better effect first, and the difference from there. */
function sidesOf(plan: MetricPlan, split: SearchSplit): { sides: string; difference: Estimate } {
  const { value, low, high } = split.difference;
  const first = (value ?? 0) > 0 === !plan.lowerIsBetter;
  const sides = first ? [split.first, split.second] : [split.second, split.first];
  const turned = { value: value && -value, low: high && -high, high: low && -low };
  return {
    sides: sides
      .map(({ condition, difference }) => `${differenceOf(plan, split, difference.value)} where ${condition}`)
      .join(', '),
    difference: first ? split.difference : turned,
  };
}

function splitSentence({ plan, request, variation }: SearchWords, split: SearchSplit): string {
  const among = split.within === '' ? '' : ` among units where ${split.within}`;
  const { sides, difference } = sidesOf(plan, split);
  return `The effect of ${quoted(variation)} on ${plan.name} differs${among}: ${sides} (${numbers.share(request.level)} interval of the difference between the two ${rangeOf(plan, difference)}).`;
}

function checkSentence({ plan, verdict, check }: SearchWords): string {
  if (verdict === 'holds-up')
    return ' It was found in other units than those that give these numbers, and holds up in them.';
  if (check === null) return ' Too few units were held out to check it.';
  return ` It was found in other units, and those that were held out do not confirm it: taken in this order they gain ${rangeOf(plan, check)} per unit treated over a random order. It is an idea for the next test, not a finding.`;
}

/** Whether held-out units show the difference that was tested, with an interval on its side of zero. */
const heldOutAgree = ({ tested, difference: { low, high } }: SearchSplit): boolean =>
  (tested.value ?? 0) > 0 ? (low ?? 0) > 0 : (high ?? 0) < 0;

/** A split that was confirmed, of which held-out units show nothing, beside one that they do show. */
function notShownSentence({ plan, request }: SearchWords, split: SearchSplit): string {
  const { difference } = sidesOf(plan, split);
  const among = split.within === '' ? '' : ` among units where ${split.within}`;
  return ` A difference${among} between those where ${split.first.condition} and the rest was seen too, and held-out units do not show it (${numbers.share(request.level)} interval ${rangeOf(plan, difference)}).`;
}

/** What was confirmed, each split by itself: one that holds up says nothing of another. */
function foundSentence(words: SearchWords): string {
  const confirmed = words.splits.filter((split) => split.confirmed);
  const shown = words.verdict === 'holds-up' ? confirmed.filter(heldOutAgree) : confirmed;
  // Where none does by itself, it is their order together that holds.
  const said = shown.length > 0 ? shown : confirmed;
  const rest = confirmed.filter((split) => !said.includes(split));
  return `${said.map((split) => splitSentence(words, split)).join(' ')}${checkSentence(words)}${rest.map((split) => notShownSentence(words, split)).join('')}`;
}

/** The answer of one comparison. */
export function searchSentence(words: SearchWords): string {
  const { plan, variation, columns } = words;
  const effect = `the effect of ${quoted(variation)} on ${plan.name}`;
  switch (words.verdict) {
    case 'invalid':
      return `Do not ask for whom ${quoted(variation)} works: the test itself is not valid.`;
    case 'cannot-tell':
      return `For whom ${quoted(variation)} works cannot be told from this test.`;
    case 'nothing-found':
      return `Nothing found: by ${listed(columns.map(({ name }) => quoted(name)))}, no group of units is shown in which ${effect} is another.`;
    case 'holds-up':
    case 'not-confirmed':
      return foundSentence(words);
  }
}

/** Why a search could not begin. */
export const cannotTell = {
  ratio: (metric: string) =>
    `${quoted(metric)} is a ratio of two columns, and a search needs a metric of one value a unit, such as a rate or an amount. Let such a metric decide.`,
  columns: 'No column is left that can be searched.',
  units: (fewest: number, needed: number) =>
    `Too few units: each side of a split needs ${numbers.count(fewest)} units of each variation in the third that chooses, so about ${numbers.count(needed)} units of each variation are the least.`,
  events: 'The outcome is the same for every unit, so no effect can be seen.',
  groups: (fewest: number) =>
    `No column divides the units into groups that are large enough: each side needs ${numbers.count(fewest)} units of each variation in the third that chooses.`,
};

/** Standard errors away from zero that a true difference must be to be found in four of five tests. */
const foundInFourOfFive = 2.8;

/** Differences below this would be missed in more than one of five tests; by the spread of the first split. */
function missedBelow({ plan, splits }: SearchWords): string | null {
  const { low, high } = splits[0]?.tested ?? { low: null, high: null };
  if (low === null || high === null) return null;
  const size = ((high - low) / 2 / 1.96) * foundInFourOfFive;
  return numbers.amount(plan, size, numbers.decimalsFor(size * numbers.scaleOf(plan)));
}

function doubtsOfFinding(words: SearchWords): string[] {
  const { request, columns, groups } = words;
  const terms = groups.flatMap((group) => group.terms);
  const used = [...new Set(terms.map(({ column }) => column))];
  const cut = used.filter((name) => columns.some((column) => column.name === name && column.kind === 'number'));
  const level = numbers.share(1 - request.level);
  return [
    `${listed(used.map(quoted))} ${used.length === 1 ? 'goes' : 'go'} with the difference and need not be its cause: something else that these units have in common may be.`,
    ...(cut.length > 0
      ? [
          'A threshold is where one third of the units saw the largest difference. The true border may be elsewhere, or there may be none but a slope.',
        ]
      : []),
    'Groups are as coarse as the units can tell: within one of them the effect may differ still.',
    `Where an effect is the same for all, a search finds something in at most ${level} of such tests, and held-out units agree in far fewer.`,
  ];
}

function doubtsOfNothing(words: SearchWords): string[] {
  const size = missedBelow(words);
  const missed =
    size === null
      ? ''
      : ` With ${numbers.count(words.testingUnits)} units to test it, a difference between groups smaller than about ${size} would be missed in more than one of five tests.`;
  return [
    `Nothing found is not “the same for all”.${missed}`,
    'Groups by columns that were not named, or by three columns together, were not looked for.',
  ];
}

/** How the answer could be wrong, what weighs most first. */
export function searchDoubts(words: SearchWords): string[] {
  const { verdict, request, health, plan } = words;
  if (verdict === 'invalid' || verdict === 'cannot-tell') return ['There is no finding to be wrong.'];
  return [
    ...(verdict === 'nothing-found' ? doubtsOfNothing(words) : doubtsOfFinding(words)),
    'It is right only if the columns were known before the test began: what a variation itself changed would sort units by their answer.',
    ...(plan.covariate === null
      ? []
      : [`The covariate ${quoted(plan.covariate)} is not used here, so intervals are wider than they could be.`]),
    ...(request.inference === 'fixed'
      ? []
      : [
          `It is computed as if looked at once, at the end: ${request.inference === 'sequential' ? 'unlike the comparisons it does not hold at every look' : 'intervals are confidence intervals, whatever the comparisons use'}.`,
        ]),
    ...(health === 'warning' ? ['A check of the test gave a warning; read that first.'] : []),
  ];
}

/** How many looks were allowed for. */
export const multiplicitySentence = (splits: number, level: number): string =>
  splits === 0
    ? 'No split was tested.'
    : `${numbers.counted(splits, 'split')} ${splits === 1 ? 'was' : 'were'} tested, with Holm’s correction: in at most ${numbers.share(1 - level)} of tests without any difference one would look confirmed. Each was chosen in other units than those that test it, so columns and thresholds that were tried cost nothing more.`;
