import type { HealthCheckName, ShareDays } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

/** What a link shows to people without an account, and where links are made, listed and ended. */

/** Of a check that did not pass, in words for somebody who has never seen one. */
const checkWords: Record<HealthCheckName, { warning: string; invalid: string }> = {
  'sample-ratio': {
    warning: 'The groups are not quite as large as planned.',
    invalid: 'The groups have other sizes than planned, by more than chance explains. Something else sorted them.',
  },
  crossovers: {
    warning: 'Some were in two groups at once. They were left out.',
    invalid: 'Too many were in two groups at once.',
  },
  duplicates: {
    warning: 'Some of the data came twice. It was counted once.',
    invalid: 'Too much of the data came twice.',
  },
  missing: {
    warning: 'Some values are missing.',
    invalid: 'Too many values are missing.',
  },
  'small-counts': {
    warning: 'What was counted happened rarely, so the ranges are rough.',
    invalid: 'What was counted happened too rarely to compare.',
  },
  outliers: {
    warning: 'A few very large values make up much of the whole.',
    invalid: 'A few very large values decide everything.',
  },
  'suspect-period': {
    warning: 'It ran in a time in which many tests had groups of the wrong size.',
    invalid: 'It ran in a time in which too many tests had groups of the wrong size.',
  },
};

/** The page behind a link. */
export const sharedTexts = {
  reading: 'Reading the result',
  by: (name: string) => `Shared by ${name}`,
  asOf: (day: string) => `as of ${day}`,
  basis: (units: string, variations: string) => `${units} in ${variations}.`,
  ranOn: (day: string) => `The test ran on ${day}.`,
  filtered: 'Only a part of the data was looked at, chosen beforehand.',
  checkWords,

  found: 'What was found',
  against: 'against',
  unreadable: 'There are no numbers to read',
  unreadableWhy:
    'The groups of this test may differ in more than in what was tried, so its numbers would mislead. No calculation can repair that. The test has to be run again.',
  table: 'The numbers',
  tableCaption: 'Each variation with its result, and how it compares',
  tableHeads: ['What was tried', 'Result', 'Difference', 'Range'],
  more: (counted: string) => `Show ${counted}`,
  comparedWith: 'what the others are compared with',

  meaning: 'What that means',
  ofBase: (count: string, base: string) => `${count} of ${base}`,
  withName: (what: string, name: string) => `${what}, with ${name}`,
  theOthers: 'the others together',
  onAverage: (what: string, name: string) => `${what} on average, with ${name}`,
  thisTest: 'That is what this test saw. How far it can be trusted is the next question.',

  sureToAct: 'Sure enough to act on it.',
  sureBetter: 'Sure that it did better.',
  sureTooSmall: 'Sure that it did better, by too little to matter.',
  sureWorse: 'Sure that it did worse.',
  sureNone: 'Sure that it makes no difference worth having.',
  sureNot: 'Not sure yet.',
  range: (what: string) => `The true difference is most likely ${what}.`,
  rangeOpen: 'How large the true difference is cannot be said from these data.',
  notNothing: 'That the data fit more than one answer is not the same as no difference.',
  truthFixed: (level: string, miss: string) =>
    `Ranges that are made in this way hold the truth in ${level} of 100 tests, and miss it in ${miss}.`,
  truthSequential: (level: string, miss: string) =>
    `Ranges that are made in this way hold the truth in ${level} of 100 tests, however often somebody looks before the end, and miss it in ${miss}.`,
  truthBayesian: (level: string) => `By what is known so far, it lies there with a chance of ${level} of 100.`,
  chance: (name: string, chance: string) => `The chance that ${name} is the better one: ${chance}.`,
  tooSmall: 'It is so small that it hardly matters.',
  maybeTooSmall: 'It may be too small to matter.',
  many: (comparisons: string) =>
    `${comparisons} were made here. The verdicts allow for that: among many, some look good by chance. The ranges do not.`,
  statistics: 'For those who know statistics',
  statisticsOf: (variation: string, metric: string, value: string) => `${variation} on ${metric}: ${value}`,
  adjusted: 'Adjusted for the number of comparisons (Holm).',
  between: (low: string, high: string, direction: string, of: string) =>
    `between ${low} and ${high} ${direction} ${of}`,
  fromTo: (low: string, high: string, of: string) => `somewhere from ${low} fewer to ${high} more ${of}`,
  fromToLess: (low: string, high: string, of: string) => `somewhere from ${low} less to ${high} more ${of}`,
  ofEvery: (base: string) => `of every ${base}`,
  each: (unit: string) => `per ${unit}`,
  moreOf: 'more',
  fewer: 'fewer',
  less: 'less',

  groupsName: 'The differences in each group',
  groupsBy: (variation: string, column: string) => `${variation}, by ${column}`,
  groupsLeftOut: (fewest: number) =>
    `Groups with fewer than ${fewest} in a variation are not shown, nor what would tell about them.`,

  readOnly:
    'Read only. Nobody who was counted is named here. That this page is opened is counted; by whom is not known.',
  endsOn: (day: string) => `This link ends on ${day}.`,

  endedQuestion: 'What is behind this link?',
  ended: 'This page is no longer shared.',
  endedBasis: 'Ask whoever gave you the link for a new one. If it was copied by hand, check that it is whole.',
  noToken: 'This link is not whole.',
  noTokenBasis: 'What stands behind # is missing. Open the link again, or ask for it once more.',
  offline: 'The page cannot be reached just now.',
  failed: 'The page cannot be shown just now.',
  tryAgain: 'Try again',
};

