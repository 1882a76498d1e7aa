import { bringBackToday, getToday, putOffToday, type TodayItem } from '../today.ts';
import { type Example, example } from './example.ts';
import { at, ids } from './invented.ts';

/** The morning of somebody at a small charity. */

const betId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f13';

const stopped: TodayItem = {
  ...{ source: 'bets', id: betId, class: 'stopped', mark: 'stopped', minutes: 8, mine: true },
  title: '“Text message after a storm” stopped itself at 06:12',
  fact: '41 unsubscribes, over the limit of 23. €410 of €1,500 was spent.',
  basis: 'Breaker: harm to relationships · owner Anna Visser',
  waiting: {
    ...{ sentence: 'Nothing more is spent on it while it stands.', moneyPerDay: null, people: null, chance: null },
    dueOn: '2026-05-12',
  },
  subject: { kind: 'bet', id: betId, name: 'Text message after a storm' },
  action: { does: 'open', label: 'Review the stop', page: `/plan/bets/${betId}` },
};

const followUp: TodayItem = {
  ...{ source: 'follow-ups', id: ids.followUp, class: 'promise', mark: 'open', minutes: 2, mine: false },
  title: 'Ben Cole: ask the printer about the seal cards',
  fact: '3 days over: it was due on 9 May 2026.',
  basis: 'Follow-up from “Weekly bet review”, since 2 May 2026',
  waiting: { sentence: null, moneyPerDay: null, people: null, chance: null, dueOn: '2026-05-09' },
  subject: { kind: 'follow-up', id: ids.followUp, name: 'ask the printer about the seal cards' },
  action: { does: 'done', label: 'Mark as done', of: 'follow-up', id: ids.followUp, version: 1 },
};

export const todayExamples: Example[] = [
  example(getToday, {
    answer: {
      ...{ at: at.later, day: '2026-05-12', timeZone: 'Europe/Amsterdam', currency: 'EUR' },
      ...{ items: [stopped, followUp], later: [], more: 0, laterUrgent: 0, putOff: 0 },
      since: [
        {
          ...{ mark: 'no-difference', page: `/experiments/${ids.experiment}`, at: at.judged },
          sentence: '“Shorter thank-you mail”: no difference worth having.',
        },
      ],
      ritual: {
        ...{
          id: ids.ritual,
          name: 'Weekly bet review',
          startsAt: '2026-05-12T15:00:00.000Z',
          minutes: 45,
          today: true,
        },
        ...{ people: [{ id: ids.anna, name: 'Anna Visser', role: 'owner', left: false }], meetingId: null },
      },
      ...{ pending: [], unread: [] },
    },
  }),
  example(putOffToday, { body: { source: 'bets', id: betId, until: '2099-05-18' }, answer: { until: '2099-05-18' } }),
  example(bringBackToday, { query: { source: 'bets', id: betId } }),
];
