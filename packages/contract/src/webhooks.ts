import { z } from 'zod';
import { announcementTypeSchema, announcementTypes } from './announcements.ts';
import { defineEndpoint } from './endpoint.ts';

/**
 * Webhooks tell other programs what happened, as Standard Webhooks says (https://www.standardwebhooks.com): a signed POST with
 * `webhook-id`, `webhook-timestamp` and `webhook-signature`. docs/how-to/webhooks.md has a receiver.
 */

/** At most so many of a workspace. */
export const mostWebhooks = 20;

export const webhookStates = ['active', 'paused', 'disabled'] as const;

export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  types: announcementTypeSchema.array(),
  state: z
    .enum(webhookStates)
    .describe(
      'active: all is sent. paused, by a person: what happens meanwhile is kept and sent when it is resumed. disabled, by Dandelion: nothing is kept.',
    ),
  disabledBecause: z.string().nullable().describe('A sentence; null unless it is disabled.'),
  failingSince: z.iso
    .datetime()
    .nullable()
    .describe('Since when every attempt failed; null when the last one went well.'),
  oldSecretEndsAt: z.iso
    .datetime()
    .nullable()
    .describe('After a rotation: until then all is signed with the old secret as well; null when there is none.'),
  version: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export const deliveryTypes = [...announcementTypes, 'webhook.test'] as const;

/** One thing to be told to one webhook. */
export const deliverySchema = z.object({
  id: z.uuid(),
  messageId: z
    .string()
    .describe('The header webhook-id: the same for every attempt, so that a receiver knows what it has had.'),
  type: z.enum(deliveryTypes),
  state: z
    .enum(deliveryStates)
    .describe('waiting: to be sent, for the first time or again. failed: given up after the last attempt.'),
  attempts: z.number().int(),
  nextAttemptAt: z.iso.datetime().nullable().describe('Null unless it waits.'),
  lastStatus: z
    .number()
    .int()
    .nullable()
    .describe('HTTP status of the last attempt; null when there was no answer, or no attempt.'),
  lastError: z.string().nullable().describe('Why the last attempt failed, in a sentence; null when it went well.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const attemptSchema = z.object({
  number: z.number().int(),
  at: z.iso.datetime(),
  status: z.number().int().nullable().describe('Of HTTP; null when there was no answer.'),
  milliseconds: z.number().int(),
  answer: z.string().describe('The first 1,000 characters of what the receiver answered.'),
  error: z.string().nullable().describe('Why it failed, in a sentence; null when it went well.'),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const deliveryDetailSchema = deliverySchema.extend({
  body: z.string().describe('What is sent, exactly: the signature is of these bytes.'),
  log: attemptSchema.array().describe('Every attempt, oldest first.'),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

const secret = z
  .string()
  .describe('`whsec_` and 32 bytes in base64. It is shown this once; a lost one is rotated.')
  .meta({ examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3R4lVYkGkTk='] });

const params = z.object({ id: z.uuid() });
const deliveryParams = z.object({ id: z.uuid(), deliveryId: z.uuid() });

const target = z
  .string()
  .trim()
  .min(1, 'Give the address of the receiver.')
  .max(2000, 'At most 2,000 characters.')
  .describe('https, without a name or password in it, at a public address.')
  .meta({ examples: ['https://hooks.example.org/dandelion'] });
const types = announcementTypeSchema
  .array()
  .min(1, 'Choose at least one thing to be told.')
  .max(20)
  .transform((all) => [...new Set(all)]);
const description = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .meta({ examples: ['Posts to #marketing'] });

export const listWebhooks = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks',
  permission: 'webhooks:read',
  summary: 'List webhooks, oldest first',
  answer: z.object({ webhooks: webhookSchema.array() }),
});

export const createWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks',
  permission: 'webhooks:write',
  summary: 'Add a webhook',
  description: `The answer holds the secret, which is shown this once. 422 when the address is none that Dandelion connects to (private and reserved addresses are refused unless DANDELION_ALLOW_PRIVATE lists them), or when there are ${mostWebhooks} webhooks already.`,
  body: z.strictObject({ url: target, types, description: description.optional().default('') }),
  answer: z.object({ webhook: webhookSchema, secret }),
  status: 201,
});

export const getWebhook = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:id',
  permission: 'webhooks:read',
  summary: 'Read a webhook',
  params,
  answer: webhookSchema,
});

export const changeWebhook = defineEndpoint({
  method: 'PATCH',
  path: '/api/webhooks/:id',
  permission: 'webhooks:write',
  summary: 'Change a webhook',
  description:
    'What is left out stays as it is. What waits is sent to the new address. 409 when somebody else changed it since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    url: target.optional(),
    types: types.optional(),
    description: description.optional(),
  }),
  answer: webhookSchema,
});

export const deleteWebhook = defineEndpoint({
  method: 'DELETE',
  path: '/api/webhooks/:id',
  permission: 'webhooks:write',
  summary: 'Delete a webhook with its delivery log',
  params,
});

export const pauseWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:id/pause',
  permission: 'webhooks:write',
  summary: 'Pause a webhook',
  description: 'What happens meanwhile is kept, for 30 days, and sent when it is resumed. 409 when it is disabled.',
  params,
  answer: webhookSchema,
});

export const resumeWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:id/resume',
  permission: 'webhooks:write',
  summary: 'Resume a paused or disabled webhook',
  params,
  answer: webhookSchema,
});

export const rotateWebhookSecret = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:id/secret',
  permission: 'webhooks:write',
  summary: 'Make a new secret',
  description:
    'It is shown this once. For 24 hours all is signed with both secrets, so that the receiver can be changed in between; what the one before was is over at once.',
  params,
  answer: z.object({ webhook: webhookSchema, secret }),
});

export const testWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:id/test',
  permission: 'webhooks:write',
  summary: 'Send a test',
  description:
    'Of the type `webhook.test`, tried once. Read the delivery for what became of it. 409 when the webhook is not active.',
  params,
  answer: deliverySchema,
  status: 202,
});

export const listDeliveries = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:id/deliveries',
  permission: 'webhooks:read',
  summary: 'List what was or is to be sent to a webhook, newest first',
  description: 'Kept for 30 days.',
  params,
  query: z.object({
    state: z.enum(deliveryStates).optional(),
    /** `next` of the page before. */
    before: z
      .string()
      .regex(/^\d{1,18}$/, 'Not a cursor of this list.')
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  answer: z.object({
    deliveries: deliverySchema.array(),
    next: z.string().nullable().describe('Cursor of the next page; null on the last one.'),
  }),
});

export const getDelivery = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:id/deliveries/:deliveryId',
  permission: 'webhooks:read',
  summary: 'Read a delivery with its body and all attempts',
  params: deliveryParams,
  answer: deliveryDetailSchema,
});

export const retryDelivery = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:id/deliveries/:deliveryId/retry',
  permission: 'webhooks:write',
  summary: 'Send a delivery now',
  description:
    'Also one that was delivered or given up; `webhook-id` stays the same. 409 when the webhook is not active, or while it is being sent.',
  params: deliveryParams,
  answer: deliverySchema,
  status: 202,
});
