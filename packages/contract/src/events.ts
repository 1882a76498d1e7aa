import { z } from 'zod';
import { eventTypes } from './customers.ts';
import { defineEndpoint } from './endpoint.ts';

/** What arrives from tracking libraries: the newest events, and what could not be taken. The addresses that libraries send to are their own convention: docs/how-to/sources.md. */

export const eventTrusts = ['claimed', 'signed', 'secret', 'person'] as const;

const sourceOfEventSchema = z
  .object({ id: z.uuid(), name: z.string() })
  .nullable()
  .describe('Null: a source that is no more.');

export const recentEventSchema = z.object({
  source: sourceOfEventSchema,
  type: z.enum(eventTypes),
  name: z.string().describe('Of a track call or a page; empty for others.'),
  time: z.iso.datetime().describe('When it happened, by the clock of this server.'),
  receivedAt: z.iso.datetime(),
  customer: z
    .string()
    .nullable()
    .describe('Id of the customer, or of the anonymous visitor; null where it was kept without identity.'),
  userId: z.string(),
  anonymousId: z.string(),
  trust: z
    .enum(eventTrusts)
    .describe(
      'claimed: by the key of a browser. signed: with a token of your server. secret: by a secret key. person: by the customer.',
    ),
  machine: z.string().describe('Why it is no person’s: bot or prefetch; empty for persons.'),
  properties: z.record(z.string(), z.unknown()),
  traits: z.record(z.string(), z.unknown()),
  url: z.string(),
});
export type RecentEvent = z.infer<typeof recentEventSchema>;

export const listRecentEvents = defineEndpoint({
  method: 'GET',
  path: '/api/events/recent',
  permission: 'customers:read',
  summary: 'List the events that arrived last',
  description:
    'Of the last day, newest first, within two seconds of their arrival. What a customer does not allow to be collected is not among them. When very many arrive at once, the newest 500 of each second are kept here; all of them are in the timelines.',
  query: z.object({
    source: z.uuid().optional(),
    machines: z.enum(['yes', 'no']).default('no').describe('yes: with what bots do.'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ events: z.array(recentEventSchema) }),
});

export const refusalReasons = [
  'not-an-object',
  'unknown-type',
  'no-name',
  'no-id',
  'bad-id',
  'bad-value',
  'too-large',
  'too-deep',
  'bad-time',
  'future',
  'ancient',
  'too-many-names',
] as const;

export const rejectedEventSchema = z.object({
  id: z.uuid(),
  receivedAt: z.iso.datetime(),
  reason: z.enum(refusalReasons),
  detail: z.string().describe('The same in a sentence.'),
  body: z.string().describe('The message as it came, as JSON; the first 64 kB of it.'),
});
export type RejectedEvent = z.infer<typeof rejectedEventSchema>;

const params = z.object({ id: z.uuid() });

export const listRejectedEvents = defineEndpoint({
  method: 'GET',
  path: '/api/sources/:id/rejects',
  permission: 'customers:read',
  summary: 'List what a source sent that could not be taken, and why',
  description:
    'Of the last 30 days, newest first; what was taken since then is not among them. Of very many an hour the first 1,000 are kept.',
  params,
  query: z.object({
    reason: z.enum(refusalReasons).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    rejects: z.array(rejectedEventSchema),
    reasons: z
      .array(z.object({ reason: z.enum(refusalReasons), events: z.number().int() }))
      .describe('All of them by reason.'),
  }),
});

export const replayRejectedEvents = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/rejects/replay',
  permission: 'sources:write',
  summary: 'Take again what a source sent and could not be taken',
  description:
    'By the rules of today, with the time of its first arrival and the trust of the key it came with. What still cannot be taken stays in the list. At most 1,000 at once. Nothing comes twice: a message that has an id is known by it.',
  params,
  body: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(1000).optional().describe('Left out: all, up to 1,000.'),
  }),
  answer: z.object({ taken: z.number().int(), rejected: z.number().int() }),
});
