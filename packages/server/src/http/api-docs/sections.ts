import type { Endpoint } from '@dandelion-loop/contract';

/** The parts of the API in the order in which somebody new reads them. */

export interface Section {
  /** In addresses and in OpenAPI. */
  tag: string;
  title: string;
  about: string;
}

export const sections: readonly Section[] = [
  {
    tag: 'experiments',
    title: 'Experiments',
    about: 'Tests that were judged: the list with its filters, each answer, its statements, tags and note.',
  },
  {
    tag: 'imports',
    title: 'Imports',
    about:
      'A file of a finished test, or counts that were typed, become answers. Each judging is an analysis; old answers stay in the history.',
  },
  {
    tag: 'uploads',
    title: 'Uploads',
    about:
      'Files of finished tests: stored whole or not at all, looked at, and deleted after some weeks unless the settings keep them.',
  },
  {
    tag: 'planning',
    title: 'Planning',
    about: 'How many units a test needs, and the verdict from counts alone. Nothing is stored.',
  },
  {
    tag: 'learnings',
    title: 'Learnings',
    about: 'What all tests together say of attributes of variations, as estimates with the tests behind them.',
  },
  {
    tag: 'contradictions',
    title: 'Contradictions',
    about:
      'What assumptions, learnings and tests say against each other beyond chance, what surprised, and which learning a claim is about.',
  },
  {
    tag: 'beliefs',
    title: 'Assumptions',
    about:
      'What the team believes: a claim, how sure each member is before seeing the others, how it turned out, and how good forecasts were.',
  },
  {
    tag: 'preferences',
    title: 'Preferences',
    about:
      'You are not your customer: what members prefer, what they expect customers to prefer, and what customers did.',
  },
  {
    tag: 'coding',
    title: 'Coding',
    about: 'What variations say: coders that read texts, codes that people give by hand, and how far people agree.',
  },
  {
    tag: 'proposals',
    title: 'What next',
    about: 'Proposed tests, ranked by what the information of a test is worth for its cost and time.',
  },
  { tag: 'ideas', title: 'Ideas', about: 'What members would like to test, ranked with all else.' },
  {
    tag: 'drafts',
    title: 'Drafts',
    about: 'Tests that are yet to run in any tool: design, size, and who gets which variation.',
  },
  {
    tag: 'customers',
    title: 'Customers',
    about:
      'Whose events arrive: who they are, what is known of them and how, which ids are theirs, and all of it to take out.',
  },
  {
    tag: 'rituals',
    title: 'Rituals',
    about: 'Meetings that come back: purpose, times, members, agenda, and whether they help.',
  },
  {
    tag: 'meetings',
    title: 'Meetings',
    about: 'One time that a ritual is held: its agenda as it was, its clock, and the notes that several write at once.',
  },
  {
    tag: 'decisions',
    title: 'Decisions',
    about: 'What was decided, why and on which evidence, and how it turned out when somebody looked again.',
  },
  {
    tag: 'follow-ups',
    title: 'Follow-ups',
    about: 'What somebody is to do until when. It comes back in every meeting until it is done.',
  },
  {
    tag: 'plan',
    title: 'The plan',
    about: 'Periods with their outcomes, failure domains and failure budget, what is computed of them, and what if.',
  },
  {
    tag: 'bets',
    title: 'Bets',
    about: 'What is tried, agreed before it begins and stopped by breakers: stakes, numbers, verdicts.',
  },
  {
    tag: 'hand-offs',
    title: 'Hand-offs',
    about: 'What goes from one bet or person to another until a day, and what partners see of the plan.',
  },
  {
    tag: 'constraints',
    title: 'Constraints and enablers',
    about:
      'What is likely to get in the way of an outcome, or must be there: the sign, the agreed response, who does it.',
  },
  {
    tag: 'workflows',
    title: 'Workflows',
    about: 'Checklists that begin when something happens, or by hand; their tasks are follow-ups.',
  },
  {
    tag: 'principles',
    title: 'Principles',
    about: 'What the team holds itself to, which bets follow or break it, and how those ended.',
  },
  {
    tag: 'segments',
    title: 'Segments',
    about: 'Which customers are meant, as trees of conditions over traits, behaviour and consent, counted when asked.',
  },
  {
    tag: 'personas',
    title: 'Personas',
    about: 'Kinds of customers whose every trait is a condition: how many fit, how many fit none, and what drifts.',
  },
  {
    tag: 'today',
    title: 'Today',
    about: 'What needs you now across everything, ranked by what waiting costs, and what you put off.',
  },
  { tag: 'calendar', title: 'Calendar', about: 'One’s rituals for one’s calendar program, by a secret link.' },
  { tag: 'comments', title: 'Comments', about: 'What members say about an experiment.' },
  {
    tag: 'shares',
    title: 'Share links',
    about: 'Links that show one answer in plain words to people without an account, until they end.',
  },
  {
    tag: 'workspace',
    title: 'Workspace',
    about: 'The settings, how new imports are judged, and the end of the workspace.',
  },
  {
    tag: 'members',
    title: 'Members',
    about: 'Who works here and as what: invitations, roles, links for who cannot get in.',
  },
  {
    tag: 'sources',
    title: 'Sources',
    about: 'Where events come from: sources with their write keys, what they ask of consent, and what arrives by them.',
  },
  {
    tag: 'consents',
    title: 'Consent',
    about: 'What customers allowed for what: what holds, the ledger behind it, and what was said outside of it.',
  },
  {
    tag: 'events',
    title: 'Events',
    about: 'What arrived last, what could not be taken and why, and taking that again.',
  },
  {
    tag: 'keys',
    title: 'Keys',
    about: 'Keys for programs, each with its scopes. A key may no more than who made it, and ends when they leave.',
  },
  {
    tag: 'webhooks',
    title: 'Webhooks',
    about: 'Other programs are told what happened, signed as Standard Webhooks says, with a log of every attempt.',
  },
  {
    tag: 'audit',
    title: 'Audit log',
    about: 'Who changed what and when. Each entry carries the hash of the one before it.',
  },
  { tag: 'metrics', title: 'Figures', about: 'What Prometheus scrapes.' },
  {
    tag: 'session',
    title: 'Signing in',
    about: 'For people: by password or one-time link, with a second step where it is on.',
  },
  {
    tag: 'account',
    title: 'Your account',
    about: 'One’s own name, password, second step and sessions. Keys have no account.',
  },
];

