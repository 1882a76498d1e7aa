import { numbers } from '@dandelion-loop/wording';

/** Learnings that people wrote down, and who confirmed which. */
export const texts = {
  finding: 'What people wrote down',
  note: [
    'Not computed',
    'These sentences are of people. No number stands behind them but what they say they rest on, and nothing above is computed from them.',
    'What variations say',
    'Learnings above come from what coders and people find in each variation.',
  ],
  toCoding: 'Coders and codes by hand',
  none: 'Nothing is written down yet: what you know that no test here can tell.',
  notRead: 'What people wrote down could not be read.',
  again: 'Try again',
  write: 'Write one down',
  writeTitle: 'What have you learned?',
  changeTitle: 'Change this learning',
  sentence: 'In one sentence',
  sentenceMissing: 'Write the sentence.',
  restsOn: 'What it rests on',
  restsOnHint: 'A test elsewhere, years of practice, a study. It is shown beside the sentence.',
  topic: 'Topic',
  save: 'Save',
  saving: 'Saving',
  clears: 'With another sentence or basis, it is to be confirmed anew.',
  change: 'Change',
  changeOf: (sentence: string) => `Change “${sentence}”`,
  remove: 'Delete',
  removeOf: (sentence: string) => `Delete “${sentence}”`,
  removeTitle: 'Delete this learning?',
  removeText: 'Its confirmations go with it. The audit log keeps what it said.',
  removing: 'Deleting',
  confirm: 'I confirm it',
  withdraw: 'I no longer confirm it',
  confirming: 'Sending',
  by: (name: string, day: string) => `${name}, ${day}`,
  restsOnWords: (basis: string) => `Rests on: ${basis}`,
  restsOnNothing: 'Nobody said what it rests on.',
  confirmedBy: (names: string) => `Confirmed by ${names}.`,
  unconfirmed: 'Nobody confirmed it yet.',

  // Of a computed one.
  confirmedFinding: (people: number) =>
    people === 0
      ? 'Nobody has confirmed it yet'
      : `${numbers.counted(people, 'person has', 'people have')} confirmed it`,
  confirmedText:
    'To confirm it says: it fits what I know of our customers, and I would act on it. It changes no number.',
  saidThen: (sentence: string) => `It read then: ${sentence}`,
};
