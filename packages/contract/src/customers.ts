import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineDownload, defineEndpoint } from './endpoint.ts';

/** Whose events arrive: who they are, what is known of them and how, and which ids are theirs. */

/** How far what is known may be believed, low to high: `claimed` came with a key that anybody can read. */
export const trustWords = ['claimed', 'signed', 'secret', 'person'] as const;
export type TrustWord = (typeof trustWords)[number];

export const eventTypes = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const;

/** Of a customer, and of an anonymous id: 16 hexadecimal digits. */
const idSchema = z.string().regex(/^[0-9a-f]{16}$/);
const moment = z.iso.datetime();

export const customerSchema = z.object({
  id: idSchema,
  /** The id that the operator's programs know them by; null: nobody told it yet. */
  user: z.string().nullable(),
  /** Of who has no user id. */
  anonymous: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  firstSeen: moment,
  lastSeen: moment,
  events: z.number().int(),
});
export type Customer = z.infer<typeof customerSchema>;

export const traitSchema = z.object({
  name: z.string(),
  /** As it was told. */
  value: z.json(),
  at: moment,
  /** Number of the source that told it. */
  source: z.number().int(),
  trust: z.enum(trustWords),
  /** For what it may be used. */
  purposes: z.array(z.string()),
});
export type Trait = z.infer<typeof traitSchema>;

export const identitySchema = z.object({
  id: idSchema,
  kind: z.enum(['user', 'anonymous']),
  value: z.string(),
  since: moment,
  /** Of the link to the customer; null for the id that is the customer's own. */
  trust: z.enum(trustWords).nullable(),
  /** `event`: an event came with both ids. */
  how: z.enum(['own', 'event', 'alias', 'hand']),
  /** Undone by hand: what came with it is not this customer's. */
  undone: z.boolean(),
});
export type Identity = z.infer<typeof identitySchema>;

export const refusedLinkSchema = z.object({
  /** The id that was claimed, and for which user. */
  id: idSchema,
  value: z.string(),
  customer: idSchema,
  user: z.string().nullable(),
  /** Whose it stayed; null: nobody's. */
  holder: idSchema.nullable(),
  /** `outranked`: it was this customer's until somebody trusted more said otherwise. */
  reason: z.enum(['taken', 'two-users', 'undone', 'outranked']),
  trust: z.enum(trustWords),
  /** The last time. */
  at: moment,
  source: z.number().int(),
});
export type RefusedLink = z.infer<typeof refusedLinkSchema>;

/** What somebody decided about a link by hand. */
export const linkDecisionSchema = z.object({
  id: idSchema,
  linked: z.boolean(),
  reason: z.string(),
  by: actorSchema,
  at: moment,
});
export type LinkDecision = z.infer<typeof linkDecisionSchema>;

const originSchema = z.object({
  source: z.number().int(),
  type: z.enum(eventTypes),
  events: z.number().int(),
  first: moment,
  last: moment,
});

export const customerProfileSchema = z.object({
  customer: customerSchema,
  /** Null: the customer may not be profiled. */
  traits: z.array(traitSchema).nullable(),
  identities: z.array(identitySchema),
  refused: z.array(refusedLinkSchema),
  /** Why we know it: what came by which source, and when it began. */
  origins: z.array(originSchema),
  /** Newest first. */
  decisions: z.array(linkDecisionSchema),
});
export type CustomerProfile = z.infer<typeof customerProfileSchema>;

