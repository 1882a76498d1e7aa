import { numbers } from '@dandelion-loop/wording';
import { shareWords } from './segments.ts';

const { counted, count } = numbers;

/** Of personas. What the counts say is said by the server. */
export const texts = {
  segments: 'Segments',
  question: 'Are our customers who we say they are?',
  reading: 'Counting the personas',
  failed: 'The personas could not be counted.',
  again: 'Try again',
  none: 'No persona yet',
  noneRest: '. Write down who you believe your customers are, so that it can turn out wrong.',
  basis: (of: number) =>
    `Counted over the ${counted(of, 'customer')} we may profile: all of them and no sample, so there is no interval.`,
  emptySay: 'A persona that cannot fail says nothing.',
  emptyText:
    'Give it a name, a story and traits that each can be counted: “buys on weekends”, “never asks”. Then see how many customers fit, and how many fit none.',
  noCustomers: 'There are no customers yet whom we may profile.',
  noCustomersText: 'Numbers come once events arrive from a source and customers allow a profile.',
  picture: 'How many customers fit each',
  fitsNone: 'Fit none',
  contradicted: (many: number) => `${counted(many, 'claim')} ${many === 1 ? 'stands' : 'stand'} against the counts`,
  overlaps: 'How many fit two at once',
  overlap: (one: string, other: string) => `${one} and ${other}`,
  customers: (many: number) => counted(many, 'customer'),
  fit: (many: number, share: number | null) =>
    share === null ? count(many) : `${counted(many, 'customer')}, ${shareWords(share)}`,
  finding: (name: string, share: number | null) =>
    share === null ? name : `${name}: ${shareWords(share)} of customers fit`,
  needs: (fits: number, of: number) => {
    if (fits < of) return `${fits} of ${of} traits have to hold.`;
    return ['Its trait has to hold.', 'Both traits have to hold.'][of - 1] ?? `All ${of} traits have to hold.`;
  },
  traits: (name: string) => `Traits of ${name}`,
  columns: { name: 'Trait', customers: 'Of all customers', fitting: 'Of those who fit', does: 'What it does' },
  idle: 'Leaves nobody out',
  leavesOut: (many: number) => `Leaves out ${count(many)}`,
  only: 'The only trait',
  authors: (names: string) => `By ${names}.`,
  add: 'Add a persona',
  edit: 'Change it',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete ${name}?`,
  removeText: 'Its counts of each day and what its authors said of themselves go with it.',
  removed: 'The persona is deleted',
  saved: 'The persona is saved',
  name: 'Name',
  story: 'Story',
  authorsField: 'Authors',
  trait: (at: number) => `Trait ${at}`,
  traitName: 'The trait in a few words',
  addTrait: 'Add a trait',
  removeTrait: 'Take the trait out',
  fits: 'How many traits have to hold',
  save: 'Save the persona',
  saving: 'It is being saved.',
  cancel: 'Cancel',
  incomplete: 'Fill in every trait and its conditions.',
  mine: 'Does it hold of you?',
  mineHint: 'You wrote it. Only the average of its authors is shown.',
  answers: { yes: 'Yes', no: 'No', none: 'Does not apply' },
  answerSave: 'Keep my answers',
  answered: 'Your answers are kept',
};