const tagOfWord: Record<string, string> = {
  surprises: 'contradictions',
  ties: 'contradictions',
  work: 'imports',
  sizes: 'planning',
  'quick-answers': 'planning',
  coders: 'coding',
  codes: 'coding',
  shared: 'shares',
  people: 'rituals',
  'workflow-runs': 'workflows',
  links: 'session',
  plans: 'plan',
  outcomes: 'plan',
  domains: 'plan',
  scenarios: 'plan',
  'plan-links': 'plan',
  'number-imports': 'bets',
  'bet-comments': 'hand-offs',
  'shared-plan': 'plan',
  drills: 'plan',
  breakers: 'bets',
};

/** Which part an endpoint is of, by its tag. */
export function tagOf({ path }: Pick<Endpoint, 'path'>): string {
  const words = path.split('/').filter((word) => word !== '' && word !== 'api');
  // Of the account, but of interest with the rituals.
  if (words.join('/') === 'account/calendar') return 'calendar';
  if (words.join('/') === 'plan/mine' || words.at(-1) === 'hand-offs') return 'hand-offs';
  if (words.includes('principles')) return 'principles';
  if (words[0] === 'bets') return 'bets';
  if (words[0] === 'plans' && words[2] === 'constraints') return 'constraints';
  if (words[0] === 'plans' && (words[2] === 'bets' || words[2] === 'numbers')) return 'bets';
  if (words[0] === 'rituals' && (words[2] === 'meetings' || words[2] === 'agenda')) return 'meetings';
  if (words.includes('rejects')) return 'events';
  if (words.includes('consents')) return 'consents';
  const word = words.includes('comments') ? 'comments' : words[0]!;
  return tagOfWord[word] ?? word;
}
