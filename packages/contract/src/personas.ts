import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { personSchema } from './rituals.ts';
import { leavesOf, segmentTreeSchema } from './segment-tree.ts';
import { toldTreeSchema } from './segments.ts';

/** Kinds of customers that the team believes in. Every trait is a condition, so that counts can refute it. */

export const personaLimits = { personas: 20, traits: 12, conditions: 60 } as const;

const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);
const whole = z.number().int().nonnegative();
const share = z.number().min(0).max(1).nullable();

/** What an author says of themselves: that it is so, that it is not, that it cannot be said of them. */
export const personaAnswers = ['yes', 'no', 'none'] as const;
const answersSchema = z.record(z.uuid(), z.enum(personaAnswers));

export const personaTraitSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  tree: toldTreeSchema,
  /** The tree in words. */
  sentence: z.string(),
  /** Of whom it holds: customers, and among them those who fit the persona. */
  customers: whole,
  fitting: whole,
  /** Who would fit if this trait were not asked for; null where it is the only one. */
  without: whole.nullable(),
  /** Nobody is left out by it. */
  idle: z.boolean(),
});
export type PersonaTrait = z.infer<typeof personaTraitSchema>;

/** On which share of the traits, that somebody's answers speak of, the persona is as its authors are, and as a customer is on average. */
export const likenessSchema = z.object({
  authors: z.number(),
  customers: z.number(),
  /** Authors who answered, and traits that were answered by yes or no. */
  answered: whole,
  traits: whole,
  sentence: z.string(),
});
export type Likeness = z.infer<typeof likenessSchema>;

export const driftSchema = z.object({
  /** A quarter ago, or the nearest day that was kept. */
  day: z.iso.date(),
  share,
  /** `computed` from what was done until then; `kept` as it was counted on that day. */
  by: z.enum(['computed', 'kept']),
  sentence: z.string(),
});
export type Drift = z.infer<typeof driftSchema>;

export const personaSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  story: z.string(),
  authors: z.array(personSchema),
  traits: z.array(personaTraitSchema),
  /** A customer fits of whom so many of the traits hold. */
  fits: z.number().int(),
  /** Who fit, and which share of those who may be profiled. */
  customers: whole,
  share,
  drift: driftSchema.nullable(),
  likeness: likenessSchema.nullable(),
  /** What you answered; null where you are no author. */
  mine: answersSchema.nullable(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Persona = z.infer<typeof personaSchema>;

export const personaClaimSchema = z.object({
  /** Stays as long as what it is about does. */
  id: z.string(),
  /** `nobody`: nobody fits. `few`: a trait that all of its customers are said to have is found with few. `none`: most customers fit no persona. */
  kind: z.enum(['nobody', 'few', 'none']),
  persona: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  sentence: z.string(),
});
export type PersonaClaim = z.infer<typeof personaClaimSchema>;

export const personasAnswerSchema = z.object({
  personas: z.array(personaSchema),
  coverage: z.object({
    /** Who may be profiled. */
    of: whole,
    /** Who fit no persona. */
    none: whole,
    share,
    sentence: z.string(),
  }),
  /** Of each two, how many fit both. */
  overlaps: z.array(z.object({ one: z.uuid(), other: z.uuid(), customers: whole })),
  /** What the counts stand against. */
  contradicted: z.array(personaClaimSchema),
});

const traitShape = z.strictObject({
  /** Of a trait that is there; left out of a new one. */
  id: z.uuid().optional(),
  name: words(120).min(1, 'Name it.'),
  tree: segmentTreeSchema,
});
const traits = z
  .array(traitShape)
  .min(1, 'A persona without a trait cannot fail.')
  .max(personaLimits.traits, 'At most 12 traits.')
  .refine((all) => all.flatMap(({ tree }) => leavesOf(tree)).length <= personaLimits.conditions, {
    message: 'At most 60 conditions in all.',
  });
const shape = {
  name: words(120).min(1, 'Name it.'),
  story: words(4000),
  authors: z.array(z.uuid()).max(20, 'At most 20 authors.'),
  traits,
  fits: z.number().int().min(1).max(personaLimits.traits),
};
const params = z.object({ id: z.uuid() });

export const listPersonas = defineEndpoint({
  method: 'GET',
  path: '/api/personas',
  permission: 'segments:read',
  summary: 'Read the personas and how they fit the customers, counted now',
  answer: personasAnswerSchema,
});

export const addPersona = defineEndpoint({
  method: 'POST',
  path: '/api/personas',
  permission: 'segments:write',
  summary: 'Add a persona',
  description:
    'Of 20 at most. 409 for a name that is taken. 422 where more traits have to hold than there are, or an author is nobody.',
  body: z.strictObject({ ...shape, story: shape.story.default(''), authors: shape.authors.default([]) }),
  answer: personaSchema,
  status: 201,
});

export const changePersona = defineEndpoint({
  method: 'PATCH',
  path: '/api/personas/:id',
  permission: 'segments:write',
  summary: 'Change a persona',
  description:
    '409 when it was changed since `version`, and for a name that is taken. Answers about traits that go are gone.',
  params,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(shape).partial().shape }),
  answer: personaSchema,
});

export const deletePersona = defineEndpoint({
  method: 'DELETE',
  path: '/api/personas/:id',
  permission: 'segments:write',
  summary: 'Delete a persona with its counts',
  description: '409 when it was changed since `version`.',
  params,
  query: z.object({ version: z.coerce.number().int() }),
});

export const countPersona = defineEndpoint({
  method: 'POST',
  path: '/api/personas/count',
  permission: 'segments:read',
  summary: 'Count the customers of a persona that is not saved',
  changes: false,
  body: z.strictObject({ traits, fits: shape.fits }),
  answer: z.object({
    of: whole,
    customers: whole,
    traits: z.array(personaTraitSchema.omit({ id: true, name: true, tree: true })),
  }),
});

export const answerPersona = defineEndpoint({
  method: 'POST',
  path: '/api/personas/:id/answers',
  permission: 'segments:read',
  summary: 'Say of yourself which traits of a persona hold, as one of its authors',
  description: 'In place of what you said before. 403 for who is no author of it.',
  params,
  body: z.strictObject({ answers: answersSchema }),
  answer: personaSchema,
});
