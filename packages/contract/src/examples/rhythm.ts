import { endCalendarLink, getCalendarLink, makeCalendarLink, readCalendar } from '../calendar.ts';
import {
  changeDecision,
  type Decision,
  getDecision,
  listDecisions,
  lookAtDecision,
  recordDecision,
} from '../decisions.ts';
import { addFollowUp, changeFollowUp, type FollowUp, listFollowUps } from '../follow-ups.ts';
import {
  type Agenda,
  changeMeeting,
  endMeeting,
  followMeeting,
  getMeeting,
  listMeetings,
  type Meeting,
  readAgenda,
  readNotes,
  startMeeting,
  turnTimer,
  writeNotes,
} from '../meetings.ts';
import {
  changeOccurrence,
  changeRitual,
  createRitual,
  deleteRitual,
  getRitual,
  getRitualWorth,
  listOccurrences,
  listPeople,
  listRitualPacks,
  listRituals,
  type Occurrence,
  type Person,
  previewCadence,
  type Ritual,
  type RitualBlock,
} from '../rituals.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids, token } from './invented.ts';

/** Rituals and what comes of them. */

const person: Person = { id: ids.anna, name: anna.name, role: 'owner', left: false };

const block: RitualBlock = {
  kind: 'verdicts',
  title: 'New verdicts',
  why: 'A verdict that nobody acts on was not worth its test.',
  minutes: 10,
};

const cadence = { start: '2026-05-12T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY;BYDAY=TU' };

const next: Occurrence = {
  occurrence: '2026-05-19T10:00',
  startsAt: '2026-05-19T08:00:00.000Z',
  endsAt: '2026-05-19T08:45:00.000Z',
  local: '2026-05-19T10:00',
  state: 'planned',
  reason: '',
  meetingId: null,
};

const ritual: Ritual = {
  id: ids.ritual,
  name: 'Weekly bet review',
  purpose: 'Decide what goes on, what stops and what starts, on what is known since last week.',
  cadence,
  minutes: 45,
  members: [person],
  blocks: [block],
  summaryTo: 'members',
  pack: 'weekly-bet-review',
  next,
  meetingId: null,
  lastHeldAt: at.later,
  proposesEnd: null,
  ended: null,
  by: anna,
  createdAt: at.joined,
  version: 2,
};

const agenda: Agenda = {
  since: at.uploaded,
  at: '2026-05-12T08:01:00.000Z',
  minutes: 10,
  blocks: [
    {
      ...block,
      because: '1 test was judged since 11 May 2026.',
      state: 'filled',
      items: [
        {
          subject: { kind: 'experiment', id: ids.experiment, name: 'Spring mailing' },
          sentence: 'Yes. B raised opened by 3.0 points.',
          page: `/experiments/${ids.experiment}`,
        },
      ],
      more: 0,
    },
  ],
};

const meeting: Meeting = {
  id: ids.meeting,
  ritual: { id: ids.ritual, name: ritual.name },
  about: '',
  occurrence: '2026-05-12T10:00',
  scheduledAt: '2026-05-12T08:00:00.000Z',
  state: 'running',
  startedAt: agenda.at,
  endedAt: null,
  agenda,
  timer: {
    ...{ block: 0, runningSince: agenda.at, spentSeconds: [0], givenSeconds: [600] },
    now: '2026-05-12T08:03:30.000Z',
  },
  present: [{ id: ids.anna, name: anna.name }],
  summary: null,
  notes: 'Check in spring whether the €10 donors stay.',
  by: anna,
  version: 1,
};

const ended: Meeting = {
  ...{ ...meeting, state: 'ended', endedAt: '2026-05-12T08:40:00.000Z', version: 3 },
  summary: { to: [{ id: ids.anna, name: anna.name }], passedOnAt: '2026-05-12T08:40:01.000Z' },
  timer: { block: null, runningSince: null, spentSeconds: [540], givenSeconds: [600], now: '2026-05-12T08:40:00.000Z' },
};

const decision: Decision = {
  id: ids.decision,
  what: 'Keep the question in the subject for every mailing.',
  why: 'It won, and the whole interval is above what we agreed.',
  deciders: [{ id: ids.anna, name: anna.name }],
  evidence: [{ kind: 'experiment', id: ids.experiment, name: 'Spring mailing' }],
  meeting: { id: ids.meeting, ritual: ritual.name },
  lookAgainOn: '2026-08-11',
  state: 'open',
  due: false,
  looks: [],
  by: anna,
  decidedAt: at.later,
  version: 1,
};

const looked: Decision = {
  ...{ ...decision, lookAgainOn: null, state: 'closed', version: 2 },
  looks: [{ at: at.ends, by: anna, kept: true, right: 'right', reason: 'Opens stayed up in three more mailings.' }],
};

const followUp: FollowUp = {
  id: ids.followUp,
  what: 'Ask the printer about the seal cards.',
  owner: person,
  dueOn: '2026-05-18',
  overdue: false,
  state: 'open',
  note: '',
  meeting: { id: ids.meeting, ritual: ritual.name },
  decisionId: null,
  by: anna,
  createdAt: at.later,
  endedAt: null,
  endedBy: null,
  version: 1,
  may: { end: true, change: true },
};

const ofRitual = { id: ids.ritual };
const ofMeeting = { id: ids.meeting };

