import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** Across the disciplines of a plan: what they spend, what they hand over, what waits for what. */
export const portfolioTexts = {
  noDiscipline: 'No discipline named',

  // Spend.
  spendFinding: (spent: string, staked: string) => `${spent} is spent of ${staked} staked`,
  spendOver: (name: string, by: string) => `“${name}” has spent ${by} more than it staked`,
  spendNone: 'Nothing is known yet of what was spent',
  spendNoneText:
    'Type what a bet has spent on its own page, or import a file with what all of them have. Then this shows it against the stake.',
  spendName: 'Spent, against the stake, by discipline',
  spendHead: 'Discipline',
  spendUnit: 'Spent of stake',
  spendOf: (spent: string, staked: string) => `${spent} of ${staked}`,
  spendBets: (bets: number, fed: number) =>
    `${counted(bets, 'bet')}${fed < bets ? `, ${fed === 0 ? 'none' : String(fed)} with numbers` : ''}`,
  spendHours: (spent: string, staked: string) => `${spent} of ${staked} hours`,
  howToRead: 'How to read it',
  howToReadText: 'The upright line is the stake, the dot what was spent. Rust: more was spent than staked.',
  spendFed: 'How fresh it is',
  spendFedText: (day: string) => `The newest number is of ${day}.`,
  spendUnfed: (bets: number) => `${counted(bets, 'running bet')} never had a number.`,
  spendTable: 'By bet',
  spendMost: (rows: number, of: number) =>
    `The ${numbers.count(rows)} bets with the largest stakes of ${numbers.count(of)}. The document that is exported has all.`,
  spendHeads: ['Bet', 'Discipline', 'Spent', 'Stake', 'Hours', 'Last number'] as const,
  unknown: 'not known',
  import: 'Import numbers',

  // Hand-offs, loose ends, what waits.
  endsNone: 'Nothing hangs loose between the disciplines',
  endsFinding: (loose: number, waiting: number, late: number) =>
    [
      loose > 0 ? counted(loose, 'loose end') : null,
      waiting > 0 ? `${counted(waiting, 'bet')} waiting for another` : null,
      late > 0 ? `${counted(late, 'hand-off')} late` : null,
    ]
      .filter((part) => part !== null)
      .join(', '),
  openBets: (bets: number) => counted(bets, 'open bet'),
  andMore: (others: number) => ` and ${numbers.count(others)} more`,
  quoted: (name: string) => `“${name}”`,
  waits: (bet: string, others: string) => `“${bet}” waits for ${others}.`,
  waitsUntil: (name: string, day: string | null) => (day === null ? `“${name}”` : `“${name}”, which ends ${day}`),
  tooEarly: (day: string) => ` It is to start ${day}, before that.`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  nobody: 'nobody',
  due: (day: string) => `due ${day}`,
  overdue: (day: string) => `late since ${day}`,
  noDay: 'no day agreed',
  hasLeft: (name: string) => `${name} (left)`,
  done: 'Done',
  doneNamed: (what: string) => `Done: ${what}`,
  change: 'Change',
  changeNamed: (what: string) => `Change the hand-off ${what}`,
  again: 'Open it again',
  againNamed: (what: string) => `Open it again: ${what}`,
  ended: (count: number) => `${counted(count, 'hand-off')} that ended`,
  states: { open: 'open', done: 'done', dropped: 'dropped' },
  add: 'Add a hand-off',
  addTitle: 'A hand-off',
  what: 'What is handed over',
  whatHint: 'Such as “the printed cards”.',
  fromPerson: 'Who gives it',
  toPerson: 'Who takes it',
  toHint: 'A partner sees it, and can say that it is done.',
  fromBet: 'From which bet',
  toBet: 'For which bet',
  noBet: 'none',
  dueOn: 'Until',
  partnerOf: (name: string) => `${name} (partner)`,
  save: 'Save',
  saving: 'Saving',
  cancel: 'Cancel',
  drop: 'Drop it',
  failed: 'The hand-off was not changed.',
  text: 'A bet waits where its page says so. Something without an owner, or without somebody who takes it, is a loose end.',
};
