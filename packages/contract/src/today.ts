import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { subjectSchema } from './meetings.ts';
import { personSchema } from './rituals.ts';

/** What needs somebody now, across everything, ranked by what waiting costs: docs/methods/today.md. */

/**
 * Most urgent first. `stopped`: it stopped itself, and nothing goes on until somebody decides. `verdict`: it is known how it ended, or its
 * last day came, and nobody has acted on it. `shaken`: what bets stand on does not hold, or too much hangs on it. `promise`: the day until
 * which it was promised is here or over. `pace`: the failure budget is used otherwise than planned. `owner`: nobody does it. `soon`: it can
 * wait today.
 */
export const todayClasses = ['stopped', 'verdict', 'shaken', 'promise', 'pace', 'owner', 'soon'] as const;
export type TodayClass = (typeof todayClasses)[number];

const params = { source: z.string().min(1).max(60), id: z.string().min(1).max(200) };

export const todayActionSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('open'), label: z.string(), page: z.string() }),
  /** Ends it as done; send `version` with it. */
  z.object({
    does: z.literal('done'),
    label: z.string(),
    of: z.enum(['follow-up', 'hand-off']),
    id: z.uuid(),
    version: z.number().int(),
  }),
]);
export type TodayAction = z.infer<typeof todayActionSchema>;

export const todayItemSchema = z.object({
  /** Who tells of it, and the id of what it is about there: together it is known again. */
  source: params.source,
  id: params.id,
  class: z.enum(todayClasses),
  mark: z.enum(['stopped', 'won', 'lost', 'warn', 'open']),
  title: z.string(),
  /** What is known of it. */
  fact: z.string(),
  /** Why it is here, and since when. */
  basis: z.string(),
  /** What waiting costs. What is not known is null, and ranks as nothing. */
  waiting: z.object({
    sentence: z.string().nullable(),
    /** At risk or spent for each day that it waits, in the currency of the plan. */
    moneyPerDay: z.number().min(0).nullable(),
    /** People who wait for it or whom it touches. */
    people: z.number().int().min(0).nullable(),
    /** By how much smaller the chance of a target is while it stands so, where that is computed. */
    chance: z.number().min(0).max(1).nullable(),
    /** The day until which it was to be done, or on which it came. */
    dueOn: z.iso.date().nullable(),
  }),
  /** Whether it is whoever asks who is to do it. */
  mine: z.boolean(),
  /** What such a thing takes in a meeting, as the packs give it. */
  minutes: z.number().int().min(1),
  /** By which an agenda names it; null: none does. */
  subject: subjectSchema.nullable(),
  action: todayActionSchema,
});
export type TodayItem = z.infer<typeof todayItemSchema>;

/** What happened and needs nothing. */
export const sinceItemSchema = z.object({
  mark: z.enum(['no-difference', 'inconclusive', 'invalid', 'running', 'passed', 'lost', 'won', 'stopped']),
  sentence: z.string(),
  page: z.string().nullable(),
  at: z.iso.datetime(),
});
export type SinceItem = z.infer<typeof sinceItemSchema>;

const nextRitualSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  startsAt: z.iso.datetime(),
  minutes: z.number().int(),
  /** Whether it is today. */
  today: z.boolean(),
  people: z.array(personSchema),
  /** The meeting of it that is held now. */
  meetingId: z.uuid().nullable(),
});

export const todaySchema = z.object({
  at: z.iso.datetime(),
  /** The day where the workspace is. */
  day: z.iso.date(),
  timeZone: z.string(),
  currency: z.string().nullable(),
  /** What to do today, in order. */
  items: z.array(todayItemSchema),
  /** What comes after them, in order, as far as it is listed, and how many more there are. */
  later: z.array(todayItemSchema),
  more: z.number().int(),
  /** How many of those that come after are not of the class `soon`. */
  laterUrgent: z.number().int(),
  /** What whoever asks put off, and did not come back yet. */
  putOff: z.number().int(),
  /** Newest first. */
  since: z.array(sinceItemSchema),
  /** The next ritual to which whoever asks comes, within a week; null: none. Its agenda is at `/api/rituals/:id/agenda`. */
  ritual: nextRitualSchema.nullable(),
  /** What is still being computed: ask again in a moment. */
  pending: z.array(z.string()),
  /** What could not be read. */
  unread: z.array(z.string()),
});
export type Today = z.infer<typeof todaySchema>;

export const getToday = defineEndpoint({
  method: 'GET',
  path: '/api/today',
  permission: 'plan:mine',
  summary: 'Read what needs whoever asks now, most urgent first',
  description:
    'The order is by class, then by what waiting costs: docs/methods/today.md. Partners get the follow-ups and hand-offs that name them, and nothing else.',
  answer: todaySchema,
});

export const putOffToday = defineEndpoint({
  method: 'POST',
  path: '/api/today/put-off',
  permission: 'account:write',
  summary: 'Put off something of Today until a day',
  description: 'For whoever asks alone: others go on seeing it, and nothing of it changes.',
  body: z.strictObject({
    ...params,
    /** Left out: tomorrow. */
    until: z.iso.date().optional(),
  }),
  answer: z.object({ until: z.iso.date() }),
});

export const bringBackToday = defineEndpoint({
  method: 'DELETE',
  path: '/api/today/put-off',
  permission: 'account:write',
  summary: 'Bring back what was put off',
  description: 'Without `source` and `id` all of it.',
  query: z.object({ source: params.source.optional(), id: params.id.optional() }),
});
