import { numbers } from '@dandelion-loop/wording';

const { counted, count } = numbers;

/** "31%", "less than 1%". */
export function shareWords(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return 'less than 1%';
  return whole === 100 && share < 1 ? 'more than 99%' : `${whole}%`;
}

/** Of segments and of personas. What a tree says is said by the server. */
export const texts = {
  segments: 'Segments',
  personas: 'Personas',
  question: 'Which customers do we mean?',
  questionOf: (name: string) => `Who is in ${name}?`,
  reading: 'Reading the segments',
  readingOne: 'Counting the segment',
  failed: 'The segments could not be read.',
  failedOne: 'This segment could not be counted.',
  again: 'Try again',
  some: (many: number) => `${counted(many, 'segment')} ${many === 1 ? 'is' : 'are'} kept`,
  largest: (name: string, share: number) => `; the largest, ${name}, holds ${shareWords(share)} of customers.`,
  none: 'No segment yet',
  noneRest: '. Say once whom you mean, and it is counted from then on.',
  basis: 'Counted over customers who allowed a profile; on pages of one segment as they are now, here as counted last.',
  emptySay: 'A segment is a sentence that can be counted.',
  emptyText:
    'Customers who bought at least twice in the last 90 days and never answered a question: how many are they?',
  add: 'Add a segment',
  picture: 'How many customers each holds',
  list: 'What they mean',
  columns: { name: 'Segment', means: 'Means', customers: 'Customers', share: 'Share' },
  notCounted: 'not counted yet',
  holds: (customers: number, of: number) => `${count(customers)} of ${counted(of, 'customer')}`,
  unreadable: (many: number) =>
    many === 0
      ? 'Every customer we know may be counted.'
      : `${counted(many, 'customer')} more did not allow a profile and ${many === 1 ? 'is' : 'are'} not counted.`,
  noCustomers: 'There are no customers yet whom we may profile.',
  noCustomersText: 'Numbers come once events arrive from a source and customers allow a profile.',
  edit: 'Change it',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete ${name}?`,
  removeText: 'Its counts of each day go with it. Customers stay as they are.',
  removed: 'The segment is deleted',
  saved: 'The segment is saved',
  days: (many: number) => (many === 1 ? 'Counted on one day so far' : `How it grew over ${count(many)} days`),
  day: 'Day',
  before: 'other conditions then',
  usedBy: 'Named by',
  members: 'Who is in it, the latest seen first',
  membersNot: 'Who is in it could not be read.',
  nobody: 'Nobody is in it now.',
  columnsOf: { name: 'Customer', email: 'E-mail', seen: 'Last seen' },
  unnamed: 'No name',
  more: 'Show more',

  // The form.
  name: 'Name',
  about: 'What it is for',
  tree: 'Who is in it',
  save: 'Save the segment',
  saving: 'It is being saved.',
  cancel: 'Cancel',
  incomplete: 'Fill in every condition: then it is counted.',
  counting: 'Counting',
  failedCount: 'It could not be counted: ',

  // The tree.
  group: 'Customers of whom',
  groups: { all: 'all of these hold', any: 'any of these holds' },
  addCondition: 'Add a condition',
  addGroup: 'Add a group',
  removeCondition: 'Take out',
  negated: 'Not',
  negatedHint: 'holds of those of whom it does not',
  kind: 'Condition',
  condition: (at: string) => `Condition ${at}`,
  groupAt: (at: string) => (at === '' ? 'All conditions' : `Group ${at}`),
  kinds: {
    ...{
      event: 'did an event',
      'last-event': 'last did an event',
      value: 'an event’s value together',
      trait: 'a trait',
    },
    ...{
      seen: 'first or last seen',
      known: 'known or anonymous',
      source: 'came by a source',
      consent: 'may be contacted',
    },
    segment: 'is in a segment',
  },
  event: 'Event',
  trait: 'Trait',
  compare: 'How',
  times: 'Times',
  amount: 'Amount',
  value: 'Value',
  from: 'From',
  to: 'To',
  list_: 'Values, one a line',
  when: 'When',
  daysField: 'Days',
  date: 'Day',
  which: 'Which',
  source: 'Number of the source',
  channel: 'Channel',
  segment: 'Segment',
  counts: { 'at-least': 'at least', 'at-most': 'at most', exactly: 'exactly' },
  periods: { ever: 'ever', last: 'in the last days', between: 'between two days' },
  moments: { date: 'a day', ago: 'days ago' },
  sides: { before: 'before', after: 'after' },
  seen: { first: 'first seen', last: 'last seen' },
  knowns: { yes: 'known by a user id', no: 'anonymous' },
  traitOps: {
    ...{ is: 'is', 'is-not': 'is not', contains: 'contains', 'starts-with': 'starts with', above: 'is above' },
    ...{ below: 'is below', between: 'is between', 'is-set': 'is known', 'is-not-set': 'is not known' },
    ...{ before: 'is before', after: 'is after', in: 'is one of' },
  },
  properties: (many: number) =>
    `Only where ${counted(many, 'property', 'properties')} of it ${many === 1 ? 'is' : 'are'} as set by the API.`,
};
