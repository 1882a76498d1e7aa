import type {
  Agenda,
  Decision,
  FollowUp,
  Meeting,
  Occurrence,
  Person,
  Ritual,
  RitualPack,
  RitualWorth,
} from '@dandelion-loop/contract';
import { anaId } from '../../test-api.ts';

/** A small rhythm as the server would answer it, for tests of its pages. */

const idOf = (kind: number, at: number): string => `0199f1a0-0000-4000-8${kind}00-${String(at).padStart(12, '0')}`;
const person = (id: string, name: string, left = false): Person => ({ id, name, role: 'marketer', left });

export const ana = person(anaId, 'Ana Visser');
export const joris = person(idOf(1, 1), 'Joris Bakker');
const tom = person(idOf(1, 2), 'Tom Kramer', true);
export const people = [ana, joris, tom];
const by = { kind: 'member' as const, id: ana.id, name: ana.name };

export const weeklyId = idOf(2, 1);
export const retroId = idOf(2, 2);
export const meetingId = idOf(3, 1);
export const decisionId = idOf(4, 1);

const blocks: RitualPack['blocks'] = [
  {
    kind: 'verdicts',
    title: 'New verdicts',
    why: 'A verdict that nobody acts on was not worth its test.',
    minutes: 10,
  },
  { kind: 'follow-ups', title: 'What we said we would do', why: 'It comes back until it is done.', minutes: 5 },
  { kind: 'talk', title: 'What next', why: '', minutes: 5 },
];

export const packs: RitualPack[] = [
  {
    ...{
      id: 'weekly-bet-review',
      name: 'Weekly bet review',
      purpose: 'Decide what goes on, what stops and what starts.',
    },
    ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', time: '10:00', minutes: 45, blocks },
  },
  {
    ...{ id: 'retrospective', name: 'Blameless retrospective', purpose: 'Understand what happened.' },
    ...{ rule: null, time: null, minutes: 60, blocks: blocks.slice(2) },
  },
];

/** By hand: 10:00 in Amsterdam is 09:00 UTC in winter and 08:00 from 28 March 2027 on. */
export const occurrences: Occurrence[] = (
  [
    ['2027-03-16T10:00', '2027-03-16T09:00:00.000Z'],
    ['2027-03-23T10:00', '2027-03-23T09:00:00.000Z'],
    ['2027-03-30T10:00', '2027-03-30T08:00:00.000Z'],
    ['2027-04-06T10:00', '2027-04-06T08:00:00.000Z'],
  ] as const
).map(([local, startsAt]) => ({
  ...{ occurrence: local, local, startsAt, state: 'planned', reason: '', meetingId: null },
  endsAt: new Date(Date.parse(startsAt) + 45 * 60_000).toISOString(),
}));

export const weekly: Ritual = {
  ...{ id: weeklyId, name: 'Weekly bet review', purpose: packs[0]!.purpose, pack: 'weekly-bet-review' },
  cadence: { start: '2027-03-02T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY;BYDAY=TU' },
  ...{ minutes: 45, members: [ana, joris, tom], blocks, summaryTo: 'members', next: occurrences[0]!, meetingId: null },
  ...{ lastHeldAt: null, proposesEnd: null, ended: null, by, createdAt: '2027-03-01T09:00:00.000Z', version: 3 },
};

export const retro: Ritual = {
  ...{ ...weekly, id: retroId, name: 'Blameless retrospective', pack: 'retrospective', version: 1 },
  ...{ cadence: null, next: null, lastHeldAt: '2027-02-23T10:00:00.000Z', blocks: blocks.slice(2) },
  proposesEnd:
    'Its last 3 meetings brought no decision and no follow-up, and took 6 hours of those who came. End it, or say what it is to decide.',
};

export const agenda: Agenda = {
  ...{ since: null, at: '2027-03-15T09:00:00.000Z', minutes: 10 },
  blocks: blocks.map((block, at) => ({
    ...{ ...block, items: [], more: 0 },
    because:
      at === 0 ? 'No test was judged since.' : at === 1 ? '1 follow-up is open, 1 over its day.' : 'It always comes.',
    state: at === 0 ? 'empty' : at === 1 ? 'filled' : 'always',
  })),
};

export const meeting: Meeting = {
  ...{ id: meetingId, ritual: { id: retroId, name: retro.name }, about: 'Storm message', occurrence: null },
  ...{ scheduledAt: null, state: 'running', startedAt: agenda.at, endedAt: null, agenda },
  timer: { block: null, runningSince: null, spentSeconds: [], givenSeconds: [], now: agenda.at },
  ...{ present: [], notes: '', summary: null, by, version: 1 },
};

export const followUp: FollowUp = {
  ...{ id: idOf(5, 1), what: 'Ask the printer about the seal cards', owner: joris, dueOn: '2027-03-01', overdue: true },
  ...{ state: 'open', note: '', meeting: { id: meetingId, ritual: retro.name }, decisionId: null, by },
  ...{
    createdAt: '2027-02-23T10:30:00.000Z',
    endedAt: null,
    endedBy: null,
    version: 1,
    may: { end: true, change: true },
  },
};

export const decision: Decision = {
  ...{ id: decisionId, what: 'Keep the question in the subject', why: 'It won.', deciders: [ana, joris] },
  evidence: [{ kind: 'experiment', id: idOf(6, 1), name: 'Spring mailing' }],
  ...{ meeting: { id: meetingId, ritual: retro.name }, lookAgainOn: '2027-03-10', state: 'open', due: true, looks: [] },
  ...{ by, decidedAt: '2027-02-23T10:20:00.000Z', version: 1 },
};

export const worth: RitualWorth = {
  ...{ meetings: 3, missed: null, hours: 6, hoursPerDecision: 2 },
  decisions: { taken: 3, lookedAt: 2, kept: 2, right: 1, wrong: 1, overdue: 1 },
  followUps: { made: 4, done: 3, inTime: 2, overdue: 1 },
  sentence: '3 meetings brought 3 decisions, at 2 hours of those who came for each.',
  proposesEnd: null,
};
