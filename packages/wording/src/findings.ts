import type { Comparison, Interaction, Metric, Segment, TestAnswer } from '@dandelion-loop/contract';
import { inSentence, neededWords } from './answer-sentences.ts';
import { byChoice, type Door } from './doors.ts';
import * as numbers from './numbers.ts';
import { clause, listed, unitsOf } from './phrases.ts';
import { byInterest, primaryMetric } from './verdicts.ts';

/** What each part of the report found, as its heading, and the notes that carry the doubt. Only what is true here. */

export interface Note {
  title: string;
  text: string;
}

type Outcome =
  | 'better'
  | 'some-better'
  | 'worse'
  | 'some-worse'
  | 'mixed'
  | 'no-difference'
  | 'inconclusive'
  | 'nothing';

function outcomeOf({ comparisons }: Metric): Outcome {
  const has = (verdict: Comparison['verdict']): boolean => comparisons.some((one) => one.verdict === verdict);
  if (comparisons.length === 0) return 'nothing';
  const all = (verdict: Comparison['verdict']): boolean => comparisons.every((one) => one.verdict === verdict);
  if (has('better') && has('worse')) return 'mixed';
  if (has('better')) return all('better') ? 'better' : 'some-better';
  if (has('worse')) return all('worse') ? 'worse' : 'some-worse';
  return all('no-difference') ? 'no-difference' : 'inconclusive';
}

const outcomeWords: Record<Outcome, string> = {
  better: 'better on',
  'some-better': 'some variations did better on',
  worse: 'worse on',
  'some-worse': 'some variations did worse on',
  mixed: 'some variations did better and some worse on',
  'no-difference': 'no difference worth having on',
  inconclusive: 'not settled on',
  nothing: 'nothing to compare on',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Better on visit and conversion, not settled on spend" */
export function metricsFinding(answer: TestAnswer): string {
  if (answer.health.verdict === 'invalid') return 'These numbers are not to be read';
  const byOutcome = new Map<Outcome, string[]>();
  for (const metric of answer.metrics) {
    const outcome = outcomeOf(metric);
    byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), inSentence(metric.name)]);
  }
  const order: Outcome[] = [
    'better',
    'some-better',
    'worse',
    'some-worse',
    'mixed',
    'no-difference',
    'inconclusive',
    'nothing',
  ];
  const parts = order.flatMap((outcome) => {
    const names = byOutcome.get(outcome);
    return names === undefined ? [] : [`${outcomeWords[outcome]} ${listed(names)}`];
  });
  return capital(parts.join(', '));
}

/** The interactions of the metric that decides. */
export function primaryInteractions(answer: TestAnswer, segment: Segment): Interaction[] {
  const primary = primaryMetric(answer);
  return segment.interactions.filter(({ metric }) => metric === primary?.name);
}

/** Whether groups of a segment differ, by the adjusted p-value at the level of the comparison. */
function groupsDiffer(answer: TestAnswer, { adjustedPValue }: Interaction): boolean {
  const level = primaryMetric(answer)?.comparisons[0]?.level ?? 0.95;
  return adjustedPValue !== null && adjustedPValue < 1 - level;
}

/** "groups differ, p < 0.001" */
export function interactionWords(answer: TestAnswer, interaction: Interaction | undefined): string {
  if (interaction === undefined) return 'not tested for differing groups';
  if (interaction.adjustedPValue === null)
    return Object.values(interaction.reasons)[0] ?? 'whether groups differ could not be tested';
  const words = groupsDiffer(answer, interaction) ? 'groups differ' : 'no sign that groups differ';
  return `${words}, ${numbers.pValue(interaction.adjustedPValue)}`;
}

export function segmentsFinding(answer: TestAnswer): string {
  if (answer.health.verdict === 'invalid') return 'Groups are not to be read either';
  const columns = answer.segments.map(({ column }) => inSentence(column));
  const differing = answer.segments.flatMap((segment) => {
    const found = primaryInteractions(answer, segment).filter((one) => groupsDiffer(answer, one));
    return found.length === 0 ? [] : [{ column: inSentence(segment.column), found }];
  });
  const [first] = differing;
  if (first === undefined) return `No sign that groups differ by ${listed(columns)}`;
  const who = listed([...new Set(first.found.map(({ variation }) => inSentence(variation)))]);
  const others = differing.slice(1).map(({ column }) => column);
  return `${who} did not do the same in every group of ${listed([first.column, ...others])}`;
}

/** "visit, of 100 rows: 11 with No E-Mail, 18 with Mens E-Mail." */
function naturalFrequencies(answer: TestAnswer, metric: Metric): string | null {
  if (metric.kind !== 'proportion') return null;
  const shown = new Set(byInterest(metric.comparisons, 3).flatMap(({ variation, control }) => [variation, control]));
  const values = metric.variations.flatMap(({ name, value }) =>
    value !== null && shown.has(name) ? [{ name, value }] : [],
  );
  if (values.length < 2) return null;
  const base = [100, 1_000, 10_000, 100_000, 1_000_000].find((candidate) => {
    const rounded = values.map(({ value }) => Math.round(value * candidate));
    const smallest = Math.min(...values.map(({ value }) => value).filter((value) => value > 0)) * candidate;
    return smallest >= 1 && new Set(rounded).size === new Set(values.map(({ value }) => value)).size;
  });
  if (base === undefined) return null;
  const parts = values.map(({ name, value }) => `${numbers.count(Math.round(value * base))} with ${inSentence(name)}`);
  return `${capital(inSentence(metric.name))}, of ${numbers.count(base)} ${unitsOf(answer.source).many}: ${listed(parts)}.`;
}

