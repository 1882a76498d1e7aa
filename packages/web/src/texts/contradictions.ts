import type { ContradictionKind, Tie } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

const { count, counted, share } = numbers;

/** What contradicts each other, what surprised, and what claims are about. */
export const texts = {
  // The section.
  found: (some: number) =>
    some === 1 ? 'One contradiction, and what would tell' : `${count(some)} contradictions, and what would tell`,
  none: 'Nothing contradicts each other by more than chance',
  noneText: (questions: number, scopes: number) =>
    questions + scopes === 0
      ? 'There was nothing to compare yet: no claim is tied to a learning, and no learning is settled.'
      : `${counted(questions + scopes, 'question was', 'questions were')} asked of claims, single tests and parts of the tests.`,
  kinds: {
    assumption: 'Assumption against learning',
    forecast: 'What the team believed against learning',
    resolved: 'How an assumption ended against learning',
    noted: 'Written learning against computed one',
    test: 'One test against the others',
    scope: 'A part of the tests against the rest',
    source: 'Two imports against each other',
  } satisfies Record<ContradictionKind, string>,
  howTitle: 'How sure are these?',
  how: (falseShare: number, familyWise: number) =>
    `Of those about claims and single tests at most ${share(falseShare)} are chance on average; that any about parts of the tests or imports is chance has a probability of at most ${share(familyWise)}.`,
  untiedTitle: 'Not compared',
  untied: (beliefs: number, notes: number) =>
    `${[
      ...(beliefs > 0 ? [counted(beliefs, 'assumption')] : []),
      ...(notes > 0 ? [counted(notes, 'written learning')] : []),
    ].join(
      ' and ',
    )} ${beliefs + notes === 1 ? 'is' : 'are'} not tied to a learning: say on ${beliefs + notes === 1 ? 'it' : 'them'} what ${beliefs + notes === 1 ? 'it is' : 'they are'} about.`,
  apart: 'Apart by',
  cost: 'If it is wrong',
  telling: 'What would tell',
  plotName: (sentence: string) => `What both say: ${sentence}`,
  head: (metric: string) => `Change in ${metric}`,
  claims: {
    raises: 'claimed: above 0',
    lowers: 'claimed: below 0',
    'no-difference': 'claimed: no difference',
  } satisfies Record<Tie['direction'], string>,
  whole: 'All tests together',
  others: 'The other tests',
  tests: (some: number) => counted(some, 'test'),
  raised: (moment: string) => `Found ${moment}`,
  returned: (moment: string, reason: string) =>
    `Dismissed before (“${reason}”), and back since ${moment}: its numbers have changed.`,
  onlyYou: 'Only those who may see the forecasts see this.',
  toLearning: 'The learning',
  toBelief: 'The assumption',
  toTest: 'The test',
  draft: 'Draft this test',
  draftOf: (sentence: string) => `Draft this test: ${sentence}`,
  drafting: 'The draft is being made.',
  dismiss: 'Dismiss',
  dismissOf: (sentence: string) => `Dismiss: ${sentence}`,
  dismissTitle: 'Dismiss this contradiction',
  dismissText:
    'It is dismissed for all members, and the audit log keeps your reason. It comes back when its numbers change.',
  reason: 'Why it is none',
  reasonMissing: 'Say why.',
  dismissing: 'It is being dismissed.',
  restore: 'Take back',
  restoreOf: (sentence: string) => `Take back that this was dismissed: ${sentence}`,
  restoring: 'It is being taken back.',
  dismissedBy: (name: string, day: string, reason: string) => `Dismissed by ${name}, ${day}: “${reason}”`,
  showDismissed: (some: number) => `Show ${counted(some, 'dismissed one')}`,
  hideDismissed: 'Show the open ones',
  noDismissed: 'None is dismissed',
  dismissedFinding: (some: number) =>
    some === 1 ? 'One contradiction was dismissed' : `${count(some)} contradictions were dismissed`,
  noOpen: 'All that was found is dismissed',
  more: (some: number) => `Show ${count(some)} more`,
  notRead: 'What contradicts each other could not be read.',
  again: 'Try again',
  openCount: (some: number) => (some === 1 ? '1 contradiction' : `${count(some)} contradictions`),

  // On an assumption.
  ofBelief: (some: number) =>
    some === 1 ? 'What is known stands against this' : 'What is known stands against this in several ways',

  // Ties.
  tieTitle: 'What is this about?',
  tieFinding: 'Which learning it is about',
  tie: 'Say what it is about',
  retie: 'It is about something else',
  untie: 'Untie',
  untying: 'It is being untied.',
  notTied: 'It is not tied to a learning, so nothing can contradict it.',
  aboutOf: (sentence: string) => `Say what it is about: ${sentence}`,
  tieLearning: 'It speaks of',
  tieDirection: 'And says that this',
  tieHint: 'Nothing is guessed from the words: what you choose here is compared with what all tests say.',
  noLearnings: 'There are no learnings yet that it could be about.',
  directions: {
    raises: (metric: string) => `raises ${metric}`,
    lowers: (metric: string) => `lowers ${metric}`,
    'no-difference': (metric: string) => `makes no difference to ${metric} worth having`,
  } satisfies Record<Tie['direction'], (metric: string) => string>,
  tied: (contrast: string, direction: string) => `${contrast} ${direction}`,
  byRule: 'By its rule.',
  noSuch: 'There is no such learning now.',
  toTheLearning: 'See what is known of it',
  save: 'Save',
  saving: 'It is being saved.',

  // Surprises.
  surprise: (some: number) => (some === 1 ? 'One thing surprised' : `${count(some)} things surprised most`),
  noSurprise: 'Nothing surprised',
  noSurpriseText: 'What is known lies where members and the rest of the library led to expect it.',
  surpriseTitle: 'Expected by whom?',
  surpriseText:
    'By members, where an assumption about it was answered beforehand and is resolved. Else by the rest of the library: where the effect of any attribute lies, as far as all others tell (empirical Bayes, without the one in question).',
  expected: 'Expected',
  foundWord: 'Found',
  byMembers: (chance: string) => `members gave it ${chance}`,
  asFarOut: (often: string) => `${often} is as far out`,
  claimed: (claim: string) => `claimed: “${claim}”`,
};
