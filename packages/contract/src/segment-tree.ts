import { z } from 'zod';
import { consentChannels } from './consent.ts';

/**
 * Which customers are meant, as a tree of conditions. Days are days of UTC. Nothing that is known of a customer is a no: who has no
 * `country` is among those whose country is not NL, and who never bought has spent 0.
 */

export const treeLimits = {
  /** Of groups within groups; a condition that is no group has depth 1. */
  depth: 8,
  /** That are no groups. */
  conditions: 50,
  /** Values of a list, and their characters together. */
  list: 1000,
  listCharacters: 30_000,
  /** Of the tree as JSON. */
  characters: 60_000,
  days: 3650,
} as const;

const name = z.string().min(1, 'Name it.').max(200, 'At most 200 characters.');
const text = z.string().min(1, 'Say what.').max(500, 'At most 500 characters.');
const number = z.number().refine(Number.isFinite, 'must be finite');
const date = z.iso.date().refine((day) => day >= '1970-01-01' && day <= '2299-12-31', 'From 1970 to 2299.');
const days = z.number().int().min(1, 'At least one day.').max(treeLimits.days, 'At most ten years of days.');

/** `last`: that many days, today among them. `between`: with both days. */
export const periodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('last'), days }),
  z.strictObject({ kind: z.literal('between'), from: date, to: date }),
]);
export type Period = z.infer<typeof periodSchema>;

/** A day, or that many times 24 hours before now. */
export const momentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('date'), date }),
  z.strictObject({ kind: z.literal('ago'), days }),
]);
export type Moment = z.infer<typeof momentSchema>;

const listSchema = z
  .array(text)
  .min(1, 'Name one at least.')
  .max(treeLimits.list, 'At most 1,000 values.')
  .refine((values) => values.join('').length <= treeLimits.listCharacters, 'At most 30,000 characters in all.');

/** A value that is no text is compared as it is written in JSON: `true`, `12`. Contains and starts with heed no case. */
const traitSchema = z.discriminatedUnion('op', [
  z.strictObject({
    ...{ kind: z.literal('trait'), name, op: z.enum(['is', 'is-not', 'contains', 'starts-with']), value: text },
  }),
  z.strictObject({ kind: z.literal('trait'), name, op: z.enum(['above', 'below']), value: number }),
  z.strictObject({ kind: z.literal('trait'), name, op: z.literal('between'), from: number, to: number }),
  z.strictObject({ kind: z.literal('trait'), name, op: z.enum(['is-set', 'is-not-set']) }),
  z.strictObject({ kind: z.literal('trait'), name, op: z.enum(['before', 'after']), date }),
  z.strictObject({ kind: z.literal('trait'), name, op: z.literal('in'), values: listSchema }),
]);
export type TraitCondition = z.infer<typeof traitSchema>;

export const propertySchema = z.discriminatedUnion('op', [
  z.strictObject({ name, op: z.enum(['is', 'is-not', 'contains']), value: text }),
  z.strictObject({ name, op: z.enum(['above', 'below']), value: number }),
]);
export type PropertyCondition = z.infer<typeof propertySchema>;

const eventSchema = z.strictObject({
  ...{ kind: z.literal('event'), name, op: z.enum(['at-least', 'at-most', 'exactly']) },
  times: z.number().int().min(0).max(1_000_000),
  period: periodSchema,
  /** Only events of which all of these hold. */
  where: z.array(propertySchema).max(5, 'At most five.').default([]),
});
export type EventCondition = z.infer<typeof eventSchema>;

const otherSchemas = [
  z.strictObject({
    /** What the events were worth together: their property revenue, total or value. */
    ...{ kind: z.literal('value'), name, op: z.enum(['at-least', 'at-most']), amount: number, period: periodSchema },
  }),
  /** `before`: they did it, and not since. */
  z.strictObject({ kind: z.literal('last-event'), name, op: z.enum(['before', 'after']), moment: momentSchema }),
  z.strictObject({
    kind: z.literal('seen'),
    which: z.enum(['first', 'last']),
    op: z.enum(['before', 'after']),
    moment: momentSchema,
  }),
  /** Whether there is a user id. */
  z.strictObject({ kind: z.literal('known'), known: z.boolean() }),
  z.strictObject({ kind: z.literal('source'), source: z.number().int().min(1).max(4_294_967_295) }),
  /** May be contacted by this channel. */
  z.strictObject({
    kind: z.literal('consent'),
    channel: z.enum(consentChannels),
  }),
  z.strictObject({ kind: z.literal('segment'), id: z.uuid() }),
] as const;
export type SegmentLeaf = TraitCondition | EventCondition | z.infer<(typeof otherSchemas)[number]>;

export type SegmentTree = { kind: 'all' | 'any'; of: SegmentTree[] } | { kind: 'not'; of: SegmentTree } | SegmentLeaf;

const nodeSchema: z.ZodType<SegmentTree> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(nodeSchema).min(1, 'Add a condition.') }),
    z.strictObject({ kind: z.literal('not'), of: nodeSchema }),
    ...[traitSchema, eventSchema, ...otherSchemas],
  ]),
);

/** The parts of a group, and none of anything else. Of unchecked JSON too. */
function partsOf(node: unknown): readonly unknown[] {
  if (typeof node !== 'object' || node === null || !('of' in node)) return [];
  return Array.isArray(node.of) ? node.of : [node.of];
}

/** What is too much of a tree, before anything of it is looked at; null where nothing is. Not by recursion: it can be of any depth. */
function excessOf(value: unknown): string | null {
  let level: readonly unknown[] = [value];
  let leaves = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > treeLimits.depth) return `Groups within groups go ${treeLimits.depth} deep at most.`;
    const below = level.map(partsOf);
    leaves += below.filter(({ length }) => length === 0).length;
    if (leaves > treeLimits.conditions) return `At most ${treeLimits.conditions} conditions.`;
    level = below.flat();
  }
  if ((JSON.stringify(value) ?? '').length > treeLimits.characters) return 'At most 60,000 characters in all.';
  return null;
}

/** As `unknown` for descriptions of the API, which know no shape that holds itself: docs/reference/segments.md has it. */
export const segmentTreeSchema = z
  .unknown()
  .transform((value, context): SegmentTree => {
    const excess = excessOf(value);
    if (excess !== null) {
      context.addIssue({ code: 'custom', message: excess });
      return z.NEVER;
    }
    const read = nodeSchema.safeParse(value);
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  })
  .describe('A tree of conditions; docs/reference/segments.md has all of them.');

export const isGroup = (tree: SegmentTree): tree is Exclude<SegmentTree, SegmentLeaf> =>
  tree.kind === 'all' || tree.kind === 'any' || tree.kind === 'not';

/** The conditions of a tree that are no groups. */
export function leavesOf(tree: SegmentTree): SegmentLeaf[] {
  if (!isGroup(tree)) return [tree];
  return tree.kind === 'not' ? leavesOf(tree.of) : tree.of.flatMap(leavesOf);
}

/** The segments that a tree names, each once. */
export const segmentsIn = (tree: SegmentTree): string[] => [
  ...new Set(leavesOf(tree).flatMap((leaf) => (leaf.kind === 'segment' ? [leaf.id] : []))),
];
