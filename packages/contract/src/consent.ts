import { z } from 'zod';
import { defineDownload, defineEndpoint } from './endpoint.ts';

/** For what a customer's data may be used, and what customers said of it. */

/** Ways to reach somebody. A yes to one is no yes to another. */
export const consentChannels = ['email', 'sms', 'push', 'phone', 'post', 'chat'] as const;

/** All words there are for a purpose. New ones are added at the end: answers are kept by place. */
export const consentPurposes = [
  'collect',
  'profile',
  'personalise',
  'learn',
  'contact:email',
  'contact:sms',
  'contact:push',
  'contact:phone',
  'contact:post',
  'contact:chat',
] as const satisfies readonly ('collect' | 'profile' | 'personalise' | 'learn' | `contact:${ConsentChannel}`)[];

export type ConsentChannel = (typeof consentChannels)[number];
export type ConsentPurpose = (typeof consentPurposes)[number];

export const isConsentPurpose = (text: string): text is ConsentPurpose =>
  (consentPurposes as readonly string[]).includes(text);

const moment = z.iso.datetime();
const purposeSchema = z.enum(consentPurposes);

export const consentPlaces = ['sdk', 'preferences', 'gpc', 'page', 'import', 'api', 'member'] as const;

export const consentEntrySchema = z.object({
  seq: z.number().int().describe('Its place in the ledger.'),
  subject: z.uuid().describe('Random; it names one id of the customer, and says nothing of it.'),
  purpose: purposeSchema,
  allowed: z.boolean(),
  at: moment.describe('When it was said.'),
  receivedAt: moment,
  place: z
    .enum(consentPlaces)
    .describe(
      'By which way it came. sdk: our library. preferences: a consent manager. gpc: Global Privacy Control. page: the customer’s own page. member: a member here, for them.',
    ),
  trust: z.enum(['claimed', 'signed', 'secret', 'person']),
  source: z.number().int().describe('Number of the source; 0: none.'),
  page: z.string().nullable(),
  policy: z.string().nullable().describe('Version of the text that was shown.'),
  proof: z.string().nullable().describe('What shows that it was said: the id of the message, or a note.'),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

export const customerConsentsSchema = z.object({
  purposes: z
    .array(z.object({ purpose: purposeSchema, allowed: z.boolean().nullable() }))
    .describe('What holds now over all ids of the customer; null: nothing was said, and the sources’ own rule holds.'),
  entries: z.array(consentEntrySchema).describe('Newest first, at most 500.'),
});
export type CustomerConsents = z.infer<typeof customerConsentsSchema>;

const params = z.object({ id: z.string().min(1).max(1100) });

export const listConsents = defineEndpoint({
  method: 'GET',
  path: '/api/customers/:id/consents',
  permission: 'customers:read',
  summary: 'Read what a customer allowed, and when, where and how they said it',
  description:
    'The id is a user id, `anonymous:ID`, or the 16 digits of a customer. Of an id that nobody has nothing was said.',
  params,
  answer: customerConsentsSchema,
});

export const setConsent = defineEndpoint({
  method: 'POST',
  path: '/api/customers/:id/consents',
  permission: 'customers:write',
  summary: 'Record that a customer said yes or no',
  description:
    'For all ids of the customer, also before anything else is known of them. It is obeyed at once here and within 5 seconds on other servers. 409 for a yes where the customer said no themselves: only they take that back.',
  params,
  body: z.strictObject({
    purpose: purposeSchema,
    allowed: z.boolean(),
    proof: z
      .string()
      .trim()
      .min(1, 'Say what shows it: a letter, a call, a form.')
      .max(500)
      .meta({ examples: ['By phone on 3 November, with Anna'] }),
  }),
  answer: customerConsentsSchema,
});

export const countConsents = defineEndpoint({
  method: 'GET',
  path: '/api/consents/count',
  permission: 'customers:read',
  summary: 'Count what was allowed by purpose',
  description:
    'Of ids of which something was said; a customer can have several. How much is not known at all, the sources count: withheld and dropped events.',
  answer: z.object({
    purposes: z.array(z.object({ purpose: purposeSchema, yes: z.number().int(), no: z.number().int() })),
    ids: z.number().int(),
  }),
});

export const exportConsents = defineDownload({
  method: 'GET',
  path: '/api/consents/export',
  permission: 'customers:export',
  summary: 'Take the ledger of consent out',
  description: 'All entries as JSON lines, oldest first. Ids are random: which customer each is about is not in it.',
  download: ['application/jsonl'],
});
