import { numbers } from '@dandelion-loop/wording';

/** The page of one learning. */
export const texts = {
  learnings: 'Learnings',
  breadcrumb: 'Where this is',
  reading: 'Reading the learning',
  missing: 'What is at this address?',
  missingAnswer: 'No learning. Its tests may have been deleted, or its attribute is called otherwise now.',
  toLearnings: 'Go to the learnings',
  failedQuestion: 'What does this learning say?',
  failed: 'The learning could not be read.',
  tryAgain: 'Try again',

  // The answer.
  question: (name: string, metric: string) => `What does “${name}” do to ${metric}?`,
  said: (name: string) => `“${name}”`,
  saidLevel: (name: string, level: string, reference: string) => `“${name}”, ${level} instead of ${reference},`,
  raises: 'raises',
  lowers: 'lowers',
  between: (low: string, high: string) => `, most likely between ${low} and ${high}.`,
  noDifference: (metric: string) => `makes no difference to ${metric}`,
  noDifferenceEnd: ' that is worth having.',
  notSettled: (name: string, metric: string) => `Whether ${name} changes ${metric} is not settled.`,
  tooFew: (name: string, tests: string) => `Only ${tests} say anything about ${name}.`,
  needed: (tests: string) => ` About ${tests} such tests would tell, if it stays so.`,
  basis: (tests: string, units: string) => ` in ${tests} with ${units} people or visits. `,
  days: (from: string, to: string) => (from === to ? `Run on ${from}. ` : `Run between ${from} and ${to}. `),
  computed: (moment: string) => `Computed ${moment}.`,

  // All tests together.
  head: (metric: string) => `Change in ${metric}`,
  nextFinding: (chance: string) => `Expect the next test to point the same way with a chance of ${chance}`,
  noPrediction: 'Nothing can be said of the next test yet',
  noPredictionWhy: 'A prediction needs three tests.',
  nextLands: (interval: string) =>
    `The thin line: tests differ, so the true change in one new test may lie anywhere from ${interval}.`,
  togetherName: 'All tests together',
  believed: 'Tests to believe',
  withAll: 'With invalid and suspect',
  tests: (count: number) => numbers.counted(count, 'test'),

  // How it could be wrong.
  doubts: 'How it could be wrong',
  togetherTitle: 'Other things changed with it',
  notHeld: (tests: string, held: string) =>
    `In ${tests} something else changed as well${held === '' ? '' : ` (${held})`}: those are not counted. Other words of the text still changed with it.`,
  sameContent: (name: string) =>
    `Variations with “${name}” may differ from the others in more than that. What always changes with it cannot be told from it.`,
  unlikeTitle: 'Its tests are not like yours',
  unlike: (years: string | null, differ: boolean) =>
    [
      years === null ? '' : `Its newest test is about ${years} ${years === '1' ? 'year' : 'years'} old.`,
      differ
        ? 'Tests differ from each other more than chance allows, so another audience or topic may answer otherwise.'
        : 'No sign that tests differ, yet another audience or topic may answer otherwise.',
    ]
      .filter(Boolean)
      .join(' '),
  looksTitle: 'Many things were looked at',
  looks: (count: string, share: number) =>
    `It is one of ${count} learnings. What is called known is held to a stricter line for that: at most ${numbers.fixed(share * 100, 0)} of 100 of them should turn out false.`,

  // Scopes.
  scopesDiffer: 'It is not the same in all parts of its tests',
  scopesAgree: 'No sign that it differs between parts of its tests',
  noScopes: 'Its tests cannot be divided yet',
  noScopesWhy: 'There are no two parts with three tests each.',
  scopesName: 'The same by parts of its tests',
  scopeMeasure: 'What is drawn',
  expected: 'What to expect',
  measured: 'As measured',
  scopesNoteTitle: 'How to read it',
  expectedNote:
    'A part with few tests says little by itself. Each is drawn toward the whole, the more so the less it knows. Use these numbers.',
  measuredNote: 'Each part by itself. The ends of such a list are mostly luck: use “What to expect” for decisions.',
  driftTitle: 'Does it fade?',
  drift: (perYear: string, low: string, high: string, points: boolean) =>
    `It changes by ${perYear}${points ? ' points' : ''} a year, somewhere between ${low} and ${high}.`,
  dimensions: { half: 'Older and newer tests', year: 'By year' } as Record<string, string>,
  by: (dimension: string) => `By ${dimension}`,
  halves: { older: 'Older half', newer: 'Newer half' } as Record<string, string>,
  differ: 'they differ, beyond chance',
  noSign: 'no sign that they differ',

  // Contradictions.
  contradicted: (count: number) =>
    count === 1 ? 'One finding stands apart' : `${numbers.count(count)} findings stand apart`,
  contradictedTitle: 'What to do with it',
  contradictedNote:
    'Look there first: a mistake in the test, or a case in which the learning does not hold. They still count in the numbers above.',
  contradictedHeads: ['What', 'Its effect'],

  // What counts.
  whatCounts: 'What counts',
  givenLevels: 'Somebody gave each variation its level.',
  unexplained: 'Nobody has written down what counts.',
  compared: (level: string, reference: string) => `“${level}” is compared with “${reference}”, within the same test.`,
  readFrom: (column: string, coder: string) => `Read from “${column}” by the coder “${coder}”.`,
  fromColumn: (column: string) => `Given in the column “${column}”.`,

  // Tests.
  carriers: (count: number) => (count === 1 ? 'One test carries it' : `${numbers.count(count)} tests carry it`),
  carrierHeads: ['Test', 'Interval', 'Effect', 'Units', 'Weight'],
  weightTitle: 'Weight',
  weightNote:
    'The share of the whole that a test contributes: large tests count more, and none for all. Tests with a cross are invalid or suspect, and left out.',
  leftOut: 'left out',
  shownOf: (shown: number, total: number) => `${numbers.count(shown)} of ${numbers.counted(total, 'test')}`,
  showMore: 'Show more',

  // Again.
  rerun: 'How to get this number again',
  rerunHint: (id: string) =>
    `On the command line, in the folder of the file that was imported. It computes all learnings of the file; this one has the id ${id}.`,
  rerunOf: (name: string, tests: string) => `${name}: ${tests}`,
  rerunNone: (name: string, why: string) => `${name}: no command. ${why}`,
  rerunMore: 'Commands of the other imports',
  rerunCoders: (file: string) => `Your own coders, to be saved as ${file}`,
  rerunCodersText: 'Words and patterns of this workspace',
  exportJson: 'All learnings as JSON',
  exportJsonText: 'hold every figure of this page, and more.',
};
