import { numbers } from '@dandelion-loop/wording';

const { count, counted } = numbers;

/** The register of decisions: what, why, by whom, on which evidence, and how it turned out. */
export const texts = {
  question: 'What did we decide, and was it right?',
  reading: 'Reading the decisions',
  failed: 'The decisions could not be read.',
  tryAgain: 'Try again',

  // The answer.
  taken: (total: number) => `${counted(total, 'decision')} taken. `,
  looked: (of: number, kept: number, right: number) =>
    of === 1
      ? `The one looked at again was ${kept === 1 ? 'kept' : 'not kept'}${right === 1 ? ' and right' : ''}.`
      : `Of ${count(of)} looked at again ${count(kept)} ${kept === 1 ? 'was' : 'were'} kept and ${count(right)} ${right === 1 ? 'was' : 'were'} right.`,
  notLooked: 'None was looked at again yet.',
  dueBasis: (due: number) =>
    due === 0
      ? 'None is to be looked at again by now.'
      : `${counted(due, 'decision')} ${due === 1 ? 'is' : 'are'} to be looked at again by now.`,
  ofNewest: (shown: number) => ` Said of the newest ${count(shown)}.`,

  // Nothing yet.
  emptyAnswer: 'No decision is recorded yet. ',
  emptyFinding: 'Begin with the last one you took.',
  emptySay: 'A decision that is written down can be looked at again.',
  emptyText:
    'Say what was decided, why, on which evidence, and when to look again. On that day it comes back, and one says whether it was right. That is how a team finds out how well it decides.',
  emptyReader: 'Marketers, analysts and owners record decisions.',

  // The list.
  listFinding: 'The newest first',
  search: 'Search decisions',
  searchPlaceholder: 'Search what, why, evidence',
  searchClear: 'Empty the search',
  stateLegend: 'Which decisions',
  states: { all: 'All', due: 'To be looked at now', open: 'Open', closed: 'Closed' },
  ritual: 'Of which ritual',
  allRituals: 'Of all rituals',
  noneFound: 'No decision fits.',
  noneFoundText: 'Take a filter away, or look for less.',
  showAll: 'Show all',
  more: (shown: number, total: number) => `${count(shown)} of ${count(total)}.`,
  showMore: 'Show more',

  // One of them.
  because: (why: string) => `Because: ${why}`,
  noReason: 'No reason was written down.',
  on: 'On',
  by: (names: string, day: string) => `${names}, ${day}`,
  nobody: 'Nobody named',
  of: (ritual: string) => `in ${ritual}`,
  lookAgainOn: (day: string) => `to be looked at on ${day}`,
  dueSince: (day: string) => `to be looked at since ${day}`,
  notAgain: 'not to be looked at again',
  verdict: { right: 'right', wrong: 'not right', 'cannot-tell': 'cannot tell whether right' },
  kept: (kept: boolean) => (kept ? 'kept' : 'not kept'),

  // Its page.
  missing: 'There is no such decision',
  missingAnswer: 'It is not there, or the link is not whole.',
  answerOpen: (day: string) => ({ before: 'It holds, and is to be looked at again on ', finding: day }),
  answerDue: (day: string) => ({ before: 'Its day has come: ', finding: `look at it again. It was to be on ${day}.` }),
  answerNever: { before: 'It holds. ', finding: 'Nobody said when to look again.' },
  answerClosed: (verdict: string, kept: boolean) => ({
    before: kept ? 'It was kept, and ' : 'It was not kept, and ',
    finding: verdict,
  }),
  closedAs: {
    right: 'it was right.',
    wrong: 'it was not right.',
    'cannot-tell': 'nobody can tell whether it was right.',
  },
  basisOne: (names: string, day: string) => `Decided by ${names} on ${day}.`,
  why: 'Why',
  evidence: 'On which evidence',
  noEvidence: 'None was named.',
  history: 'How it went since',
  decided: (name: string) => `Recorded by ${name}`,
  lookedBy: (name: string) => `Looked at by ${name}`,
  facts: 'What it rests on',
  meeting: 'In',
  noMeeting: 'outside of a meeting',
  changesLink: 'What happened to it',
  change: 'Change',
  changeTitle: 'Change the decision',

  // Recording and changing.
  record: 'Record a decision',
  what: 'What is decided?',
  whatMissing: 'Say what is decided.',
  whyLabel: 'Why?',
  whyHint: 'What you know now. Later it tells a good decision from luck.',
  who: 'Who decides?',
  evidenceLabel: 'On which evidence?',
  find: 'Find a test or an assumption',
  removeEvidence: (name: string) => `Take away ${name}`,
  lookAgain: 'Look again on',
  lookAgainHint: 'The day on which one can know more. Empty: not again.',
  experiment: 'test',
  belief: 'assumption',
  save: 'Save',
  saving: 'It is being saved.',

  // Looking again.
  look: 'Look again',
  lookOf: (what: string) => `Look again: ${what}`,
  lookTitle: 'How did it turn out?',
  keptLegend: 'Was it kept?',
  keptYes: 'Yes, it was done and stayed so',
  keptNo: 'No',
  keptMissing: 'Say whether it was kept.',
  rightLegend: 'Was it right, by what is known now?',
  rightYes: 'Right',
  rightNo: 'Not right',
  cannotTell: 'Cannot tell',
  cannotTellHint: 'Nothing that is known speaks for or against it.',
  rightMissing: 'Say whether it was right. “Cannot tell” is an answer.',
  note: 'What do we know now?',
  afterLegend: 'And then?',
  close: 'Close it',
  closeHint: 'It stays in the register, and does not come back.',
  once: 'Look once more later',
  onceMissing: 'Choose the day.',
  keep: 'Keep what we say',
  lookedAgain: 'It comes back on the day you chose',
  lookedClosed: 'The decision is closed',
  showNewest: 'Show it as it is now',
};
