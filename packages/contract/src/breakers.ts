import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';

/** What stops a bet by itself when a number or a day comes. It acts on what is typed or imported, and says when it was last fed. */

/** `spend`: money spent above the limit. `date`: its last day is over. `harm`: unsubscribes or complaints above it. `guardrail`: a measure beyond it. */
export const breakerKinds = ['spend', 'date', 'guardrail', 'harm'] as const;

const limit = z.number().min(-1e12).max(1e12);
const measure = z.string().trim().min(1).max(200);

export const breakerSchema = z.object({
  id: z.uuid(),
  kind: z.enum(breakerKinds),
  /** What is measured: of `guardrail` the name under which numbers come, of `harm` unsubscribes or complaints; null of the others. */
  measure: z.string().nullable(),
  /** Of `guardrail`; the others trip above. */
  trips: z.enum(['above', 'below']),
  /** Null: that of the bet, its cap or (`date`) its last day. */
  limit: z.number().nullable(),
  limitOn: z.iso.date().nullable(),
  /** `closed`: all is well. `tripped`: it stopped the bet. `half-open`: the bet runs on a probe. */
  state: z.enum(['closed', 'tripped', 'half-open']),
  /** What it compares with its limit; null: nothing was fed yet, or it is of a day. */
  value: z.number().nullable(),
  /** The day of the last number that it was fed, and when that came; null: never. */
  fedOn: z.iso.date().nullable(),
  fedAt: z.iso.datetime().nullable(),
  trippedAt: z.iso.datetime().nullable(),
  /** Of the last time that it tripped, half-opened or closed. */
  because: z.string(),
  /** Money that may still be spent until the last day of the probe. */
  probe: z.object({ money: z.number(), spent: z.number(), endsOn: z.iso.date() }).nullable(),
  /** How it stands, in a sentence. */
  sentence: z.string(),
  by: actorSchema,
  version: z.number().int(),
});
export type Breaker = z.infer<typeof breakerSchema>;

const params = z.object({ id: z.uuid() });

export const addBreaker = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/breakers',
  permission: 'plan:write',
  summary: 'Give a bet a breaker',
  description:
    'It acts at once on the numbers there are. `spend` without a limit follows the cap of the bet, `date` without a day its last day.',
  params,
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('spend'), limit: limit.min(0).nullable().default(null) }),
    z.strictObject({ kind: z.literal('date'), limitOn: z.iso.date().nullable().default(null) }),
    z.strictObject({ kind: z.literal('harm'), measure: z.enum(['unsubscribes', 'complaints']), limit: limit.min(0) }),
    z.strictObject({
      kind: z.literal('guardrail'),
      measure,
      trips: z.enum(['above', 'below']).default('below'),
      limit,
    }),
  ]),
  answer: breakerSchema,
  status: 201,
});

const reason = z.string().trim().min(1, 'Say why.').max(2000, 'At most 2,000 characters.');

export const resetBreaker = defineEndpoint({
  method: 'POST',
  path: '/api/breakers/:id/reset',
  permission: 'breakers:reset',
  summary: 'Let a bet that a breaker stopped run again',
  description:
    'To `half-open`: for so much money until a day, after which the breaker judges again. To `closed`: harm and guardrails count anew from now; a limit that is exceeded must be set higher with it. 409 when the breaker was changed since `version`, when its bet has a verdict of people, or when the stake no longer fits below a cap.',
  params,
  body: z.discriminatedUnion('to', [
    z.strictObject({
      ...{ to: z.literal('half-open'), version: z.int32(), reason },
      money: z.number().min(0).max(1e12),
      endsOn: z.iso.date(),
    }),
    z.strictObject({
      ...{ to: z.literal('closed'), version: z.int32(), reason },
      limit: limit.optional(),
      limitOn: z.iso.date().optional(),
    }),
  ]),
  answer: breakerSchema,
});

export const removeBreaker = defineEndpoint({
  method: 'DELETE',
  path: '/api/breakers/:id',
  permission: 'breakers:reset',
  summary: 'Remove a breaker of a bet',
  description: 'One that stopped its bet is reset first: 409.',
  params,
  query: z.object({ reason }),
});
