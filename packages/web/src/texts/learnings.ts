import type { LearningVerdict } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

const counting = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
const inWords = (count: number): string => counting[count] ?? numbers.count(count);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 in 20" of a share. */
function oneIn(share: number): string {
  const of = Math.round(1 / share);
  return Math.abs(1 / of - share) < 1e-3 ? `1 in ${numbers.count(of)}` : `${numbers.fixed(share * 100, 0)} in 100`;
}

/** "a third" where a share is near one that has a word. */
function portion(share: number): string {
  const words: [number, string][] = [
    [1 / 4, 'a quarter'],
    [1 / 3, 'a third'],
    [1 / 2, 'a half'],
    [2 / 3, 'two thirds'],
    [3 / 4, 'three quarters'],
  ];
  return words.find(([of]) => Math.abs(of - share) < 0.03)?.[1] ?? `${numbers.fixed(share * 100, 0)}%`;
}

/** "23% more" */
const moreOrLess = (share: number): string =>
  `${numbers.fixed(Math.abs(share) * 100, 0)}% ${share < 0 ? 'less' : 'more'}`;

/** What many tests say together. Sentences that the terminal says as well are in the wording package. */
export const texts = {
  context: 'Learnings',
  question: 'What do we know now, and what did we only believe?',
  reading: 'Reading the learnings',
  failedReading: 'The learnings could not be read.',
  tryAgain: 'Try again',

  // The answer.
  knowAbout: (count: number, subject: string) =>
    `We know ${inWords(count)} ${count === 1 ? 'thing' : 'things'} about ${subject}. `,
  ofColumn: (column: string) => `“${column}”`,
  ofMetric: (metric: string) => `what moves ${metric}`,
  raises: 'raises',
  lowers: 'lowers',
  said: (name: string) => `“${name}”`,
  changes: (name: string, verb: string, what: string, size: string) => `${name} ${verb} ${what} by ${size}`,
  bySize: (name: string, size: string) => `${name} by ${size}`,
  nothingKnown: (metric: string) => `Nothing is known yet to move ${metric}.`,
  noDifference: (count: number) =>
    ` ${capital(inWords(count))} ${count === 1 ? 'thing makes' : 'things make'} no difference worth having.`,
  stillOpen: (count: number) => ` ${capital(inWords(count))} ${count === 1 ? 'is' : 'are'} not settled.`,

  // What it rests on.
  from: (tests: number) => [
    'From ',
    numbers.counted(tests, 'test that can be believed', 'tests that can be believed'),
    '. ',
  ],
  leftOut: (tests: number, moves: string | null) =>
    `${tests === 1 ? 'One other is' : `The other ${numbers.count(tests)} are`} left out: invalid, or of months in which many splits were off. ${moves ?? ''}`,
  points: (points: number) => (points < 0.05 ? 'a tenth of a point' : `${numbers.fixed(points, 1)} points`),
  moves: (size: string) => `Leaving them out moves nothing that is known by more than ${size}. `,
  shareFalse: (share: number) => ['Of what is listed as known, at most ', oneIn(share), ' should turn out false. '],
  computed: (moment: string) => `Computed ${moment}.`,
  allOld: 'All of these tests ended more than a year ago: what matters deserves a new one. ',

  // Actions.
  howDoWeKnow: 'How do we know?',
  whatNext: 'What to test next',
  export: 'Export',
  exportTable: 'Table',
  exportEverything: 'Everything',
  computeAgain: 'Compute again',
  computing: 'Computing',
  notBegun: 'The learnings were not computed.',

  // Notices and states.
  outdatedTitle: 'Tests or their codes have changed since.',
  outdated: (moment: string | null) =>
    `The learnings are being computed anew. What you see is ${moment === null ? 'from before' : `of ${moment}`}, and stays until the new ones are there.`,
  failedTitle: 'The learnings could not be computed anew.',
  failedKept: 'What you see is from before.',
  failedSay: 'Something went wrong while all tests were put together.',
  failedWhat: 'All tests are kept.',
  computingWhat: 'Putting all tests together',
  computingDetail: 'Variations are compared within each test, then over all of them. You can go on working meanwhile.',
  emptyAnswer: 'Nothing yet. Here you will see',
  emptyFinding: 'what moves your results, over all tests.',
  emptySay: 'Many small tests say more together than each of them alone.',
  emptyPoints: [
    'What raised or lowered a result, by how much, and how sure that is',
    'What makes no difference, so that nobody needs to argue about it',
    'What holds everywhere, and what is fading',
  ],
  emptyNeeds:
    'It needs finished tests whose variations have a text, such as a headline, or a named property, such as a tone. Choose those columns when you bring a file in.',
  emptyNoTests: 'There are no tests yet.',
  emptyNoCodes: 'There are tests, and no variation has a text or a property that could be compared.',
  importFile: 'Import finished tests',
  loadSample: 'Load the sample',
  loadSampleText: 'The sample holds 4,873 real headline tests.',
  loading: 'Loading',
  emptyReader: 'A member who may import tests can bring them in.',
  noneSay: 'No attribute can be compared within a test yet.',
  noneText: 'Two variations of one test must differ in it. Below is what was looked at, and why it says nothing.',
  tooFewSay: (name: string) => `The nearest to an answer is “${name}”.`,
  tooFewText: (tests: number, needed: string) =>
    `${capital(numbers.counted(tests, 'test carries', 'tests carry'))} it, and about ${needed} would settle it if it stays so.`,
  tooFewRange: (range: string) => ` What can be said now: its effect is most likely somewhere in ${range}.`,

  // Filters.
  tools: 'What is shown',
  metric: 'Metric',
  byColumn: 'Filter by what was read',
  all: 'All',
  givenLevels: 'given levels',
  whichTests: 'Which tests count',
  believed: 'Tests to believe',
  withAll: 'With invalid and suspect',

  // The plot.
  worthDoing: (names: string) => `Do more of: ${names}.`,
  worthAvoiding: (names: string) => `Do less of: ${names}.`,
  nothingWorth: 'None of these has shown its worth yet',
  plotName: (metric: string) => `What changes ${metric}`,
  plotHead: (metric: string) => `Change in ${metric}`,
  unit: (level: number) => `Effect, ${numbers.share(level)} interval`,
  heads: ['Found in', 'Next test agrees'],
  groups: {
    raises: (metric: string) => `Raises ${metric}`,
    lowers: (metric: string) => `Lowers ${metric}`,
    'no-difference': () => 'No difference worth having',
    'not-settled': () => 'Not settled',
    'too-few': () => 'Too few tests',
  } satisfies Record<LearningVerdict, (metric: string) => string>,
  toTheGood: 'to the good: less of it is better',
  toTheBad: 'to the bad: less of it is better',
  tests: (count: number) => numbers.counted(count, 'test'),
  needed: (tests: number, needed: number | null) =>
    needed === null
      ? numbers.counted(tests, 'test')
      : `${numbers.counted(tests, 'test')}, about ${numbers.count(needed)} needed`,
  against: (level: string) => `against ${level}`,
  flags: {
    drifted: () => 'drifted',
    disputed: () => 'disputed',
    outlying: (count: number) => (count === 1 ? '1 test stands apart' : `${numbers.count(count)} tests stand apart`),
    stale: () => 'old',
  },
  flagHints: {
    drifted: 'It changes with time.',
    disputed: 'A part of its tests says otherwise.',
    outlying: 'Further from the others than chance and their usual differences explain.',
    stale: 'Its newest test is older than a year.',
  },
  showAll: (count: number) => `Show ${numbers.count(count)} more`,
  showFewer: 'Show fewer',
  key: {
    better: 'settled, to the good',
    worse: 'settled, to the bad',
    none: 'no difference worth having',
    uncertain: 'not settled',
  },
  band: 'too small to matter, around zero',
  withAllNote:
    'These numbers count the invalid and suspect tests as well. The groups are as judged without them: what stays in its place does not hang on that choice.',

  // The table.
  tableSummary: 'Every number, in one table',
  tableHeads: [
    'Known of',
    'Verdict',
    'Effect',
    'Low',
    'High',
    'With all tests',
    'Found in',
    'Needed',
    'Next test agrees',
    'q-value',
  ],
  tableCaption: (metric: string) => `All learnings about ${metric}`,
  verdictWords: {
    raises: 'Raises it',
    lowers: 'Lowers it',
    'no-difference': 'No difference worth having',
    'not-settled': 'Not settled',
    'too-few': 'Too few tests',
  } satisfies Record<LearningVerdict, string>,

  // Where a learning contradicts itself.
  oneApart: (name: string) => `One learning contradicts itself: “${name}” is not the same in all parts of its tests`,
  manyApart: (count: number) => `${capital(inWords(count))} learnings are not the same in all parts of their tests`,
  moreApart: (count: number) => `And ${numbers.counted(count, 'more learning')}: see the page of each.`,
  apartName: 'Learnings whose parts differ',
  apartNote: [
    'How to read it',
    'All parts of a learning are compared at once, and only what chance would hardly bring is listed here. If the older tests are what you remember, look at the newer ones.',
  ],

  // What to expect of the next test.
  expected: 'What past tests say of the next one',
  winnersShrink: (share: number) => `Winners shrink by ${portion(share)}: what to expect of the next one`,
  keeps: (share: number) =>
    `The best variation of a test looks better than it is, because luck helped it to be the best. On average ${numbers.fixed(share * 100, 0)} of every 100 points of its lead are real.`,
  finds: (units: string, chance: string) =>
    `A test of the usual size, ${units} in each variation, has a chance of ${chance} to find an effect of the usual size. A larger one misses less.`,
  worth: (units: number) =>
    `What past tests taught is worth as much as ${numbers.count(units)} more people in each variation of the next test.`,
  worthDays: (units: number, days: string, perWeek: string) =>
    `For a test of two variations that is ${numbers.count(units)} people: ${days} at ${perWeek} a week.`,
  toUnits: 'Say how many come in a week',
  checked: (ratio: number) =>
    ratio < 1
      ? `We checked it: the data of each test were cut in two by chance. Corrected by past tests, one half foretold the other with an error ${numbers.fixed((1 - ratio) * 100, 0)}% smaller than uncorrected.`
      : `We checked it: the data of each test were cut in two by chance. Correcting by past tests did not make one half foretell the other better here (error ${numbers.fixed((ratio - 1) * 100, 0)}% larger).`,
  promised: (raw: number, shrunken: number) =>
    `In that check winners promised ${moreOrLess(raw)} than the other half of their data kept; corrected, ${moreOrLess(shrunken)}.`,
  foretold: (ratio: number, covered: number, level: number, contrasts: number) =>
    `The learnings were checked too, on tests they had not seen (${numbers.counted(contrasts, 'comparison')}): ${
      ratio < 1
        ? `the error was ${numbers.fixed((1 - ratio) * 100, 1)}% smaller than that of expecting no effect`
        : 'they did not foretell single tests better than expecting no effect'
    }, and ${numbers.fixed(covered * 100, 0)} of 100 landed in the range given (${numbers.fixed(level * 100, 0)} were promised).`,
  priorSummary: 'The numbers behind it',
  priorText: (comparisons: string, tests: string) =>
    `From ${comparisons} of a variation with the others of its test, in ${tests}.`,
  priorFigures: (mean: string, sd: string) =>
    `True effects on the log of the rate: mean ${mean}, standard deviation ${sd} (empirical Bayes).`,
  nextTitle: 'How sure is “next test agrees”?',
  nextText: (size: string, chance: string) =>
    `Tests differ from each other more than chance allows. Even the strongest, ${size} on average, will point the same way in ${chance} new tests. It is a bet, not a certainty.`,
  marginTitle: 'Rule for “no difference”',
  marginText: (margin: string) =>
    `The whole range lies within ${margin} either way, the smallest difference that this workspace calls worth having.`,

  // What cannot be told.
  without: (count: number) =>
    `${capital(inWords(count))} ${count === 1 ? 'thing' : 'things'} that no test here can tell`,
  withoutSummary: 'Which, and why',
  withoutHeads: ['What', 'Why it cannot be told'],
  moreInExport: (count: number) => `And ${numbers.count(count)} more. The exported JSON has all.`,

  // The method.
  method: 'Method',
  assumes: 'It assumes',
  granted: 'What was taken for granted here',
  methodIntroduction:
    'Two variations are compared only within their own test, so that what differs between tests (day, audience, topic) cannot pass for an effect. These comparisons are then put together over all tests.',
  methods: (level: string, share: string) => [
    'Within a test: log-odds of proportions, log of rates and counts, difference of means; only between variations that are equal in what is to be held, such as the image.',
    `Over tests: random effects by REML, ${level} intervals by Hartung and Knapp. The prediction interval says where the true effect of one new test lies.`,
    `Raises and lowers: Benjamini-Hochberg over all learnings of the workspace, false-discovery rate ${share}.`,
    'No difference: the whole interval lies within the practical margin.',
    'Parts (years, older and newer half, channels): one model for all, Holm over every such question; each part is drawn toward the whole.',
    'Disputed: a test that is further from the others than chance and their own differences allow (studentised residual, Holm).',
  ],
  assumptions: [
    'Tests were split by chance. Those that were not are left out, and shown with them on demand.',
    'What was read from a text is what people saw in it. The page of a learning says what counts.',
    'Things that change together in the same tests share their effect. Where they always do, nothing is said.',
  ],
};
