import type { Agenda, Decision, FollowUp, Meeting, Person, Ritual } from '@dandelion-loop/contract';
import { anaId } from '../../test-api.ts';

/** A meeting as the contract has it, for browser tests. */

export const meetingId = '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b10';
export const ritualId = '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b11';
export const jorisId = '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b12';
const dueId = '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b13';
const lateId = '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b14';

const by = { kind: 'member' as const, id: anaId, name: 'Ana Visser' };
const startedAt = '2026-11-24T09:00:00.000Z';

export const people: Person[] = [
  { id: anaId, name: 'Ana Visser', role: 'owner', left: false },
  { id: jorisId, name: 'Joris Bakker', role: 'marketer', left: false },
];

export const agenda: Agenda = {
  ...{ since: '2026-11-17T10:00:00.000Z', at: startedAt, minutes: 30 },
  blocks: [
    {
      ...{ kind: 'breakers', title: 'What stopped itself', why: 'It needs somebody who decides.', minutes: 5 },
      ...{ because: 'Nothing stopped itself.', state: 'empty', items: [], more: 0 },
    },
    {
      ...{ kind: 'learnings', title: 'What we learned', why: 'So that the next bet begins here.', minutes: 8 },
      ...{ because: '2 learnings are new since 17 November 2026.', state: 'filled', more: 3 },
      items: [
        {
          subject: { kind: 'learning', id: 'questions', name: 'Questions in the subject' },
          ...{ sentence: 'They lowered opens in 12 tests.', page: '/learnings/questions' },
          options: [
            { what: 'Use no questions', hint: 'As the tests say.', asksWhy: false },
            { what: 'Go on as before', hint: 'Against the tests: say why.', asksWhy: true },
          ],
        },
        {
          subject: { kind: 'learning', id: 'numbers', name: 'Numbers in the subject' },
          ...{ sentence: 'They raised opens in 9 tests.', page: '/learnings/numbers' },
        },
      ],
    },
    {
      ...{ kind: 'decisions', title: 'Decisions to look at again', why: 'Only known later.', minutes: 10 },
      ...{ because: 'We said that we would look at it by now.', state: 'filled', more: 0 },
      items: [
        {
          subject: { kind: 'decision', id: dueId, name: 'Rewrite the storm message' },
          ...{ sentence: 'Decided on 17 November 2026.', page: null },
        },
      ],
    },
    {
      ...{ kind: 'follow-ups', title: 'What we said we would do', why: 'It comes back.', minutes: 5 },
      ...{ because: '1 follow-up is open, 1 over its day.', state: 'filled', more: 0 },
      items: [
        {
          subject: { kind: 'follow-up', id: lateId, name: 'Ask the printer about the seal cards' },
          ...{ sentence: 'Joris Bakker, 3 days over.', page: null },
        },
      ],
    },
    {
      ...{ kind: 'talk', title: 'What next', why: 'Said aloud, so that nobody waits.', minutes: 7 },
      ...{ because: 'It always comes.', state: 'always', items: [], more: 0 },
    },
  ],
};

export const meeting: Meeting = {
  ...{ id: meetingId, ritual: { id: ritualId, name: 'Weekly bet review' }, about: '', agenda, startedAt },
  ...{ occurrence: '2026-11-24T10:00', scheduledAt: startedAt, state: 'running', endedAt: null, summary: null },
  timer: {
    ...{ block: 1, runningSince: startedAt, now: '2026-11-24T09:01:12.000Z' },
    ...{ spentSeconds: [0, 0, 0, 0, 0], givenSeconds: [300, 480, 600, 300, 420] },
  },
  present: people.map(({ id, name }) => ({ id, name })),
  ...{ notes: '', by, version: 1 },
};

export const ended: Meeting = {
  ...{ ...meeting, state: 'ended', endedAt: '2026-11-24T09:28:00.000Z', version: 9 },
  timer: {
    ...{ block: null, runningSince: null, now: '2026-11-24T09:28:00.000Z' },
    ...{ spentSeconds: [0, 900, 300, 480, 0], givenSeconds: [300, 480, 600, 300, 420] },
  },
  notes: 'Tell the board in plain words.\nCheck in spring.',
  summary: { to: people.map(({ id, name }) => ({ id, name })), passedOnAt: '2026-11-24T09:28:01.000Z' },
};

export const due: Decision = {
  ...{ id: dueId, what: 'Rewrite the storm message', why: 'Opt-outs', deciders: [], evidence: [], looks: [] },
  ...{ meeting: null, lookAgainOn: '2026-11-24', state: 'open', due: true, by, version: 1 },
  decidedAt: '2026-11-17T09:30:00.000Z',
};

export const late: FollowUp = {
  ...{ id: lateId, what: 'Ask the printer about the seal cards', dueOn: '2026-11-21', overdue: true, state: 'open' },
  ...{ owner: people[1]!, note: '', decisionId: null, by, endedAt: null, endedBy: null, version: 1 },
  meeting: { id: '5a2f6d1e-8f3f-4d7d-9c5b-4a2f6d1e7b15', ritual: 'Weekly bet review' },
  ...{ createdAt: '2026-11-17T09:40:00.000Z', may: { end: true, change: true } },
};

export const ritual: Ritual = {
  ...{ id: ritualId, name: 'Weekly bet review', purpose: 'Decide what goes on.', minutes: 45, members: people },
  cadence: { start: '2026-11-03T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY' },
  ...{ blocks: [], summaryTo: 'members', pack: null, meetingId: null, lastHeldAt: null, proposesEnd: null },
  next: {
    ...{ occurrence: '2026-11-24T10:00', startsAt: startedAt, endsAt: '2026-11-24T09:45:00.000Z' },
    ...{ local: '2026-11-24T10:00', state: 'planned', reason: '', meetingId: null },
  },
  ...{ ended: null, by, createdAt: '2026-11-01T09:00:00.000Z', version: 1 },
};
