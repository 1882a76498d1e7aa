import type { Inference } from '@dandelion-loop/contract';

/** The settings page. */
export const texts = {
  question: 'How is this workspace set up?',
  answer: (day: string, zone: string, currency: string) =>
    `Days are written like ${day} and begin in ${zone}, money is in ${currency}, `,
  finding: (keep: boolean, days: number) => (keep ? 'and files are kept.' : `and files go after ${days} days.`),
  basis: 'The settings hold for everybody in this workspace. Nothing is changed until you save.',
  basisOthers: 'The settings hold for everybody in this workspace. Its owners change them.',
  workspace: 'The workspace',
  name: 'Name',
  nameHint: 'Stands at the top of every page and on pictures that you pass on.',
  writing: 'Dates, money and time',
  locale: 'Dates and numbers',
  localeHint: (example: string) => `The interface speaks English. Dates are written like ${example}.`,
  currency: 'Currency',
  currencyHint: 'For metrics that are money. Answers that exist keep theirs until they are judged again.',
  timeZone: 'Time zone',
  timeZoneHint: 'Where your days begin. Type to search: Europe/Amsterdam.',
  files: 'Files that were uploaded',
  keep: 'Should uploaded files be kept?',
  keepNo: (days: number) => `Delete each ${days} days after it came`,
  keepNoHint: 'Answers stay. Unit ids are only ever kept as keyed hashes, which nobody can turn back into names.',
  keepYes: 'Keep them until somebody deletes them',
  keepYesHint: 'The files may hold data of people. You then say yourself how long that is right.',
  save: 'Save settings',
  nothingChanged: 'Nothing has been changed yet.',
  saving: 'The settings are being saved.',
  saved: 'Settings saved',
  conflict: 'Somebody changed the settings meanwhile',
  takeNewest: 'Show the newest',
  notSaved: 'The settings were not saved',
  noZone: 'No such time zone. Choose one of the list, such as Europe/Amsterdam.',
  noName: 'Give the workspace a name.',

  methods: 'How new tests are judged',
  methodsNote: 'What this changes',
  methodsNoteText:
    'Imports, typed counts and the sample begin with this; each import can say otherwise. Answers that exist stay as they are until they are judged again.',
  inference: 'What do people here usually do?',
  inferences: {
    fixed: { name: 'Look once, at the end', when: 'The narrowest intervals. Not for who looks before.' },
    sequential: {
      name: 'Look while a test runs',
      when: 'Intervals that hold however often one looks, and are wider for it.',
    },
    bayesian: {
      name: 'Ask how likely it is that one is better',
      when: 'Chances and expected losses instead of p-values.',
    },
  } satisfies Record<Inference, { name: string; when: string }>,
  level: 'Level of the intervals',
  levelHint: '95 is usual. Higher is more careful and needs more people.',
  levelBad: 'A level lies between 50 and 99.9.',
  practical: 'Smallest difference worth having',
  practicalHint: 'In percent of what is compared with: a smaller difference would change nothing you do.',
  practicalBad: 'A number from 0, such as 1 or 0.5.',
  saveMethods: 'Save methods',
  methodsSaved: 'Methods saved',

  deletion: 'The end of this workspace',
  deletionText:
    'Takes away everything in it: tests and answers, imports with their files, links, comments, webhooks, keys, members and the log of what happened. It cannot be undone.',
  delete: 'Delete the workspace',
  deleteTitle: (name: string) => `Delete ${name} with everything in it?`,
  deleteSays:
    'Every test and answer, every import with its rows and files, every link, comment, webhook and key, every member, and the log of what happened are gone at once, for everybody. Only backups that lie elsewhere stay.',
  deleteAfter: 'Everybody is signed out. The next way in is ./dandelion owner-link on the machine that runs Dandelion.',
  deleteYes: 'Delete everything',
  deleting: 'Everything is being taken away.',
  deleted: (name: string) => `${name} is deleted`,
  deletedText: 'The next way in is ./dandelion owner-link on the machine that runs Dandelion.',
};
