import type { Scope } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

type Feature = Scope extends `${infer Name}:${string}` ? Name : never;

/** The page of keys of the API. */
export const texts = {
  question: 'Which programs may come in?',
  none: 'None. ',
  noneFinding: 'Only people come in here.',
  some: (count: number) =>
    count === 1 ? 'One key opens this workspace, ' : `${numbers.count(count)} keys open this workspace, `,
  usedFinding: (moment: string) => `last used ${moment}.`,
  unusedFinding: (count: number) => (count === 1 ? 'and was never used.' : 'and none was ever used.'),
  basis: 'A program sends its key with every call. It may no more than whoever made it, and ends when they leave.',
  docs: 'What a program can do here',
  make: 'Make a key',
  reading: 'Reading the keys',
  notRead: 'The keys could not be read.',
  again: 'Try again',
  emptySay: 'With a key, a program does what you can do on these pages.',
  emptyText:
    'Import the file of a finished test every night, take the answers along into a report, or ask from the command line. A key may only what you tick.',

  list: 'Keys that work',
  columns: { name: 'Name', may: 'May', by: 'Made by', used: 'Last used', ends: 'Ends', does: 'What to do' },
  working: (count: number) => (count === 1 ? 'One key works' : `${numbers.count(count)} keys work`),
  neverUsed: 'never',
  noEnd: 'when it is revoked',
  everything: 'everything a key can',
  ended: (count: number) =>
    count === 1 ? 'One key that works no more' : `${numbers.count(count)} keys that work no more`,
  endedList: 'Keys that work no more',
  endedColumn: 'Ended',
  revokedOn: (day: string) => `revoked ${day}`,
  expiredOn: (day: string) => `expired ${day}`,
  soon: 'soon',

  noteText:
    'Keep it as you keep a password. Give each program a key of its own, so that one can be revoked without the others.',

  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeSays: (used: string) =>
    `Whatever uses it is refused from this moment on, and it cannot be taken back. Last used: ${used}.`,
  revoking: 'It is being revoked.',
  revoked: (name: string) => `${name} is revoked`,

  // Making one.
  makeTitle: 'Make a key',
  name: 'Name',
  nameHint: 'What will use it: “Nightly import”.',
  nameMissing: 'Give the key a name.',
  days: 'For how long',
  daysHint: 'A key that ends by itself cannot be forgotten.',
  dayChoices: { '30': '30 days', '90': '90 days', '365': 'A year', '0': 'Until it is revoked' },
  scopes: 'What may it do?',
  scopesMissing: 'Tick what it may do.',
  allRead: 'Tick all that reads',
  nothingTicked: 'Tick nothing',
  makeIt: 'Make the key',
  making: 'The key is being made.',

  // Made.
  made: (name: string) => `${name} is made`,
  token: 'The key',
  tokenOnce: 'It is shown this once. Put it where the program finds it, and nowhere else.',
  curl: 'Try it from a command line',
  curlHint: 'Whoever reads this line has the key.',
  done: 'Done',

  features: {
    experiments: 'Experiments',
    imports: 'Imports',
    learnings: 'Learnings',
    comments: 'Comments',
    beliefs: 'Assumptions',
    shares: 'Links to share',
    rituals: 'Rituals',
    meetings: 'Meetings',
    decisions: 'Decisions',
    'follow-ups': 'Follow-ups',
    plan: 'Plan',
    breakers: 'Breakers',
    workspace: 'Settings',
    methods: 'Methods',
    members: 'Members',
    webhooks: 'Webhooks',
    audit: 'Audit log',
    metrics: 'The server’s figures',
  } satisfies Record<Feature, string>,
  verbs: {
    read: 'Read',
    write: 'Change',
    sql: 'See the SQL',
    raw: 'Raw rows',
    notes: 'Write notes',
    end: 'End one’s own',
    mine: 'Read one’s own part',
    answer: 'Comment and hand over',
    reset: 'Reset',
  } as Readonly<Record<string, string>>,
  readsOnly: (what: string) => `reads ${what}`,
  changesToo: (what: string) => `changes ${what}`,
  inList: {
    experiments: 'experiments',
    imports: 'imports',
    learnings: 'learnings',
    comments: 'comments',
    beliefs: 'assumptions',
    shares: 'links to share',
    rituals: 'rituals',
    meetings: 'meetings',
    decisions: 'decisions',
    'follow-ups': 'follow-ups',
    plan: 'the plan',
    breakers: 'breakers',
    workspace: 'settings',
    methods: 'methods',
    members: 'members',
    webhooks: 'webhooks',
    audit: 'the audit log',
    metrics: 'the server’s figures',
  } satisfies Record<Feature, string>,
  sql: 'sees the SQL',
  raw: 'takes raw rows along',
  notes: 'writes notes of meetings',
  end: 'ends follow-ups',
  answer: 'comments on bets and ends hand-offs',
  reset: 'resets breakers',
};

export type ScopeFeature = Feature;
