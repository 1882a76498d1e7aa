import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;
const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** The words of "you are not your customer". */
export const texts = {
  up: 'You and your customers',
  breadcrumb: 'Up',
  question: 'Do we know what customers prefer?',
  reading: 'Reading the questions',
  failed: 'The questions could not be read.',
  tryAgain: 'Try again',
  missing: 'This question is not here',
  missingAnswer: 'It was deleted, or the address is not complete.',
  add: 'Ask a question',
  emptyAnswer: 'Nothing was asked yet.',
  emptyFinding: 'You are not your customer.',
  emptySay: 'Which cover, which subject line, which picture: people expect others to like what they like themselves.',
  emptyPoints: [
    'Each of you says what you prefer, and what share of customers will prefer each option.',
    'Nobody sees the others’ answers before giving their own.',
    'Then customers answer, or show it in a test, and you see how far off you were.',
  ],
  emptyReader: 'Marketers, analysts and owners can ask one.',
  answer: {
    settled: (count: number) =>
      `Customers have answered ${counted(count, 'question')} that you had answered before them.`,
    misjudged: (count: number, of: number) =>
      count === of
        ? of === 1
          ? 'You misjudged them'
          : 'You misjudged them in each'
        : `You misjudged them in ${count}`,
    noneMisjudged: 'What you were off by, chance alone could make',
    waiting: (count: number) => `${counted(count, 'question')} ${verb(count, 'waits', 'wait')} for customers.`,
    unasked: (count: number) =>
      `${count === 1 ? 'One' : count} of them ${verb(count, 'waits', 'wait')} for your answer`,
    unaskedToo: (count: number) => `${counted(count, 'question')} ${verb(count, 'waits', 'wait')} for your answer`,
    allSaid: 'You have answered each',
    noneBefore: (count: number) =>
      `Customers have answered ${counted(count, 'question')}, and none of you had answered before them.`,
  },
  basis: (total: number, shown: number) =>
    [
      `${counted(total, 'question')}.`,
      'Misjudged: what you expected lies outside the 95% interval of what customers prefer.',
      shown < total ? `The numbers above are of the newest ${shown}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
  listFinding: 'What was asked, and what customers said',
  heads: { question: 'Question', none: 'nobody', all: 'every customer', came: 'What came of it' },
  listState: {
    yours: 'Waits for your answer',
    customers: 'Waits for customers',
    misjudged: 'Misjudged',
    fine: 'Not off beyond chance',
    closed: 'Customers have answered',
  },
  listCame: (option: string, expected: string, actual: string, between: string) =>
    `“${option}”: you expected ${expected}, it is ${actual}${between}`,
  listUnknown: (option: string, actual: string, between: string) =>
    `“${option}”: ${actual}${between}. None of you had answered`,
  listAnswers: (count: number) => (count === 0 ? 'None of you has answered' : `${count} of you answered`),
  between: (low: string, high: string) => ` (${low} to ${high})`,
  more: (shown: number, total: number) => `${shown} of ${total} are shown.`,
  showMore: 'Show more',

  // One question.
  own: (option: string, expected: string) => `You preferred “${option}” and expected ${expected} of customers to`,
  ownNow: (option: string, expected: string) => `You prefer “${option}” and expect ${expected} of customers to`,
  team: (members: number, of: number, option: string, expected: string) =>
    `${members} of ${of} of you preferred “${option}” and expected ${expected} of customers to`,
  teamNow: (members: number, of: number, option: string, expected: string) =>
    `${members} of ${of} of you ${verb(members, 'prefers', 'prefer')} “${option}” and ${verb(members, 'expects', 'expect')} ${expected} of customers to`,
  did: (actual: string) => `; ${actual} did`,
  didInTest: (actual: string) => `; in the test it got ${actual} of what the options got together`,
  nobodyHad: 'Customers have answered, and none of you had.',
  nobody: (option: string, actual: string) => `${actual} of customers preferred “${option}”`,
  nobodyInTest: (option: string, actual: string) =>
    `In the test “${option}” got ${actual} of what the options got together`,
  yourTurn: 'What do you prefer, and what will customers?',
  yourAnswer: 'Your answer',
  yourTurnFinding: 'Say both before you see what the others say',
  cannotAnswer: 'What you all said is shown once customers have answered.',
  notYet: 'What customers prefer is not known yet.',
  askedBy: (name: string, day: string) => `Asked by ${name} on ${day}.`,
  answers: (count: number) => (count === 0 ? 'None of you has answered.' : `${count} of you answered.`),
  source: (source: string, day: string, count: number) => `${counted(count, 'customer')}, ${source}, ${day}.`,
  sourceTest: 'Customers showed it in a test.',
  delete: 'Delete',
  deleteTitle: 'Delete this question?',
  deleteText: 'It goes with your own answer. Nobody else answered it.',
  deleting: 'Deleting it',
  seeTest: 'See the test',

  // Answering.
  prefer: 'What do you prefer?',
  preferMissing: 'Choose what you prefer.',
  expect: 'What share of customers will prefer each?',
  expectBad: 'Type a share from 0 to 100 for each.',
  left: (points: string) => `${points}% are left to give.`,
  over: (points: string) => `That is ${points}% more than everybody.`,
  whole: 'That is everybody.',
  once: 'You answer once: afterwards you see what the others said.',
  give: 'Say so',
  giving: 'Sending what you said',
  given: 'Noted',
  closed: 'Customers have answered: nobody can expect anything of them any more.',
  pictureOf: (option: string) => `Picture of ${option}`,

  // What came of it.
  sharesOpen: 'What you prefer and expect, so far',
  sharesOff: (option: string, points: string, more: boolean) =>
    `You were furthest off with “${option}”: ${points} too ${more ? 'many' : 'few'}`,
  sharesFine: 'Nothing you expected is off by more than chance could make',
  sharesUnsure: 'What you expected, and what customers did',
  sharesNobody: 'What customers prefer',
  sharesName: 'What customers prefer, and what you expected',
  options: 'Option',
  tickNone: '0%',
  tickAll: '100%',
  customersHead: 'customers, 95% interval',
  expectedHead: 'what you expect, on average',
  points: (value: string) => `${value} ${value === '1' ? 'point' : 'points'}`,
  rowPrefer: (members: number, of: number) =>
    members === 0 ? 'none of you prefers it' : `${members} of ${of} of you ${verb(members, 'prefers', 'prefer')} it`,
  rowOwn: (share: string) => `you yourself ${share}`,
  rowExpected: (share: string) => `expected ${share}`,
  key: {
    customers: 'customers, with 95% interval',
    expected: 'what you expected, on average',
    own: 'what you yourself expected',
    prefer: 'how many of you prefer it',
  },
  readTitle: 'How to read it',
  readCustomers: 'The round dot is the share of customers, on its 95% interval.',
  readMembers:
    'The diamond is what all of you expected, on average. The gold dot is what you yourself did. The upright line is how many of you prefer it.',
  sampleTitle: 'How it could be wrong',
  sampleMembers: 'You are not a sample of anybody, so what you expected has no interval.',
  sampleCustomers: 'The interval of customers knows chance alone: not who was asked, and how.',
  sampleTest:
    'In a test nobody was asked: a share is what an option got of what all of them got together, such as clicks.',
  learning: 'It is for learning. Nobody’s name stands beside an answer.',
  gapSure: 'Who likes an option expects more customers to like it',
  gapAgainst: 'Who likes an option expects fewer customers to like it',
  gapNone: 'No sign that your own taste colours what you expect',
  gapFew: 'Too few of you to see whether taste colours what you expect',
  gapName: 'How much more of an option those expect who prefer it',
  gapHead: 'Those who prefer it expect',
  gapUnit: 'points more, 95% interval',
  gapSub: (own: string, members: number, others: string, rest: number) =>
    `${own} by the ${members} who ${verb(members, 'prefers', 'prefer')} it, ${others} by the ${rest} who ${verb(rest, 'does', 'do')} not`,
  gapNoteTitle: 'The false-consensus gap',
  gapNote:
    'How much more of an option those expect who prefer it than those who do not. Without any such pull both would expect the same.',
  gapTwo: 'Of two options one says it all: the other is the same.',
  gapDoubt: 'A gap need not be an error: somebody may know customers who are like them. What customers say tells.',

  // Asking.
  addTitle: 'Ask what customers prefer',
  ask: 'The question',
  askHint: 'Such as: which cover makes you open the letter?',
  askMissing: 'Write the question.',
  optionsLegend: 'Options',
  option: (place: number) => `Option ${place}`,
  optionMissing: 'Name this option.',
  optionTwice: 'This option is there already. Name it otherwise.',
  optionText: (place: number) => `Text of option ${place}`,
  optionTextHint: 'The subject line, the headline, the first words.',
  picture: 'Choose a picture',
  pictureFor: (place: number) => `Choose a picture for option ${place}`,
  pictureRemove: 'Remove the picture',
  pictureBad: 'This file is no picture that can be read here. Choose a PNG, a JPEG or a WebP.',
  pictureAlt: (place: number) => `Chosen for option ${place}`,
  optionRemove: (place: number) => `Remove option ${place}`,
  addOption: 'Add an option',
  topic: 'Topic',
  topicHint: 'Such as covers, subject lines, prices.',
  fromTest: (title: string) =>
    `The options are the variations of “${title}”. Once all have answered, its result says what customers prefer.`,
  fromTestSome: (count: number) => `The first ${count} variations are taken: remove what you do not ask for.`,
  save: 'Ask it',
  saving: 'Writing it down',

  // Telling what customers prefer.
  tell: 'Say what customers prefer',
  tellAgain: 'Correct the customers’ numbers',
  tellText: (answers: number) =>
    answers === 0
      ? 'None of you has answered yet, and nobody can afterwards: the gap would stay unknown.'
      : `${answers} of you ${verb(answers, 'has', 'have')} answered. Nobody can afterwards.`,
  way: 'How do you know?',
  ways: { counts: 'They were asked', experiment: 'They showed it in a test' },
  wayHints: {
    counts: 'In a survey, a poll, at the door.',
    experiment: 'A test in which the options were variations.',
  },
  countOf: (option: string) => `Customers who chose “${option}”`,
  countBad: 'Type a whole number for each option, and more than none in all.',
  from: 'Where it comes from',
  fromHint: 'Such as: poll on the website.',
  fromMissing: 'Write where it comes from.',
  on: 'Until which day they were asked',
  onMissing: 'Say on which day.',
  countFile: 'Count a file',
  countFileHint: 'Of a survey tool: CSV, Parquet and more. It is counted, and then removed.',
  counting: 'Reading the file',
  column: 'Column with the answers',
  weight: 'Each row is',
  weightOne: 'one customer',
  weightBy: (column: string) => `as many customers as “${column}” says`,
  valueFor: (option: string) => `Answers that mean “${option}”`,
  valueNone: 'None of them',
  valueChoice: (value: string, count: string) => `${value} (${count})`,
  countedFrom: (used: string, all: string) => `${used} of ${all} answers name one of the options.`,
  countedPart: 'The file is large: only its first rows were counted.',
  countedMore: 'Only the 50 most frequent answers are listed.',
  take: 'Take these numbers',
  takeFirst: 'Say first which answers mean which option.',
  metric: 'What tells it',
  metricHint: 'More of it must mean that customers like it more.',
  metricNone: 'This test has no metric of which more is better.',
  testInvalid: 'This test is invalid: its numbers do not tell what customers prefer.',
  variationOf: (option: string) => `Variation that is “${option}”`,
  variationBad: 'Choose another variation for each option.',
  choose: 'Choose …',
  testMissing: 'Search for the test and choose it.',
  telling: 'Writing it down',
  toldIt: 'What customers prefer is known',

  // On the page of a test.
  askTeam: 'Would you have known?',
  askTeamText: 'Ask the team which variation customers prefer, then hold it against this result.',
  askTeamAction: 'Ask the team',
};