/** Where links are made, listed and ended. */
export const texts = {
  share: 'Share',
  title: 'Share this result',
  ways: 'How to share it',
  link: 'A link',
  linkHint: 'Whoever has it reads this result in plain words, without an account. It always shows the newest answer.',
  notShown: 'It shows no notes, comments, tags, file names, conditions or SQL, and no group below 20.',
  madeFor: 'For whom',
  madeForHint: 'To know it again in the list. The page does not show it.',
  days: 'It ends after',
  dayWords: { 7: '7 days', 30: '30 days', 90: '90 days', 365: 'a year' } satisfies Record<ShareDays, string>,
  groups: 'Groups',
  noGroups: 'Show none',
  groupsBy: (column: string) => `Show by ${column}`,
  groupsHint: 'With the name of the column. Small groups are left out, with what would tell about them.',
  showMaker: 'Say that I share it',
  make: 'Make a link',
  making: 'Making it',
  made: 'Copy it now: it is shown this once.',
  madeHint: (day: string) => `It ends on ${day}. If it is lost, make a new one.`,
  onlyHere: 'This address is only reached on this machine. Set PUBLIC_URL to the address others use, then make a link.',
  another: 'Make another',
  picture: 'A picture',
  close: 'Close',

  list: 'Links that were made',
  listReading: 'Reading the links',
  none: 'No link has been made.',
  heads: ['For', 'Made', 'Ends', 'Opened'],
  actions: 'What can be done',
  experimentHead: 'Experiment',
  unnamed: 'Not named',
  madeBy: (day: string, name: string) => `${day} by ${name}`,
  opened: (times: number, day: string) => `${numbers.counted(times, 'time')}, last on ${day}`,
  neverOpened: 'Not yet',
  expired: (day: string) => `Ended on ${day}`,
  revoked: (day: string) => `Revoked on ${day}`,
  end: 'End it',
  endOf: (what: string) => `End it: the link for ${what}`,
  endTitle: 'End this link?',
  endWhat: (what: string) =>
    `Whoever opens the link for ${what} will read that the page is no longer shared. It cannot be undone; a new link can be made.`,
  ending: 'Ending it',
  forUnnamed: 'nobody named',
  lost: 'A link cannot be shown again, because it is not kept. Make a new one, and end the old one.',
  showMore: (count: number) => `Show ${numbers.counted(count, 'more link')}`,

  // The page with all of them.
  pageQuestion: 'Who outside can read what?',
  pageNone: 'Nobody. No link is open.',
  pageSome: (count: number) => `${numbers.counted(count, 'link')} ${count === 1 ? 'is' : 'are'} open.`,
  pageBasis: 'Links are made on the page of an experiment, under “Share”.',
  failed: 'The links could not be read.',
  tryAgain: 'Try again',
};