/** The region of no practical difference in words, per metric that has one. */
export function worthHavingText(metric: Metric, band: string): string | null {
  const margin = metric.comparisons.find(({ practicalMargin }) => practicalMargin !== null)?.practicalMargin ?? null;
  if (margin === null) return null;
  const size = numbers.margin(metric, margin);
  const of = metric.practical.relative
    ? `A change under ${numbers.share(metric.practical.value)} of what it is compared with, ${size} on ${inSentence(metric.name)},`
    : `A difference under ${size} on ${inSentence(metric.name)}`;
  return `${of} is taken as too small to matter: that is the ${band} band around zero.`;
}

function worthHavingNote(answer: TestAnswer): Note[] {
  const primary = primaryMetric(answer);
  const text = primary === undefined ? null : worthHavingText(primary, 'grey');
  if (text === null) return [];
  const touching = answer.metrics.some(({ comparisons }) =>
    comparisons.some(({ worthHaving }) => worthHaving === 'maybe'),
  );
  const maybe = touching ? ' An interval that is clear of zero but still touches the band may be too little.' : '';
  return [{ title: 'Worth having', text: text + maybe }];
}

function settleNote(answer: TestAnswer): Note[] {
  const open = answer.metrics.flatMap((metric) =>
    metric.comparisons
      .filter(({ verdict, unitsNeeded }) => verdict === 'inconclusive' && unitsNeeded !== null)
      .map((comparison) => ({ metric, comparison })),
  );
  const [first] = open.toSorted(
    (a, b) =>
      Number(b.metric.primary) - Number(a.metric.primary) ||
      (a.comparison.unitsNeeded ?? 0) - (b.comparison.unitsNeeded ?? 0),
  );
  if (first === undefined) return [];
  const what = `${inSentence(first.comparison.variation)} on ${inSentence(first.metric.name)} is not settled.`;
  return [{ title: 'What would settle it', text: what + neededWords(first.comparison, answer.source) }];
}

function unsaid(answer: TestAnswer): Note[] {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const better = (primaryMetric(answer)?.comparisons ?? []).filter(({ verdict }) => verdict === 'better');
  const control = better[0]?.control ?? null;
  const texts: string[] = [];
  if (better.length > 1 && control !== null)
    texts.push(`That one variation beats another: each was compared with ${inSentence(control)}, not with the others.`);
  if (all.some(({ verdict }) => verdict === 'inconclusive'))
    texts.push('That what is inconclusive makes no difference. It means that the data fit more than one answer.');
  return texts.length === 0 ? [] : [{ title: 'What we do not say', text: texts.join(' ') }];
}

function couldBeWrong(answer: TestAnswer, door: Door): Note[] {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const texts: string[] = [];
  if (all.some(({ inference }) => inference === 'fixed'))
    texts.push(
      `The intervals hold for one look at the end. If somebody looked earlier and would have stopped, say so ${byChoice(door, 'peeked')} and judge it again.`,
    );
  if (all.length > 1)
    texts.push(
      `${numbers.count(all.length)} intervals are shown and not adjusted for one another; the p-values are (Holm).`,
    );
  const warned = answer.health.checks.filter(({ verdict }) => verdict === 'warning').length;
  if (warned > 0) texts.push(`${numbers.counted(warned, 'health check')} ${warned === 1 ? 'is' : 'are'} worth a look.`);
  return texts.length === 0 ? [] : [{ title: 'How this could be wrong', text: texts.join(' ') }];
}

/** The margin notes beside the results, for a reader who can judge it again through this door. */
export function metricNotes(answer: TestAnswer, door: Door): Note[] {
  if (answer.health.verdict === 'invalid')
    return [
      {
        title: 'Why nothing can be read',
        text: 'A failed check means that the groups may differ in more than the variation. No statistics can repair that. Find the cause and run the test again.',
      },
    ];
  const primary = primaryMetric(answer);
  const words = primary === undefined ? null : naturalFrequencies(answer, primary);
  return [
    ...(words === null ? [] : [{ title: 'In words', text: words }]),
    ...worthHavingNote(answer),
    ...settleNote(answer),
    ...couldBeWrong(answer, door),
    ...unsaid(answer),
  ];
}

/** The margin notes beside the segments. */
export function segmentNotes(answer: TestAnswer): Note[] {
  const tested = answer.segments.flatMap(({ interactions }) => interactions);
  if (tested.length === 0 || answer.health.verdict === 'invalid') return [];
  const differ = answer.segments.some((segment) =>
    primaryInteractions(answer, segment).some((one) => groupsDiffer(answer, one)),
  );
  const tries = `${numbers.counted(tested.length, 'split')} ${tested.length === 1 ? 'was' : 'were'} tested.`;
  return [
    {
      title: 'How this could be wrong',
      text: `${tries} The p-values test whether groups differ from each other${tested.length === 1 ? '' : ', corrected for all of them (Holm)'}.`,
    },
    ...(differ
      ? []
      : [
          {
            title: 'What we do not say',
            text: '“It works here but not there” needs the groups to differ. Nothing shows that they do.',
          },
        ]),
  ];
}

/** Why there is no lift in percent, where a reader would otherwise see only a dash. */
export function openReason({ lift, reasons }: Comparison): string | null {
  // Without a difference the comparison's own sentence tells why.
  if (reasons.lift === undefined || reasons.difference !== undefined) return null;
  const open = [lift.value, lift.low, lift.high].includes(null);
  return open ? `No change in percent is given: ${reasons.lift}` : null;
}

/** A comparison in its own words, with why there is no change in percent. */
export function sentenceOf(comparison: Comparison): string {
  const reason = comparison.verdict === 'invalid' ? null : openReason(comparison);
  const more = reason === null || comparison.sentence.includes(reason) ? '' : ` ${clause(reason)}`;
  return `${clause(comparison.sentence)}${more}`;
}
