import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** Of what stands between a plan and its outcomes. Sentences about signs come from the server. */
export const texts = {
  plan: 'Plan',
  question: 'What is likely to stop us, and what do we do then?',
  reading: 'Reading what stands between',
  failedReading: 'What stands between could not be read.',
  tryAgain: 'Try again',

  // The answer.
  seen: (count: number): readonly [string, string] => [
    count === 1 ? 'One sign was seen' : `${count} signs were seen`,
    count === 1 ? ', and its response is a task.' : ', and their responses are tasks.',
  ],
  quiet: ['No sign was seen', ' of what we expected to get in the way.'] as const,
  allSettled: ['Nothing stands between any more', ', as far as we noted it.'] as const,
  basis: (watching: number, byThemselves: number, settled: number) =>
    `${watching} watched for, ${byThemselves} of them by Dandelion, at every number and each hour. ${settled} settled.`,
  late: (count: number) => ` ${counted(count, 'response')} ${count === 1 ? 'is' : 'are'} over the day.`,
  none: [
    'Nothing is noted yet',
    '. Work back from the outcome: what has to be there, and what could get in the way?',
  ] as const,
  noneBasis:
    'For each: the sign by which you will see it, what you will do then, who does it and until when. Agreed in calm, done in time.',

  // An outcome.
  outcomeFinding: (name: string, noted: number, left: number) =>
    noted === 0
      ? `Nothing is noted yet before “${name}”`
      : left === 0
        ? `Nothing stands before “${name}”`
        : `${counted(left, 'thing')} ${left === 1 ? 'stands' : 'stand'} before “${name}”`,
  target: (value: string, unit: string) => `${value} ${unit}`.trim(),
  by: (day: string) => `by ${day}`,
  now: (value: string) => `now ${value}`,
  noValue: 'no value yet',
  outcome: 'Outcome',
  noOutcomes: 'This plan has no outcome yet. What stands between is noted for an outcome.',
  toParts: 'Add an outcome',
  add: 'Add what stands between',
  addFirst: 'Work back from here',

  // An example, where there is nothing.
  exampleTitle: 'For example',
  example: [
    {
      kind: 'Could get in the way',
      what: 'The newsletter wears out.',
      sign: 'More than 40 people unsubscribe from the welcome series.',
      response: 'Halve the mailings and call 20 who left. Ana, within 5 working days.',
    },
    {
      kind: 'Must be there',
      what: 'A printer for the cards before the season.',
      sign: '1 October is over, and nobody has said that the contract is signed.',
      response: 'Take the second offer. Ben, within 2 working days.',
    },
  ],

  // One of them.
  kinds: { constraint: 'Could get in the way', enabler: 'Must be there' },
  states: { watching: 'Watched for', fired: 'Seen', settled: 'Settled' },
  sign: 'Sign',
  standing: 'How it stands',
  thenTerm: 'Then',
  doneBy: (name: string, days: string) => `${name}, ${days}.`,
  within: (days: number, working: boolean) =>
    days === 0
      ? working
        ? 'on the same working day'
        : 'on the same day'
      : `within ${counted(days, working ? 'working day' : 'day')}`,
  lead: 'The lead',
  hasLeft: (name: string) => `${name} has left: it falls to the lead`,
  watched: 'by Dandelion',
  byHand: 'by us',
  task: (name: string, due: string | null, state: 'open' | 'done' | 'dropped', overdue: boolean) => {
    const ends = { done: 'done', dropped: 'dropped', open: overdue ? 'over its day' : 'open' }[state];
    return `Task of ${name}${due === null ? '' : `, due ${due}`}: ${ends}`;
  },
  taskGone: 'Its task is not there any more.',
  seenOn: (day: string, by: string) => `Seen on ${day} by ${by}.`,
  earlier: (count: number) => `Seen ${counted(count, 'time')} before`,

  // What is done with it.
  saw: 'I saw the sign',
  sawNamed: (what: string) => `I saw the sign of: ${what}`,
  sawWhat: 'What did you see?',
  sawHint: 'The response becomes a task at once.',
  settleAs: { constraint: 'It is out of the way', enabler: 'It is there' },
  settleTitle: 'Why is it settled?',
  settleHint: 'It is watched no more. Tasks that it made stay.',
  watchAgain: 'Watch again',
  more: (what: string) => `More of: ${what}`,
  edit: 'Change',
  remove: 'Delete',
  removeTitle: (what: string) => `Delete “${what}”?`,
  removeText: 'Its sign is watched no more, and how often it was seen is gone with it. Tasks that it made stay.',
  settled: 'It is settled.',
  fired: 'The response is a task now.',
  watchedAgain: 'It is watched again. Numbers given before do not count any more.',
  removed: 'It is deleted.',
  saved: 'Saved.',
  failed: 'That could not be done',

  // The form.
  addTitle: 'What stands between',
  editTitle: 'Change what was agreed',
  kindLegend: 'What is it?',
  kindHints: {
    constraint: 'Its sign shows that it happens.',
    enabler: 'Its sign shows that it is missing.',
  },
  what: { constraint: 'What is likely to get in the way?', enabler: 'What must be there?' },
  whatHint: 'In a sentence that everybody understands in half a year.',
  signLegend: 'By which sign do we see it?',
  watchOn: 'Who watches',
  watches: {
    hand: 'We do: somebody says that they saw it',
    outcome: 'Dandelion: the value of the outcome',
    bet: 'Dandelion: a number of a bet',
    domain: 'Dandelion: breakers of what several bets draw on',
    date: 'Dandelion: a day is over without something',
  },
  signWords: 'The sign, in words',
  signWordsHint: 'What is watched is said by itself. Add what it means, if that helps.',
  is: 'The value is',
  isWords: { above: 'above', below: 'below' },
  limit: 'Limit',
  forDays: 'For so many days',
  forDaysHint: 'As far as numbers were given. Empty: once is enough.',
  from: 'Counts from',
  until: 'Counts until',
  bet: 'Bet',
  number: 'Number',
  numbers: {
    money: 'money spent',
    hours: 'hours',
    'coordination-hours': 'hours of coordination',
    unsubscribes: 'unsubscribes',
    complaints: 'complaints',
    guardrail: 'a guardrail',
  },
  measure: 'Which guardrail?',
  domain: 'What they draw on',
  bets: 'Bets that are stopped',
  day: 'Last day for it',
  without: 'It fires after that day if',
  withouts: {
    word: 'nobody has settled it here',
    'outcome-value': 'no value of the outcome was given',
    'bet-signed': 'a bet is not signed',
    'bet-started': 'a bet has not begun',
  },
  responseLegend: 'What do we do then?',
  response: 'The agreed response',
  responseHint: 'It becomes a task with these words.',
  owner: 'Who does it?',
  withinDays: 'Within how many days?',
  workingDays: 'Only Monday to Friday count',
  mustNumber: 'Write a number.',
  mustDay: 'Choose a day.',
  mustChoose: 'Choose one.',
  missing: 'Something is missing above.',
  save: 'Agree on it',
  saving: 'It is being saved.',
  cancel: 'Cancel',

  // In the margin.
  howTitle: 'How to read it',
  how: 'Each line says what we expect, by which sign we will see it, and what we agreed to do. A sign makes one task, and no second one until it is watched again.',
  doubtTitle: 'What it does not know',
  doubt:
    'Only numbers that were typed or imported are watched. Days without a number say nothing. Holidays count as working days.',
};
