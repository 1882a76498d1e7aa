import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** Of what the team holds itself to. What the counts say is said by the server. */
export const texts = {
  plan: 'Plan',
  principles: 'Principles',
  question: 'What do we hold ourselves to?',
  reading: 'Reading the principles',
  failedReading: 'The principles could not be read.',
  failedOne: 'This principle could not be read.',
  tryAgain: 'Try again',

  // The answer.
  holding: (count: number): readonly [string, string] => [
    `${counted(count, 'principle')} ${count === 1 ? 'holds' : 'hold'}`,
    '',
  ],
  broken: (count: number) => `, and ${counted(count, 'bet')} ${count === 1 ? 'breaks' : 'break'} one, with a reason.`,
  none: ['No principle yet', '. Say in a sentence what you do not want to decide anew each time.'] as const,
  basis: (proposed: number, retired: number) =>
    `${proposed} proposed, ${retired} retired. What was changed is in the audit log.`,
  basisNone:
    'Each bet says which it follows or breaks. Breaking one is allowed, with a reason; how those bets end is counted.',
  exampleTitle: 'For example',
  examples: [
    'We write to nobody more than twice a week.',
    'No bet starts without the sign by which we will stop it.',
    'We never promise what the people who answer the phone do not know about.',
  ],

  // The list.
  states: { active: 'Holds', proposed: 'Proposed', retired: 'Retired' },
  sectionOf: {
    active: (count: number) => `${count === 1 ? 'One holds' : `${count} hold`}`,
    proposed: (count: number) => `${count === 1 ? 'One is proposed' : `${count} are proposed`}`,
    retired: (count: number) => `${count === 1 ? 'One is retired' : `${count} are retired`}`,
  },
  follows: (count: number) => (count === 1 ? '1 bet follows it' : `${count} bets follow it`),
  breaks: (count: number) => (count === 1 ? '1 breaks it' : `${count} break it`),
  nobodyOwns: 'Nobody owns it',
  hasLeft: (name: string) => `${name} has left`,
  ownedBy: (name: string) => `Owned by ${name}`,
  add: 'Add a principle',
  addFirst: 'Say the first one',

  // One of them.
  why: 'Why we hold it',
  noWhy: 'Nobody wrote down why.',
  bets: (count: number) =>
    count === 0
      ? 'No bet has said anything of it'
      : `${counted(count, 'bet')} ${count === 1 ? 'has' : 'have'} said where ${count === 1 ? 'it stands' : 'they stand'}`,
  bet: 'Bet',
  stand: 'Says',
  ended: 'How it ended',
  reason: 'Reason',
  stands: { follows: 'follows it', breaks: 'breaks it' },
  statuses: { planned: 'planned', running: 'running', succeeded: 'succeeded', failed: 'failed', stopped: 'stopped' },
  on: (status: string, day: string) => `${status}, ${day}`,
  afterwards: 'said after the verdict: does not count',
  countTitle: 'How to read it',
  count: 'Only what a bet said before its verdict counts: afterwards everybody has followed what worked.',
  changes: 'Its changes in the audit log',

  // What is done with it.
  edit: 'Change',
  begin: 'Hold ourselves to it',
  retire: 'Retire it',
  sentence: 'The principle, in a sentence',
  sentenceHint: 'One can tell of a bet whether it follows it.',
  whyLabel: 'Why?',
  owner: 'Who looks after it?',
  state: 'State',
  save: 'Save the principle',
  saving: 'It is being saved.',
  saved: 'Saved.',
  cancel: 'Cancel',
  failed: 'That could not be done',

  // On the page of a bet.
  ofBet: (said: number, broken: number) =>
    said === 0
      ? 'It has not said which principles it follows'
      : broken === 0
        ? `It follows ${counted(said, 'principle')}`
        : `It breaks ${broken} of ${counted(said, 'principle')}`,
  ofBetNone: 'There are no principles yet.',
  toList: 'To the principles',
  follow: 'Follows it',
  followNamed: (sentence: string) => `Follows it: ${sentence}`,
  break: 'Breaks it',
  breakNamed: (sentence: string) => `Breaks it: ${sentence}`,
  takeBack: 'Take back',
  takeBackNamed: (sentence: string) => `Take back: ${sentence}`,
  breakWhy: 'Why does it break it?',
  breakHint: 'An exception has a reason. It stands beside the principle.',
};