/** “Hello” written into an empty document, and what its writer has then. */
const update = 'AQHBlLkGAAQBBW5vdGVzBUhlbGxvAA==';
const state = 'AcGUuQYF';

export const rhythm: Example[] = [
  example(listPeople, { answer: { people: [person] } }),
  example(listRitualPacks, {
    answer: {
      packs: [
        {
          ...{ id: 'weekly-bet-review', name: ritual.name, purpose: ritual.purpose },
          ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', time: '10:00', minutes: 45, blocks: [block] },
        },
      ],
    },
  }),
  example(listRituals, { answer: { rituals: [ritual] } }),
  example(createRitual, { body: { pack: 'weekly-bet-review', cadence, members: [ids.anna] }, answer: ritual }),
  example(previewCadence, { body: { cadence, minutes: 45 }, answer: { occurrences: [next], more: true, skipped: [] } }),
  example(getRitual, { params: ofRitual, answer: ritual }),
  example(changeRitual, { params: ofRitual, body: { version: 1, minutes: 45 }, answer: ritual }),
  example(deleteRitual, { params: ofRitual, query: { version: 2 } }),
  example(listOccurrences, {
    params: ofRitual,
    query: { from: '2026-05-13T00:00:00Z', to: '2026-05-20T00:00:00Z' },
    answer: { occurrences: [next] },
  }),
  example(changeOccurrence, {
    params: ofRitual,
    body: {
      ...{ version: 1, occurrence: '2026-05-26T10:00', reason: 'Whit Tuesday' },
      change: { to: 'move', local: '2026-05-27T14:00' },
    },
    answer: ritual,
  }),
  example(getRitualWorth, {
    params: ofRitual,
    answer: {
      ...{ meetings: 6, missed: 1, hours: 14.5, hoursPerDecision: 2.9, proposesEnd: null },
      decisions: { taken: 5, lookedAt: 3, kept: 3, right: 2, wrong: 1, overdue: 0 },
      followUps: { made: 9, done: 7, inTime: 5, overdue: 1 },
      sentence:
        '6 meetings brought 5 decisions, at 2.9 hours of those who came for each. Of 3 decisions looked at again, 3 were kept and 2 turned out right.',
    },
  }),
  example(readAgenda, { params: ofRitual, answer: agenda }),
  example(startMeeting, { params: ofRitual, body: {}, answer: meeting }),
  example(listMeetings, {
    answer: {
      total: 1,
      meetings: [
        {
          ...{ id: ids.meeting, ritual: meeting.ritual, about: '', state: 'ended', startedAt: agenda.at },
          ...{ endedAt: ended.endedAt, decisions: 1, followUps: 1 },
        },
      ],
    },
  }),
  example(getMeeting, { params: ofMeeting, answer: meeting }),
  example(turnTimer, {
    params: ofMeeting,
    body: { version: 1, turn: { to: 'extend', minutes: 5 } },
    answer: { ...meeting, version: 2, timer: { ...meeting.timer, givenSeconds: [900] } },
  }),
  example(changeMeeting, {
    params: ofMeeting,
    body: { version: 1, about: 'The storm message' },
    answer: { ...meeting, about: 'The storm message', version: 2 },
  }),
  example(endMeeting, { params: ofMeeting, body: { version: 2 }, answer: ended }),
  example(readNotes, { params: ofMeeting, answer: { update, state, text: 'Hello' } }),
  example(writeNotes, { params: ofMeeting, body: { update }, answer: { state } }),
  example(followMeeting, { params: ofMeeting }),
  example(listDecisions, { query: { state: 'due' }, answer: { total: 1, decisions: [decision] } }),
  example(getDecision, { params: { id: ids.decision }, answer: decision }),
  example(recordDecision, {
    body: {
      ...{ meetingId: ids.meeting, what: decision.what, why: decision.why },
      ...{ evidence: decision.evidence, lookAgainOn: '2099-08-11' },
    },
    answer: { ...decision, lookAgainOn: '2099-08-11' },
  }),
  example(changeDecision, {
    params: { id: ids.decision },
    body: { version: 1, why: 'It won twice.' },
    answer: { ...decision, why: 'It won twice.', version: 2 },
  }),
  example(lookAtDecision, {
    params: { id: ids.decision },
    body: { version: 1, kept: true, right: 'right', reason: 'Opens stayed up in three more mailings.' },
    answer: looked,
  }),
  example(listFollowUps, { query: { owner: 'me' }, answer: { total: 1, followUps: [followUp] } }),
  example(addFollowUp, {
    body: { what: followUp.what, ownerId: ids.anna, dueOn: '2026-05-18', meetingId: ids.meeting },
    answer: followUp,
  }),
  example(changeFollowUp, {
    params: { id: ids.followUp },
    body: { version: 1, state: 'done', note: 'They are in print.' },
    answer: {
      ...{ ...followUp, state: 'done', note: 'They are in print.', endedAt: at.ends, endedBy: anna, version: 2 },
    },
  }),
  example(getCalendarLink, { answer: { madeAt: at.joined, readAt: at.later } }),
  example(makeCalendarLink, {
    answer: { madeAt: at.later, readAt: null, link: `https://dandelion.example.org/api/calendar/${token}.ics` },
  }),
  example(endCalendarLink, {}),
  example(readCalendar, { params: { token: `${token}.ics` } }),
];
