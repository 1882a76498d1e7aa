import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { consentPurposes } from './consent.ts';
import { defineEndpoint } from './endpoint.ts';

/** Where events come from: sources with their write keys, what they ask of consent, and what arrives by them. */

/** At most so many of a workspace that have not ended. */
export const mostSources = 200;
/** At most so many keys of a source that can send. */
export const mostKeys = 20;

export const sourceConsents = ['ask', 'opt-out'] as const;
export const withheldFates = ['drop', 'anonymous'] as const;
export const writeKeyKinds = ['public', 'secret'] as const;
export const writeKeyStates = ['active', 'ending', 'ended', 'revoked'] as const;
/** What can become of an event. */
export const eventFates = ['kept', 'withheld', 'dropped', 'rejected', 'repeated', 'machine', 'suppressed'] as const;
export type EventFate = (typeof eventFates)[number];

export const consentPurposeSchema = z.enum(consentPurposes, `A purpose is one of ${consentPurposes.join(', ')}.`);

export const sourceOfEventsSchema = z.object({
  id: z.uuid(),
  number: z.number().int().describe('As rows of events name it.'),
  name: z.string(),
  consent: z
    .enum(sourceConsents)
    .describe(
      'Of customers who said nothing yet. ask: nothing of them is kept before they say yes. opt-out: it is kept until they say no.',
    ),
  legalBasis: z.string().describe('Why no consent is needed, as the operator states it; empty where it asks first.'),
  withheld: z
    .enum(withheldFates)
    .describe(
      'What becomes of events that may not be kept with the ids of their customer. drop: they are counted and forgotten. anonymous: they are kept without ids.',
    ),
  origins: z
    .string()
    .array()
    .describe(
      'Of pages that may send with a public key, as browsers name them; https://*.example.org for all hosts below one, * for every page. None: no page.',
    ),
  preferences: z
    .record(z.string(), consentPurposeSchema.array())
    .describe(
      'Which purposes each category of context.consent.categoryPreferences is for. What is not here says nothing: it is never guessed.',
    ),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('From then on nothing is taken from it; null while it lasts.'),
  version: z.number().int(),
});
export type SourceOfEvents = z.infer<typeof sourceOfEventsSchema>;

export const writeKeySchema = z.object({
  id: z.uuid(),
  kind: z
    .enum(writeKeyKinds)
    .describe(
      'public: in pages, where anybody reads it; what it says of customers is kept as claimed. secret: on servers only; it is believed.',
    ),
  beginning: z.string().describe('The first letters of the token, to know it again.'),
  state: z.enum(writeKeyStates).describe('ending: it was rotated, and is taken until `endsAt`.'),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe('Exact to some minutes.'),
});
export type WriteKey = z.infer<typeof writeKeySchema>;

const count = z.number().int();

/** Events by what became of them. */
export const fatesSchema = z
  .object({
    kept: count,
    withheld: count,
    dropped: count,
    rejected: count,
    repeated: count,
    machine: count,
    suppressed: count,
  })
  .describe(
    'Events by what became of them. kept: with the ids of their customer. withheld: without ids, for lack of consent. dropped: not at all, for lack of consent. rejected: something was wrong with them. repeated: sent again by a client, and known. machine: of bots, kept apart. suppressed: of customers who were erased.',
  );
export type Fates = z.infer<typeof fatesSchema>;

export const arrivalsSchema = z.object({
  perMinute: z
    .number()
    .describe('Events a minute over the last minute or two, whatever became of them, without what was sent again.'),
  lastEventAt: z.iso.datetime().nullable().describe('Null: none in the last 30 days.'),
  day: fatesSchema,
});
export type Arrivals = z.infer<typeof arrivalsSchema>;

export const arrivalDetailSchema = arrivalsSchema.extend({
  month: fatesSchema,
  hour: z
    .object({ minute: z.iso.datetime(), events: count })
    .array()
    .describe('The last 60 minutes, oldest first; the last one is not over.'),
});
export type ArrivalDetail = z.infer<typeof arrivalDetailSchema>;

const sourceListItemSchema = sourceOfEventsSchema.extend({
  keys: z.object({ public: count, secret: count }).describe('How many can send now.'),
  arrivals: arrivalsSchema.nullable().describe('Null: the analytics engine does not answer just now.'),
});
export type SourceListItem = z.infer<typeof sourceListItemSchema>;

const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);
const name = words(80)
  .min(1, 'Give the source a name.')
  .meta({ examples: ['Web shop'] });
const origin = words(300).meta({ examples: ['https://shop.example.org'] });
const shape = {
  name,
  consent: z.enum(sourceConsents),
  legalBasis: words(500),
  withheld: z.enum(withheldFates),
  origins: origin.array().max(50, 'At most 50 origins.'),
  preferences: z
    .record(z.string().min(1).max(100), consentPurposeSchema.array().max(20))
    .refine((map) => Object.keys(map).length <= 100, 'At most 100 categories.'),
};
const params = z.object({ id: z.uuid() });
const keyParams = z.object({ id: z.uuid(), keyId: z.uuid() });

