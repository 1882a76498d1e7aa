import { numbers } from '@dandelion-loop/wording';

const { counted, count } = numbers;

/** Numbers of a plan from a file: what bets cost, how outcomes stand. */
export const numbersTexts = {
  question: 'What did it cost, and where do we stand?',
  answer: 'Bring the numbers from elsewhere, ',
  finding: 'and see them before they count',
  basis:
    'Breakers judge every number that comes in, and can stop a bet. The same file twice adds nothing. One number alone is typed on the page of its bet.',

  file: 'A file with numbers',
  text: 'CSV, as a spreadsheet or an advertising account exports it. One row is one number of one bet on one day.',
  choose: 'Choose a file',
  another: 'Choose another file',
  template: {
    bets: 'A file to fill in, with your bets',
    outcomes: 'A file to fill in, with your outcomes',
  },
  tooLarge: 'This file is larger than 2 MB. Part it, or leave out columns that are not needed.',
  empty: 'This file is empty.',
  chosen: (name: string, rows: number) => `${name}, ${counted(rows, 'row')}`,
  of: 'These are numbers of',
  ofChoices: { bets: 'Bets: spent, hours, harm, guardrails', outcomes: 'Outcomes: how they stand' },
  columns: 'Which column is which',
  column: {
    bet: 'Name of the bet',
    outcome: 'Name of the outcome',
    on: 'Day',
    value: 'Number',
    kind: 'What it is',
    measure: 'Which guardrail',
    note: 'Note',
    currency: 'Currency',
    key: 'Its own number, such as an invoice',
  },
  kindHint: 'money, hours, coordination-hours, unsubscribes, complaints or guardrail. Without the column: money.',
  onHint: 'Written like 2027-01-31.',
  noColumn: 'not in the file',
  missing: 'Choose it.',
  look: 'Look at it first',
  looking: 'Reading the file',

  named: (bets: readonly { name: string }[]) =>
    new Intl.ListFormat('en', { type: 'conjunction' }).format(bets.map(({ name }) => `“${name}”`)),
  would: (added: number, replaced: number, unchanged: number) =>
    [
      `${added === 0 ? 'No' : count(added)} new ${added === 1 ? 'number' : 'numbers'}`,
      replaced > 0 ? `${count(replaced)} that ${replaced === 1 ? 'replaces' : 'replace'} an earlier one` : null,
      unchanged > 0 ? `${count(unchanged)} that ${unchanged === 1 ? 'is' : 'are'} there already` : null,
    ]
      .filter((part) => part !== null)
      .join(', '),
  nothing: 'All of it is there already. There is nothing to import.',
  wouldStop: (bets: string) => `It would stop ${bets}: breakers act on these numbers at once.`,
  refusedTitle: (rows: number) => `${counted(rows, 'row')} cannot be read, so nothing is imported`,
  line: (line: number) => `Row ${count(line)}`,
  heads: ['Row', 'What it says', 'Why not'] as const,
  moreRows: (rows: number) => `and ${counted(rows, 'more row')}.`,
  import: 'Import the numbers',
  importing: 'Importing',
  imported: 'The numbers are imported.',
  importedStopped: (bets: string) => `Breakers stopped ${bets}.`,
  failed: 'The numbers were not imported.',

  earlier: 'Imports that can be taken back',
  earlierNone: 'Nothing was imported yet.',
  earlierOf: { bets: 'numbers of bets', outcomes: 'values of outcomes' },
  earlierRow: (rows: number, of: string) => `${count(rows)} ${of}`,
  takeBack: 'Take back',
  takeBackNamed: (when: string) => `Take back the import of ${when}`,
  takeBackTitle: 'Take this import back?',
  takeBackText:
    'What it added goes, and what it replaced is again as it was. A bet that a breaker stopped stays stopped until somebody lets it run again.',
  takenBack: (removed: number, restored: number) =>
    `${counted(removed, 'number')} gone${restored > 0 ? `, ${count(restored)} as before` : ''}.`,
  takingBack: 'Taking it back',

  // Rates.
  rates: 'Rates of other currencies',
  ratesText: (currency: string) =>
    `Everything is added up in ${currency}. A bet in another currency counts by the last rate up to its first day; the rates are typed here, by hand.`,
  ratesNoCurrency: 'This plan names no currency. Name one above, then bets can be in others too.',
  ratesNone: 'No rate yet: all bets are in the currency of the plan.',
  rateHeads: ['Currency', 'From', 'One of it is worth'] as const,
  rateCurrency: 'Currency',
  rateCurrencyHint: 'Three letters, such as USD.',
  rateOn: 'From',
  rateValue: (currency: string) => `One of it is worth, in ${currency}`,
  rateAdd: 'Add the rate',
  rateRemove: (currency: string, day: string) => `Delete the rate of ${currency} from ${day}`,
  rateWrong: 'A currency has three letters, and a rate is above 0.',
  rateSame: 'This is the currency of the plan: it needs no rate.',
  saving: 'Saving',
};
