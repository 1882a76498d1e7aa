import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** The page of the rhythm: what is held next, who owes what, what is to be looked at again. */
export const texts = {
  context: 'Rhythm',
  breadcrumb: 'Where you are',
  question: 'When do we decide, with whom, about what?',
  rituals: 'Rituals',
  decisions: 'Decisions',
  workflows: 'Workflows',
  reading: 'Reading the rhythm',
  failed: 'The rhythm could not be read.',
  tryAgain: 'Try again',
  newRitual: 'New ritual',

  // The answer.
  next: (name: string) => `${name} is next, `,
  nextOn: (moment: string, people: number) =>
    `${moment}${people === 0 ? '' : `, with ${counted(people, 'person', 'people')}`}`,
  now: (name: string) => `${name} is `,
  nowFinding: 'being held now',
  noNext: 'No meeting is ',
  noNextFinding: 'planned',
  overdue: (count: number) =>
    count === 0 ? 'No follow-up is overdue.' : `${counted(count, 'follow-up')} ${count === 1 ? 'is' : 'are'} overdue.`,
  basis: (rituals: number, open: number, due: number) =>
    `${counted(rituals, 'ritual')}, ${counted(open, 'open follow-up')}, ${counted(due, 'decision')} to look at again.`,

  // Nothing yet.
  emptyAnswer: 'Nobody has said so yet. ',
  emptyFinding: 'Begin with one meeting that decides.',
  emptyBasis: 'A ritual is a meeting that comes back. Its agenda fills itself from what is known on the day.',
  packsTitle: 'Six that ship. Everything of them can be changed',
  blank: 'Begin with an empty one',
  takePack: 'Begin with this',
  takePackOf: (name: string) => `Begin with this: ${name}`,
  packMinutes: (minutes: number) => `${minutes} min`,
  reader: 'Marketers, analysts and owners make rituals. Ask one of them.',

  // Next meetings.
  nextFinding: (count: number) => (count === 1 ? 'This is held next' : 'These are held next'),
  length: (minutes: number) => `${minutes} min`,
  minutes: (minutes: number) => `${minutes} min`,
  nobodyComes: 'Nobody is asked to come yet.',
  nothingToday: (titles: string) => `Nothing for: ${titles}`,
  noAgenda: 'It has no agenda yet.',
  nothingAtAll: 'As it is now, no block of its agenda has anything.',
  agendaNote: 'Why the agenda says “because”',
  agendaNoteText:
    'Each block is filled from what is known when the meeting starts. A block with nothing is passed over and takes no time.',
  open: 'Open the agenda',
  openOf: (name: string) => `Open the agenda: ${name}`,

  // Holding it.
  hold: 'Start now',
  holdOf: (name: string) => `Start now: ${name}`,
  join: 'Go to the meeting',
  joinOf: (name: string) => `Go to the meeting: ${name}`,
  starting: 'It is being started.',
  notStarted: 'It was not started',
  about: 'What is it about?',
  aboutHint: 'The bet that failed, the bet that is about to start. It stands above the meeting.',
  start: 'Start',
  startText: 'The meeting begins, and its agenda is kept as it is at this moment.',
  startEarly: (moment: string) =>
    `It is planned for ${moment}. Started now, its agenda is kept as it is at this moment; a time within a day counts as held.`,

  // Rituals.
  listFinding: (count: number) => `${counted(count, 'ritual')} ${count === 1 ? 'goes' : 'go'} on`,
  noneGoOn: 'No ritual goes on',
  heads: ['Ritual', 'When', 'Next', 'Last held', 'Members', 'Hold it'] as const,
  neverHeld: 'not yet',
  noNextTime: 'no time planned',
  ended: (count: number) => (count === 1 ? '1 that has ended' : `${count} that have ended`),
  endedOn: (day: string, reason: string) => `Ended on ${day}${reason === '' ? '.' : `: ${reason}`}`,

  // Follow-ups.
  followUpsFinding: (open: number, overdue: number) =>
    open === 0
      ? 'All that was promised is done'
      : `${counted(open, 'follow-up')} ${open === 1 ? 'is' : 'are'} open${overdue === 0 ? '' : `, ${overdue} over ${overdue === 1 ? 'its' : 'their'} day`}`,
  followUpsNone: 'Follow-ups that are added in meetings, or here, come back until they are done.',
  followUpsFailed: 'The follow-ups could not be read.',
  addFollowUp: 'Add a follow-up',
  followUpTitle: 'Who does what until when?',
  changeFollowUp: 'Change the follow-up',
  changeOf: (what: string) => `Change: ${what}`,
  change: 'Change',
  whatToDo: 'What is to be done?',
  whatMissing: 'Say what is to be done.',
  owner: 'Who does it?',
  ownerMissing: 'Choose who does it.',
  choose: 'Choose somebody',
  dueOn: 'Until',
  followsFrom: 'Follows from',
  followsNone: 'Nothing in particular',
  note: 'How it stands',
  save: 'Save',
  saving: 'It is being saved.',
  doneOf: (what: string) => `Done: ${what}`,
  undo: 'Undo',
  drop: 'It is not needed any more',
  notSaved: 'It was not saved',
  hasLeft: (name: string) => `${name} has left`,
  noDay: 'no day agreed',
  due: (day: string) => `until ${day}`,
  over: (days: number, day: string) => `${counted(days, 'day')} over, it was due on ${day}`,
  dueToday: 'due today',
  from: (ritual: string) => `from ${ritual}`,
  showAll: (count: number) => `Show all ${count}`,

  // Decisions that are due.
  dueFinding: (count: number) =>
    count === 0
      ? 'No decision is to be looked at yet'
      : `${counted(count, 'decision')} ${count === 1 ? 'is' : 'are'} to be looked at again`,
  dueNone: 'On the day that was agreed a decision comes back here, and is said to be right or not.',
  dueFailed: 'The decisions could not be read.',
  allDecisions: 'All decisions',
};