const token = z
  .string()
  .describe('Shown this once: only its hash is kept. It begins with dl_pub_ or dl_sec_.')
  .meta({ examples: ['dl_pub_7pN2bJb0p1w9x4rW6qYt3uVz8sKdHfGjLmQaXcE5RiU'] });
const keyAnswer = z.object({ key: writeKeySchema, token });

export const listSources = defineEndpoint({
  method: 'GET',
  path: '/api/sources',
  permission: 'sources:read',
  summary: 'List sources with what arrives by them, those that have ended last',
  answer: z.object({ sources: sourceListItemSchema.array() }),
});

export const getSource = defineEndpoint({
  method: 'GET',
  path: '/api/sources/:id',
  permission: 'sources:read',
  summary: 'Read a source with its keys and what arrives by it',
  params,
  answer: z.object({
    source: sourceOfEventsSchema,
    keys: writeKeySchema.array(),
    identitySecretAt: z.iso
      .datetime()
      .nullable()
      .describe('When the secret was made with which your server signs who a user is; null: there is none.'),
    arrivals: arrivalDetailSchema.nullable().describe('Null: the analytics engine does not answer just now.'),
  }),
});

export const addSource = defineEndpoint({
  method: 'POST',
  path: '/api/sources',
  permission: 'sources:write',
  summary: 'Add a source',
  description:
    'It has no key yet. 422 for an opt-out without a legal basis, and for an origin that is none; 409 when another source has this name.',
  body: z.strictObject({
    name,
    consent: shape.consent.default('ask'),
    legalBasis: shape.legalBasis.default(''),
    withheld: shape.withheld.default('drop'),
    origins: shape.origins.default([]),
    preferences: shape.preferences.default({}),
  }),
  answer: sourceOfEventsSchema,
  status: 201,
});

export const changeSource = defineEndpoint({
  method: 'PATCH',
  path: '/api/sources/:id',
  permission: 'sources:write',
  summary: 'Change a source',
  description:
    'What is left out stays as it is; it holds for events from then on. 409 when it was changed since `version`, or another source has this name; 422 for an opt-out without a legal basis, for an origin that is none, and for no origin while a public key can send.',
  params,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(shape).partial().shape }),
  answer: sourceOfEventsSchema,
});

export const endSource = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/end',
  permission: 'sources:write',
  summary: 'End a source',
  description: 'Its keys are worth nothing from then on; what came by it stays. 409 when it has ended.',
  params,
  answer: sourceOfEventsSchema,
});

export const reopenSource = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/reopen',
  permission: 'sources:write',
  summary: 'Take events of a source that has ended again',
  description: 'With the keys that it had. 409 when it has not ended, or another source has its name by now.',
  params,
  answer: sourceOfEventsSchema,
});

export const addWriteKey = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/keys',
  permission: 'sources:write',
  summary: 'Make a write key',
  description:
    'Send it as the user of Basic authorization, or as `writeKey` in the body. 422 for a public key of a source without allowed origins; 409 when the source has ended or has too many keys.',
  params,
  body: z.strictObject({ kind: z.enum(writeKeyKinds) }),
  answer: keyAnswer,
  status: 201,
});

export const rotateWriteKey = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/keys/:keyId/rotate',
  permission: 'sources:write',
  summary: 'Make a new write key in place of one',
  description:
    'Of the same kind. The old one is taken for `overlapHours` more, so that what sends can be changed in between. 409 when it is not active.',
  params: keyParams,
  body: z.strictObject({
    overlapHours: z.number().int().min(0).max(8760, 'At most a year.').default(24),
  }),
  answer: keyAnswer,
  status: 201,
});

export const revokeWriteKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/sources/:id/keys/:keyId',
  permission: 'sources:write',
  summary: 'Revoke a write key',
  description:
    'It is worth nothing at once on this server and within 5 seconds on others. It stays in the list for the record. 409 when it was revoked.',
  params: keyParams,
});

export const makeIdentitySecret = defineEndpoint({
  method: 'POST',
  path: '/api/sources/:id/identity-secret',
  permission: 'sources:write',
  summary: 'Make the secret with which your server signs who a user is',
  description:
    'In place of the one before, which is believed for `overlapHours` more. docs/how-to/signed-identity.md says how a token is made. 409 when the source has ended.',
  params,
  body: z.strictObject({
    overlapHours: z.number().int().min(0).max(8760, 'At most a year.').default(24),
  }),
  answer: z.object({
    secret: z.string().describe('Shown this once. Keep it on your servers: who has it can be every user.'),
    madeAt: z.iso.datetime(),
  }),
  status: 201,
});

export const endIdentitySecret = defineEndpoint({
  method: 'DELETE',
  path: '/api/sources/:id/identity-secret',
  permission: 'sources:write',
  summary: 'Believe no token of a source any more',
  description: 'At once on this server and within 5 seconds on others. 409 when there is no secret.',
  params,
});
