import { chance, count, counted, decimalsFor, fixed, openInterval, percentChange } from './numbers.ts';

/** How proposals and drafts of tests read. */

interface Contrast {
  name: string;
  level: string;
  reference: string;
}

/** "“Question” present instead of absent", of an attribute in words. */
export const testedWords = ({ name, level, reference }: Contrast): string =>
  `“${name}” ${level} instead of ${reference}`;

/** A belief of a relative change: "+1.2% (−3.0% to +5.4%)". */
export function believedWords({ relative, low, high }: { relative: number; low: number; high: number }): string {
  const places = decimalsFor(50 * (high - low));
  const range = openInterval(percentChange(low, places), percentChange(high, places));
  return `${percentChange(relative, places)} (${range})`;
}

export const uncertainWhy = (contrast: Contrast, metric: string, tests: number): string =>
  `${counted(tests, 'test leaves', 'tests leave')} open whether ${testedWords(contrast)} changes “${metric}”.`;

export const outlyingWhy = (contrast: Contrast, metric: string, outlying: number, tests: number): string =>
  `${counted(outlying, 'test')} of ${count(tests)} ${outlying === 1 ? 'stands' : 'stand'} apart from the others in what ${testedWords(contrast)} does to “${metric}”.`;

export const scopeWhy = (said: string, contrast: Contrast, metric: string): string =>
  `${said} It is about ${testedWords(contrast)} and “${metric}”, and differs from what all tests say together.`;

export const driftWhy = (contrast: Contrast, metric: string): string =>
  `What ${testedWords(contrast)} does to “${metric}” changed over the years: what older tests say may not hold today.`;

/** "100 days", "11.6 years". */
const ageWords = (days: number): string => (days < 730 ? counted(days, 'day') : `${fixed(days / 365.25, 1)} years`);

export const staleWhy = (contrast: Contrast, metric: string, days: number | null): string =>
  `What ${testedWords(contrast)} does to “${metric}” was settled${days === null ? '' : ` by tests of which the newest is ${ageWords(days)} old`}: whether it still holds is not known.`;

export const untestedWhy = (contrast: Contrast, metric: string, reason: string | null): string =>
  `No test says what ${testedWords(contrast)} does to “${metric}”.${reason === null ? '' : ` ${reason}`}`;

export const ideaWhy = (by: string, believed: string, drawn: string | null): string =>
  `An idea of ${by}, who expects ${believed}.${drawn === null ? '' : ` Drawn toward what changes did in your tests so far it is ${drawn}.`}`;

export const assumptionWhy =
  'An open assumption. It is valued as if it could go either way, so that nobody’s belief is given away.';

export const combinedTitle = (titles: readonly string[]): string => `Test at once: ${titles.join(' · ')}`;

export const combinedWhy = (questions: number, variations: number): string =>
  `${counted(questions, 'question')} in one test of ${count(variations)} variations: each variation has its own combination, so every unit counts for all of them.`;

/** What one would do without the test, and what it could bring about. */
export function decisionSentence(
  contrasts: readonly (Contrast & { favored: boolean })[],
  metric: string,
  changesMind: number,
): string {
  const often = `It changes that with a chance of ${chance(changesMind)}.`;
  if (contrasts.length > 1) {
    const choices = contrasts.map(({ name, level, reference, favored }) => `${name}: ${favored ? level : reference}`);
    return `Without the test one would choose by what is known so far: ${choices.join('; ')}. ${often.replace('that', 'at least one of these')}`;
  }
  const { name, level, reference, favored } = contrasts[0]!;
  const [now, other] = favored ? [level, reference] : [reference, level];
  return `Without the test one would choose ${now} for “${name}”; the test could show that ${other} is better for “${metric}”. ${often}`;
}

export const assumptionDecision = (changesMind: number): string =>
  `Whether to rely on it: the test changes that with a chance of ${chance(changesMind)}.`;

/** How the figures of a proposal could be wrong. */
export const proposalCautions = {
  everywhere:
    'The worth counts on the effect being much the same wherever it is used; if places differ more than the tests so far, one test tells less.',
  onePlace: 'The worth is of the place that is tested; elsewhere the effect can be another one.',
  untested:
    'Nothing is known of this attribute itself: its effect is taken to be like those of the others in this library.',
  idea: 'It rests on an expectation of a person; people expect too much more often than too little.',
  few: 'Few tests stand behind what is believed, so the worth may be far off.',
  contradiction: 'The contradiction may be chance, or something else that changed at the same time.',
  stale: 'How fast effects change is a convention: half of what is known counts as forgotten after five years.',
  combined:
    'The worths are added up as if the effects did not depend on each other; the test itself would show if two of them do.',
  assumption:
    'It counts on a test that finds a true difference in four of five cases and raises a false alarm in one of twenty.',
} as const;

/** A hypothesis of a draft. */
export const hypothesisSentence = (contrast: Contrast, metric: string | null, believed: string | null): string =>
  `${testedWords(contrast)} changes ${metric === null ? 'the metric' : `“${metric}”`}${believed === null ? '' : `; expected before the test: ${believed}`}.`;

/** Why there is no list, or what one has to know of it. */
export const proposalNotes = {
  amounts: (metric: string): string =>
    `What one more of “${metric}” is worth is not known, so worth is counted in “${metric}” itself, and costs are left out.`,
  assumptionsLeft: (left: number): string =>
    `${counted(left, 'open assumption is', 'open assumptions are')} not ranked: what they cost is money, and what one success is worth is not set.`,
  ideasLeft: 'Ideas are ranked once a test was imported: before that nothing says what the metric is.',
  noPrior:
    'Fewer than five effects are known, so attributes that no test varies cannot be valued yet: they are not listed.',
} as const;
