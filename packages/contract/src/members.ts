import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { roleSchema } from './roles.ts';
import { emailSchema, memberNameSchema } from './session.ts';

export const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  joinedAt: z.iso.datetime(),
  /** When they were here last, exact to some minutes; null: never since they joined. */
  lastSeenAt: z.iso.datetime().nullable(),
  /** Who left keeps their name on what they did. */
  leftAt: z.iso.datetime().nullable(),
  hasPassword: z.boolean(),
  secondFactor: z.boolean(),
  version: z.number().int(),
});
export type Member = z.infer<typeof memberSchema>;

export const inviteSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: roleSchema,
  by: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invite = z.infer<typeof inviteSchema>;

/** A link to hand over. It is shown this once. */
const linkSchema = z.object({
  link: z.url(),
  expiresAt: z.iso.datetime(),
  /** Whether it was also mailed. */
  mailed: z.boolean(),
});

export const listMembers = defineEndpoint({
  method: 'GET',
  path: '/api/members',
  permission: 'members:read',
  summary: 'List members and open invitations',
  answer: z.object({ members: memberSchema.array(), invites: inviteSchema.array() }),
});

export const inviteMember = defineEndpoint({
  method: 'POST',
  path: '/api/members/invites',
  permission: 'members:write',
  summary: 'Invite somebody',
  description: 'The link works once, within 7 days. It is mailed too when `email` is given and this server sends mail.',
  body: z.strictObject({
    role: roleSchema,
    name: memberNameSchema.optional(),
    email: emailSchema.optional(),
  }),
  answer: linkSchema.extend({ invite: inviteSchema }),
  status: 201,
});

export const withdrawInvite = defineEndpoint({
  method: 'DELETE',
  path: '/api/members/invites/:id',
  permission: 'members:write',
  summary: 'Withdraw an invitation',
  params: z.object({ id: z.uuid() }),
});

const params = z.object({ id: z.uuid() });

export const changeMember = defineEndpoint({
  method: 'PATCH',
  path: '/api/members/:id',
  permission: 'members:write',
  summary: 'Change the role or the name of a member',
  description: '409 when they were changed since `version`. The last owner stays owner.',
  params,
  body: z.strictObject({ version: z.int32(), role: roleSchema.optional(), name: memberNameSchema.optional() }),
  answer: memberSchema,
});

export const removeMember = defineEndpoint({
  method: 'DELETE',
  path: '/api/members/:id',
  permission: 'members:write',
  summary: 'Let a member go',
  description:
    'Ends their sessions, links and keys at once. Their name stays on what they did. The last owner cannot go.',
  params,
});

export const makeMemberLink = defineEndpoint({
  method: 'POST',
  path: '/api/members/:id/links',
  permission: 'members:write',
  summary: 'Make a link for a member who cannot get in',
  description: 'To sign in, or to choose a new password; works once, within a day. A second step is still asked for.',
  params,
  body: z.strictObject({ purpose: z.enum(['sign-in', 'reset']) }),
  answer: linkSchema,
  status: 201,
});

export const endMemberSecondFactor = defineEndpoint({
  method: 'POST',
  path: '/api/members/:id/second-factor/off',
  permission: 'members:write',
  summary: 'Turn off two-step sign-in of a member who lost their authenticator',
  params,
  answer: memberSchema,
});