export const timelineEventSchema = z.object({
  id: idSchema,
  at: moment,
  type: z.enum(eventTypes),
  name: z.string(),
  source: z.number().int(),
  trust: z.enum(trustWords),
  /** With which of the customer's ids it came. */
  identity: idSchema,
  url: z.string(),
  title: z.string(),
  properties: z.json(),
  traits: z.json(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;

const searchText = z.string().trim().min(1).max(200);

export const customerFiltersSchema = z.object({
  /** Part of a name, an e-mail address, a user id or an anonymous id. */
  search: searchText.optional(),
  seenSince: z.iso.datetime({ offset: true }).optional(),
  kind: z.enum(['known', 'anonymous']).optional(),
  /** Who has this trait. */
  trait: z.string().min(1).max(200).optional(),
  /** With `trait`: and this value, as text or as JSON. */
  value: z.string().max(4096).optional(),
  /** Number of a source that told of them. */
  source: z.coerce.number().int().min(1).max(4294967295).optional(),
});
export type CustomerFilters = z.infer<typeof customerFiltersSchema>;

/** Where a page of a list begins; from the answer before. */
const cursor = z.string().max(2000).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const listCustomers = defineEndpoint({
  method: 'GET',
  path: '/api/customers',
  permission: 'customers:read',
  summary: 'List customers who may be profiled, those seen last first',
  description:
    'The next page is asked with `cursor` set to the `next` of the answer. Names sort A to Z, who has none last.',
  query: customerFiltersSchema.extend({ sort: z.enum(['last', 'first', 'name']).default('last'), cursor, limit }),
  answer: z.object({ customers: z.array(customerSchema), next: z.string().nullable() }),
});

export const countCustomers = defineEndpoint({
  method: 'GET',
  path: '/api/customers/count',
  permission: 'customers:read',
  summary: 'Count customers who may be profiled',
  query: customerFiltersSchema,
  answer: z.object({ customers: z.number().int() }),
});

/** A customer's id, `anonymous:` and an anonymous id, `user:` and a user id, or a user id as it is. */
const params = z.object({ id: z.string().min(1).max(600) });

export const getCustomer = defineEndpoint({
  method: 'GET',
  path: '/api/customers/:id',
  permission: 'customers:read',
  summary: 'Read a customer: what is known, by whom, since when, and which ids are theirs',
  description:
    'The id is that of the customer (16 hexadecimal digits), a user id, or `anonymous:` followed by an anonymous id. 404 when it is nobody’s, or when nothing may be kept of them.',
  params,
  answer: customerProfileSchema,
});

export const listTimeline = defineEndpoint({
  method: 'GET',
  path: '/api/customers/:id/timeline',
  permission: 'customers:read',
  summary: 'List what a customer did, with all their ids, newest first',
  params,
  query: z.object({ type: z.enum(eventTypes).optional(), name: z.string().max(1000).optional(), cursor, limit }),
  answer: z.object({ events: z.array(timelineEventSchema), next: z.string().nullable() }),
});

export const decideLink = defineEndpoint({
  method: 'POST',
  path: '/api/customers/:id/links',
  permission: 'customers:write',
  summary: 'Link an anonymous id to a customer with a user id, or undo such a link',
  description:
    'What came with the anonymous id moves along, also what came before. An undone link is not made again by events. 409 when the id belongs to another customer, or there is nothing to undo.',
  params,
  body: z.strictObject({
    anonymous: z.string().min(1, 'Name the anonymous id.').max(512),
    linked: z.boolean(),
    reason: z.string().trim().min(1, 'Say why.').max(1000),
  }),
  answer: customerProfileSchema,
});

export const exportCustomer = defineDownload({
  method: 'GET',
  path: '/api/customers/:id/export',
  permission: 'customers:export',
  summary: 'Download all that is kept of a customer as JSON lines',
  description: 'Each line says its `kind`: first the customer, then traits, identities, and all events, oldest first.',
  params,
  download: ['application/jsonl'],
});

export const exportCustomers = defineDownload({
  method: 'GET',
  path: '/api/customers/export',
  permission: 'customers:export',
  summary: 'Download all customers who may be profiled, with their traits, as CSV or JSON lines',
  description: 'In CSV, cells that a spreadsheet would take for a formula are made harmless.',
  query: z.object({ format: z.enum(['csv', 'jsonl']).default('jsonl') }),
  download: ['text/csv', 'application/jsonl'],
});
