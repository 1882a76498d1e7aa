import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** Plans themselves: their name and period, another one, one from a file, the end of one. */
export const periodTexts = {
  another: 'Another plan',
  numbers: 'Numbers from a file',
  outcomes: (outcomes: number) => counted(outcomes, 'outcome'),
  hangOn: (bets: number, causes: number) =>
    `, carried by ${counted(bets, 'bet')} that draw on ${counted(causes, 'cause')}.`,
  span: (name: string, from: string, to: string) => `${name}, ${from} to ${to}`,

  newQuestion: 'What do you want to plan?',
  newAnswer: 'One plan for each period, ',
  newFinding: 'each with its own bets and its own failure budget',
  newBasis: 'The plans that are there stay. You choose between them at the top of the plan.',

  delete: 'Delete the plan',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText: (bets: number, begun: number) =>
    `It holds ${counted(bets, 'bet')}${begun === 0 ? ', and none of them has begun' : `, and ${begun === 1 ? '1 of them has' : `${begun} of them have`} begun`}.`,
  deleteWhat:
    'Its outcomes, bets with their numbers and comments, hand-offs, scenarios, drills and links go, and nothing brings the numbers and comments back. A file that you export before brings back outcomes, causes and bets. Decisions of meetings stay.',
  exportFirst: 'Export it first',
  deleting: 'Deleting',
  deleted: (name: string) => `“${name}” is deleted.`,

  // Its name, period and failure budget.
  planName: 'Name of the plan',
  from: 'First day',
  to: 'Day after the last',
  currencyHint: 'Such as EUR. Everything is added up in it.',
  budgetBets: 'Bets that should fail',
  budgetMoney: 'Money that may be lost',
  create: 'Make the plan',
  created: 'The plan is there.',

  // Import.
  importTitle: 'Import a plan document',
  importText:
    'A plan as a file (JSON), as it is exported here. First you see what it would change; nothing is changed before you agree.',
  importFile: 'Choose a file',
  importNotJson: 'This file is no JSON.',
  importProblems: (problems: number) => `${counted(problems, 'thing')} in it must be put right first.`,
  importChanges: (changes: number) => `It would make ${counted(changes, 'change')}.`,
  importNothing: 'It would change nothing.',
  importNow: 'Import it',
  imported: 'The plan is imported.',
  importFailed: 'The plan was not imported.',
  importInto: 'Where to',
  importIntoNew: 'As a new plan',
  importIntoThis: 'Into the plan that is shown; what the document leaves out is removed',
  changes: { added: 'Added', changed: 'Changed', removed: 'Removed' },
};
