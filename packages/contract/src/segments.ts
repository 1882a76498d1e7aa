import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { type SegmentTree, segmentTreeSchema } from './segment-tree.ts';

/** Which customers are meant by a name: a tree of conditions, counted whenever it is asked. */

const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);
const whole = z.number().int().nonnegative();
/** As an answer holds it. */
export const toldTreeSchema = z.custom<SegmentTree>((value) => typeof value === 'object' && value !== null);

export const segmentCountSchema = z.object({
  /** In the segment. */
  customers: whole,
  /** Of so many who may be profiled. */
  of: whole,
  /** Known, and not counted: they did not allow a profile. */
  unreadable: whole,
});
export type SegmentCount = z.infer<typeof segmentCountSchema>;

export const customerSegmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  about: z.string(),
  tree: toldTreeSchema,
  /** The tree in words: "Customers who ...". */
  sentence: z.string(),
  /** As it was counted last; null where that was never done since the tree is what it is. */
  count: segmentCountSchema.extend({ at: z.iso.datetime() }).nullable(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type CustomerSegment = z.infer<typeof customerSegmentSchema>;

const segmentDaySchema = z.object({
  /** Of UTC. */
  day: z.iso.date(),
  customers: whole,
  of: whole,
  /** The tree was another one on that day. */
  before: z.boolean(),
});

export const segmentMemberSchema = z.object({
  /** 16 hex digits. */
  id: z.string(),
  name: z.string(),
  email: z.string(),
  lastSeen: z.iso.datetime(),
});
export type SegmentMember = z.infer<typeof segmentMemberSchema>;

const shape = {
  name: words(120).min(1, 'Name it.'),
  about: words(2000),
  tree: segmentTreeSchema,
};
const params = z.object({ id: z.uuid() });

export const listSegments = defineEndpoint({
  method: 'GET',
  path: '/api/segments',
  permission: 'segments:read',
  summary: 'List the segments with how many they held when they were counted last',
  answer: z.object({ segments: z.array(customerSegmentSchema) }),
});

export const getSegment = defineEndpoint({
  method: 'GET',
  path: '/api/segments/:id',
  permission: 'segments:read',
  summary: 'Read a segment, counted now, with its count on each day',
  params,
  answer: z.object({
    segment: customerSegmentSchema,
    /** Oldest first. */
    days: z.array(segmentDaySchema),
    /** Segments and personas that name it. */
    usedBy: z.array(z.object({ kind: z.enum(['segment', 'persona']), id: z.uuid(), name: z.string() })),
  }),
});

export const addSegment = defineEndpoint({
  method: 'POST',
  path: '/api/segments',
  permission: 'segments:write',
  summary: 'Add a segment',
  description: '409 for a name that is taken. 422 where its tree names a segment that is not there.',
  body: z.strictObject({ ...shape, about: shape.about.default('') }),
  answer: customerSegmentSchema,
  status: 201,
});

export const changeSegment = defineEndpoint({
  method: 'PATCH',
  path: '/api/segments/:id',
  permission: 'segments:write',
  summary: 'Change a segment',
  description:
    '409 when it was changed since `version`, for a name that is taken, and for a tree that would hold itself by way of other segments.',
  params,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(shape).partial().shape }),
  answer: customerSegmentSchema,
});

export const deleteSegment = defineEndpoint({
  method: 'DELETE',
  path: '/api/segments/:id',
  permission: 'segments:write',
  summary: 'Delete a segment with its counts',
  description: '409 while a segment or a persona names it, and when it was changed since `version`.',
  params,
  query: z.object({ version: z.coerce.number().int() }),
});

export const countSegment = defineEndpoint({
  method: 'POST',
  path: '/api/segments/count',
  permission: 'segments:read',
  summary: 'Count the customers of a tree that is not saved',
  changes: false,
  body: z.strictObject({ tree: segmentTreeSchema }),
  answer: segmentCountSchema.extend({
    sentence: z.string(),
    /** Of those who may be profiled; null where there are none. */
    share: z.number().nullable(),
  }),
});

export const listSegmentMembers = defineEndpoint({
  method: 'GET',
  path: '/api/segments/:id/members',
  permission: 'customers:read',
  summary: 'List the customers of a segment, the latest seen first',
  params,
  query: z.object({
    /** `next` of the page before. */
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ members: z.array(segmentMemberSchema), next: z.string().nullable() }),
});
