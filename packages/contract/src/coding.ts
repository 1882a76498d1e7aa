import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';

/** What variations say, as levels of attributes: coders read texts, and people code by hand what no coder can. */

const whole = z.number().int().nonnegative();
const version = z.int32().min(1);

export const levelCountSchema = z.object({ level: z.string(), variations: whole });
export type LevelCount = z.infer<typeof levelCountSchema>;

/** A list of words or phrases, found whole; or a regular expression in RE2 syntax. */
export const coderDefinitionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('words'), words: z.array(z.string().max(1000)).max(6000) }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().max(2000) }),
]);
export type CoderDefinition = z.infer<typeof coderDefinitionSchema>;

export const coderSchema = z.object({
  /** Learnings name a coder's attribute by its column and this: `subject.question`. */
  id: z.string(),
  name: z.string(),
  /** What counts, in a sentence. */
  explains: z.string(),
  /** The first is the reference. */
  levels: z.array(z.string()),
  kind: z.enum(['presence', 'bands']),
  /** Of the texts that it can code; null: any. */
  languages: z.array(z.string()).nullable(),
  /** How many variations of the workspace have each level, when learnings were computed last; a variation counts once for each of its texts. */
  counts: z.array(levelCountSchema),
  /** Null: it comes with Dandelion. */
  own: z
    .object({
      definition: coderDefinitionSchema,
      version: z.number().int(),
      createdBy: actorSchema,
      createdAt: z.iso.datetime(),
      changedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
});
export type Coder = z.infer<typeof coderSchema>;

export const listCoders = defineEndpoint({
  method: 'GET',
  path: '/api/coders',
  permission: 'learnings:read',
  summary: 'List the coders, those that come with Dandelion and your own',
  answer: z.object({
    coders: z.array(coderSchema),
    /** When variations were counted; null: not yet. */
    countedAt: z.iso.datetime().nullable(),
  }),
});

const name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');
const ofCoder = z.object({ id: z.string().max(100) });

export const createCoder = defineEndpoint({
  method: 'POST',
  path: '/api/coders',
  permission: 'learnings:write',
  summary: 'Add a coder of your own',
  description:
    '422 says in a sentence what cannot be used of the words or the pattern. 409 when another coder has that name. It takes part in the next learnings.',
  body: z.strictObject({ name, definition: coderDefinitionSchema }),
  answer: coderSchema,
  status: 201,
});

export const changeCoder = defineEndpoint({
  method: 'PATCH',
  path: '/api/coders/:id',
  permission: 'learnings:write',
  summary: 'Change a coder of your own',
  description: '409 when it was changed since `version`. Learnings are computed anew with what it says now.',
  params: ofCoder,
  body: z.strictObject({ version, name: name.optional(), definition: coderDefinitionSchema.optional() }),
  answer: coderSchema,
});

export const deleteCoder = defineEndpoint({
  method: 'DELETE',
  path: '/api/coders/:id',
  permission: 'learnings:write',
  summary: 'Delete a coder of your own',
  description: 'Its learnings go with it. 409 when it was changed since `version`.',
  params: ofCoder,
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
});

const spanSchema = z.object({ from: whole, to: whole });
/** `text` is plain, without markup; evidence is in its positions (UTF-16 units, `to` exclusive). */
const codedTextSchema = z.object({
  text: z.string(),
  /** Null: it cannot be coded; it has no words, or is of another language. */
  level: z.string().nullable(),
  evidence: z.array(spanSchema),
});
export type CodedText = z.infer<typeof codedTextSchema>;

export const tryCoder = defineEndpoint({
  method: 'POST',
  path: '/api/coders/try',
  permission: 'learnings:read',
  summary: 'Try a coder on a text and on texts of the workspace',
  description: 'A coder by its `id`, or one that is not kept yet by its `definition`. Nothing is stored.',
  changes: false,
  body: z
    .strictObject({
      id: z.string().max(100).optional(),
      definition: coderDefinitionSchema.optional(),
      text: z.string().max(5000).default(''),
      /** Texts of the newest tests that are tried as well, at most. */
      texts: z.int().min(0).max(200).default(100),
    })
    .refine(
      (body) => (body.id === undefined) !== (body.definition === undefined),
      'Give either an id or a definition.',
    ),
  answer: z.object({
    text: codedTextSchema,
    workspace: z.object({
      /** Different texts that were tried. */
      texts: whole,
      /** How many have each level; one that cannot be coded has none. */
      levels: z.array(z.object({ level: z.string(), texts: whole })),
      /** At most ten, those first that are not of the reference. */
      examples: z.array(codedTextSchema),
    }),
  }),
});

const attribute = z.string().trim().min(1, 'Name the attribute.').max(80, 'At most 80 characters.');
const levelName = z.string().trim().min(1, 'A level needs a name.').max(80, 'At most 80 characters.');

const mergeSchema = z.object({
  into: z.string(),
  from: z.array(levelCountSchema.extend({ because: z.enum(['spelling', 'plural', 'typo']) })),
});

export const codedAttributeSchema = z.object({
  name: z.string(),
  /** `hand`: coded by people. `column`: given in the files. */
  from: z.enum(['hand', 'column']),
  /** As learnings name it. */
  id: z.string(),
  /** How many variations have each, merged ones under what they were merged into. */
  levels: z.array(levelCountSchema),
  /** Of `hand`: who coded how many variations. */
  coders: z.array(z.object({ by: actorSchema, variations: whole })),
  /** Levels that are probably one. */
  suggestions: z.array(mergeSchema),
  /** Of `column`: what was merged. Of `hand` the codes themselves were changed. */
  merged: z.array(z.object({ level: z.string(), into: z.string() })),
});
export type CodedAttribute = z.infer<typeof codedAttributeSchema>;

export const listCodedAttributes = defineEndpoint({
  method: 'GET',
  path: '/api/codes/attributes',
  permission: 'learnings:read',
  summary: 'List the attributes that people coded or files gave, with their levels',
  answer: z.object({ attributes: z.array(codedAttributeSchema) }),
});

const codeOfMember = z.object({ by: actorSchema, level: z.string(), at: z.iso.datetime() });

export const codedVariationSchema = z.object({
  experimentId: z.uuid(),
  title: z.string(),
  variation: z.string(),
  texts: z.array(z.object({ column: z.string(), text: z.string() })),
  /** By hand, in the order in which they were given. */
  codes: z.array(codeOfMember),
  /** What coders found in the texts, where it is not the reference. */
  coders: z.array(z.object({ column: z.string(), coder: z.string(), level: z.string() })),
});
export type CodedVariation = z.infer<typeof codedVariationSchema>;

export const codeFilters = ['all', 'uncoded', 'not-mine', 'disputed'] as const;
export type CodeFilter = (typeof codeFilters)[number];

export const listCodes = defineEndpoint({
  method: 'GET',
  path: '/api/codes',
  permission: 'learnings:read',
  summary: 'List variations with their texts and what they were coded as',
  description:
    'For one attribute, in an order that has nothing to do with results, so that whoever codes does not know them. The next page is asked with `after` set to the `next` of the answer. `not-mine`: not coded by whoever asks. `disputed`: its coders do not all agree.',
  query: z.object({
    attribute,
    filter: z.enum(codeFilters).default('all'),
    /** In a text or name, whatever the case. */
    search: z.string().max(200).default(''),
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    variations: z.array(codedVariationSchema),
    next: z.string().nullable(),
    counts: z.object({ all: whole, coded: whole, mine: whole, disputed: whole }),
  }),
});

export const mostCodes = 500;

export const setCodes = defineEndpoint({
  method: 'POST',
  path: '/api/codes',
  permission: 'learnings:write',
  summary: 'Code variations by hand',
  description:
    'In the name of whoever asks; the codes of others stay. A level of null takes one’s own code away. 404 when a variation is not there: then none is stored.',
  body: z.strictObject({
    attribute,
    codes: z
      .array(z.strictObject({ experimentId: z.uuid(), variation: z.string().max(1000), level: levelName.nullable() }))
      .min(1)
      .max(mostCodes, `At most ${mostCodes} at once.`),
  }),
  answer: z.object({ changed: whole }),
});

const nullable = z.number().nullable();

export const agreementSchema = z.object({
  one: actorSchema,
  other: actorSchema,
  /** Variations that both coded. */
  items: whole,
  /** Share on which they agree. */
  agreement: z.number(),
  /** Share on which chance alone would make them agree. */
  expected: z.number(),
  /** Cohen's kappa and its interval; null where both know one level only. */
  kappa: nullable,
  low: nullable,
  high: nullable,
  /** Kappa as if all levels were equally frequent. */
  prevalenceAdjusted: z.number(),
  /** The level that most of the codes of both have, and its share. */
  mostUsed: z.object({ level: z.string(), share: z.number() }),
});
export type PairAgreement = z.infer<typeof agreementSchema>;

export const readAgreement = defineEndpoint({
  method: 'GET',
  path: '/api/codes/agreement',
  permission: 'learnings:read',
  summary: 'Read how far people agree who coded the same variations',
  description:
    'Cohen’s kappa for each two of the ten who coded most, with the interval of Fleiss, Cohen and Everitt at the level of the settings.',
  query: z.object({ attribute }),
  answer: z.object({
    /** Of the intervals. */
    level: z.number(),
    /** Those with the most variations in common first. */
    pairs: z.array(agreementSchema),
    /** Variations on which not all agree, at most 100. */
    disagreements: z.array(codedVariationSchema.omit({ coders: true })),
    disputed: whole,
    /** What learnings take: the majority, or nothing where there is none. */
    majority: whole,
    ties: whole,
  }),
});
export type CodingAgreement = z.infer<(typeof readAgreement)['answer'] & z.ZodType>;

export const mergeLevels = defineEndpoint({
  method: 'POST',
  path: '/api/codes/merge',
  permission: 'learnings:write',
  summary: 'Merge levels that mean the same',
  description:
    'Of an attribute of people, their codes are changed, whoever gave them. Of a column, files stay as they are and learnings read one level for the other; a level merged into itself stands alone again.',
  body: z.strictObject({
    attribute,
    from: z.enum(['hand', 'column']),
    levels: z.array(z.string().min(1).max(1000)).min(1).max(100),
    into: z.string().trim().min(1, 'Say which level to keep.').max(1000),
  }),
  answer: z.object({ attribute: codedAttributeSchema }),
});
