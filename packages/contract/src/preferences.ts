import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { reasonsSchema } from './result.ts';

/** You are not your customer: what members prefer, what they think that customers prefer, and what customers did. */

const fraction = z.number().min(0).max(1);
const nullable = z.number().nullable();
const option = z.string().trim().min(1, 'Name every option.').max(200);
const count = z.number().int().min(0).max(1e12);

/** Of one picture; six of them and their question fit into one request. */
export const mostPictureBytes = 110_000;
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

const picture = z
  .base64()
  .min(1)
  .max(4 * Math.ceil(mostPictureBytes / 3), `A picture has ${mostPictureBytes / 1000} kB at most. Make it smaller.`);
const optionText = z.string().trim().max(2000);

/** What customers answered, or did in a test. */
export const customersSchema = z.discriminatedUnion('by', [
  z
    .strictObject({
      by: z.literal('counts'),
      /** Customers for each option, in the order of the options. */
      counts: z.array(count).min(2).max(6),
      /** Where it comes from: a survey, a poll in a shop. */
      source: z.string().trim().min(1, 'Say where it comes from.').max(200),
      on: z.iso.date(),
    })
    .describe('What customers answered, counted for each option.'),
  z
    .strictObject({
      by: z.literal('experiment'),
      experimentId: z.uuid(),
      /** Null: the first metric of the test. */
      metric: z.string().max(200).nullable(),
      /** The variation of each option, in the order of the options. */
      variations: z.array(z.string().max(200)).min(2).max(6),
    })
    .describe('What customers did: the value of each option in a test, as a share of the sum over the options.'),
]);
export type Customers = z.infer<typeof customersSchema>;

const shareSchema = z.object({
  option: z.string(),
  /** Members who prefer it. */
  members: z.number().int(),
  /** Mean over members of the share of customers that they expect for it. */
  expected: nullable,
  /** The same, of those who prefer it themselves and of those who do not. */
  expectedByOwn: nullable,
  expectedByOthers: nullable,
  /** expectedByOwn − expectedByOthers with its 95% interval (Welch): above 0, people take their own taste for that of others. */
  gap: nullable,
  gapLow: nullable,
  gapHigh: nullable,
  /** Share of customers, with its 95% interval. */
  actual: nullable,
  actualLow: nullable,
  actualHigh: nullable,
  /** expected − actual; its interval is that of customers alone, as the members are not a sample of anybody. */
  error: nullable,
  errorLow: nullable,
  errorHigh: nullable,
  reasons: reasonsSchema,
});
export type PreferenceShare = z.infer<typeof shareSchema>;

export const preferenceSchema = z.object({
  id: z.uuid(),
  question: z.string(),
  options: z.array(z.string()),
  /** What is shown of each option beside its name, in the order of the options. */
  looks: z.array(z.object({ text: z.string(), picture: z.boolean() })),
  topic: z.string(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
  /** Members who answered. */
  answers: z.number().int(),
  /** One's own answer; null: not yet. */
  mine: z.object({ prefers: z.number().int(), expects: z.array(fraction) }).nullable(),
  /** Whose variations the options are, or by which customers showed it. Null: none, or it is gone. */
  test: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  /** What customers answered or did, which ends the answering. Null: not known yet. */
  customers: customersSchema.nullable(),
  /** For each option. Null: withheld until one has answered, or it is known what customers prefer. */
  shares: z.array(shareSchema).nullable(),
  /** Sentences that say it. */
  findings: z.array(z.string()),
  may: z.object({ answer: z.boolean(), change: z.boolean(), delete: z.boolean() }),
});
export type Preference = z.infer<typeof preferenceSchema>;

const params = z.object({ id: z.uuid() });

export const listPreferences = defineEndpoint({
  method: 'GET',
  path: '/api/preferences',
  permission: 'beliefs:read',
  summary: 'List questions about what customers prefer, newest first',
  query: z.object({
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ total: z.number().int(), preferences: z.array(preferenceSchema) }),
});

export const createPreference = defineEndpoint({
  method: 'POST',
  path: '/api/preferences',
  permission: 'beliefs:write',
  summary: 'Ask what members prefer, and what they think that customers prefer',
  body: z.strictObject({
    question: z.string().trim().min(1, 'Write the question.').max(300),
    options: z.array(option).min(2, 'Give two options at least.').max(6, 'At most six options.'),
    /** In the order of the options: a text of each, and a picture as base64 of a PNG, JPEG or WebP. */
    looks: z
      .array(z.strictObject({ text: optionText.default(''), picture: picture.nullable().default(null) }))
      .max(6)
      .default([]),
    topic: z.string().trim().max(60).default(''),
    /** The test whose variations the options are, so that it is at hand when customers have shown what they prefer. */
    experimentId: z.uuid().nullable().default(null),
  }),
  answer: preferenceSchema,
  status: 201,
});

export const getPreference = defineEndpoint({
  method: 'GET',
  path: '/api/preferences/:id',
  permission: 'beliefs:read',
  summary: 'Read such a question, with its gap for who has answered',
  params,
  answer: preferenceSchema,
});

export const getPreferencePicture = defineDownload({
  method: 'GET',
  path: '/api/preferences/:id/pictures/:place',
  permission: 'beliefs:read',
  summary: 'Read the picture of an option',
  params: params.extend({ place: z.coerce.number().int().min(0).max(5) }),
  download: pictureTypes,
});

export const answerPreference = defineEndpoint({
  method: 'POST',
  path: '/api/preferences/:id/answer',
  permission: 'beliefs:answer',
  summary: 'Say what one prefers and what share of customers will prefer each option',
  description:
    'Once: who could change it after seeing the others’ would not say what they expected. 409 when one has answered, or it is known what customers prefer. The shares add up to 1.',
  params,
  body: z.strictObject({
    /** Place of the option, from 0. */
    prefers: z.number().int().min(0).max(5),
    expects: z.array(fraction).min(2).max(6),
  }),
  answer: preferenceSchema,
});

export const setCustomers = defineEndpoint({
  method: 'POST',
  path: '/api/preferences/:id/customers',
  permission: 'beliefs:write',
  summary: 'Say what customers answered, or in which test they showed it',
  description: 'Ends the answering. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({ version: z.int32(), customers: customersSchema }),
  answer: preferenceSchema,
});

export const deletePreference = defineEndpoint({
  method: 'DELETE',
  path: '/api/preferences/:id',
  permission: 'beliefs:write',
  summary: 'Delete a question that nobody else answered',
  params,
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
});
