import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { planStatusSchema } from './plan-document.ts';
import { personSchema } from './rituals.ts';

/** What the team holds itself to, which bets follow or break it, and how those ended. */

const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);

export const principleStates = ['proposed', 'active', 'retired'] as const;
export const principleStands = ['follows', 'breaks'] as const;

/** Of bets that follow it, or of those that break it. Only what was said before the verdict counts. */
const tallySchema = z.object({ bets: z.number().int(), decided: z.number().int(), succeeded: z.number().int() });

export const principleSchema = z.object({
  id: z.uuid(),
  /** The principle itself, in one sentence. */
  sentence: z.string(),
  why: z.string(),
  owner: personSchema.nullable(),
  state: z.enum(principleStates),
  follows: tallySchema,
  breaks: tallySchema,
  /** What the counts say, or that they are too few to say anything. */
  verdict: z.string(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Principle = z.infer<typeof principleSchema>;

const standShape = {
  stand: z.enum(principleStands),
  /** Of an exception, why. */
  reason: z.string(),
  by: actorSchema,
  at: z.iso.datetime(),
  /** Said when the bet had its verdict: it does not count. */
  afterwards: z.boolean(),
};

export const betPrincipleSchema = z.object({
  principle: principleSchema.pick({ id: true, sentence: true, state: true }),
  ...standShape,
});
export type BetPrinciple = z.infer<typeof betPrincipleSchema>;

export const principleBetSchema = z.object({
  bet: z.object({ id: z.uuid(), name: z.string(), status: planStatusSchema, decidedOn: z.iso.date().nullable() }),
  ...standShape,
});
export type PrincipleBet = z.infer<typeof principleBetSchema>;

const shape = {
  sentence: words(300).min(1, 'Say it in a sentence.'),
  why: words(2000),
  ownerId: z.uuid().nullable(),
  state: z.enum(principleStates),
};
const params = z.object({ id: z.uuid() });

export const listPrinciples = defineEndpoint({
  method: 'GET',
  path: '/api/principles',
  permission: 'plan:read',
  summary: 'List the principles: those that hold, those that are proposed, those that are retired',
  answer: z.object({ principles: z.array(principleSchema) }),
});

export const getPrinciple = defineEndpoint({
  method: 'GET',
  path: '/api/principles/:id',
  permission: 'plan:read',
  summary: 'Read a principle with the bets that follow or break it',
  params,
  answer: z.object({ principle: principleSchema, bets: z.array(principleBetSchema) }),
});

export const addPrinciple = defineEndpoint({
  method: 'POST',
  path: '/api/principles',
  permission: 'plan:write',
  summary: 'Add a principle',
  description: 'It has no end but to be retired: what bets said of it stays. 422 when its owner is nobody or has left.',
  body: z.strictObject({
    sentence: shape.sentence,
    why: shape.why.default(''),
    ownerId: shape.ownerId.default(null),
    state: shape.state.default('proposed'),
  }),
  answer: principleSchema,
  status: 201,
});

export const changePrinciple = defineEndpoint({
  method: 'PATCH',
  path: '/api/principles/:id',
  permission: 'plan:write',
  summary: 'Change, begin or retire a principle',
  description: '409 when it was changed since `version`.',
  params,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(shape).partial().shape }),
  answer: principleSchema,
});

export const listBetPrinciples = defineEndpoint({
  method: 'GET',
  path: '/api/bets/:id/principles',
  permission: 'plan:read',
  summary: 'List which principles a bet follows or breaks, and those about which nothing is said',
  params,
  answer: z.object({
    stands: z.array(betPrincipleSchema),
    open: z.array(principleSchema.pick({ id: true, sentence: true, state: true })),
  }),
});

export const setBetPrinciple = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/principles',
  permission: 'plan:write',
  summary: 'Say that a bet follows a principle, or breaks it and why',
  description: 'In place of what was said before. 409 for a principle that is retired.',
  params,
  body: z
    .strictObject({
      principleId: z.uuid(),
      stand: z.enum(principleStands),
      reason: words(1000).default(''),
    })
    .refine(({ stand, reason }) => stand === 'follows' || reason !== '', {
      path: ['reason'],
      message: 'Say why it is broken: an exception has a reason.',
    }),
  answer: betPrincipleSchema,
});

export const removeBetPrinciple = defineEndpoint({
  method: 'DELETE',
  path: '/api/bets/:id/principles/:principleId',
  permission: 'plan:write',
  summary: 'Take back what was said of a bet and a principle',
  params: z.object({ id: z.uuid(), principleId: z.uuid() }),
});
