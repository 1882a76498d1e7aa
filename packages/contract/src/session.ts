import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { permissionSchema, roleSchema } from './roles.ts';

/** As it is sent: a random text of ours. */
const tokenSchema = z.string().min(1).max(200);

export const emailSchema = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This is not an e-mail address.'));

export const memberNameSchema = z.string().trim().min(1, 'Give a name.').max(80, 'At most 80 characters.');

/** Length is what makes a password strong; the server refuses the few that anybody would try first. */
export const newPasswordSchema = z.string().min(10, 'At least 10 characters.').max(200, 'At most 200 characters.');

/** Six digits of an authenticator, or a recovery code. */
export const secondFactorSchema = z.string().trim().min(6).max(20);

export const sessionSchema = z.object({
  member: z.object({ id: z.uuid(), name: z.string(), email: z.string().nullable(), role: roleSchema }),
  /** What this member may do. */
  permissions: permissionSchema.array(),
  /** ISO 8601, when the session ends unless it is used before. */
  endsAt: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'account:read',
  summary: 'Say who is signed in',
  answer: sessionSchema,
});

export const startSession = defineEndpoint({
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: 'Sign in with a password or with the token of a one-time link',
  description:
    'The session is an HttpOnly cookie. 401 `second-factor` when the member has two-step sign-in and `code` is missing: send the same again with it. 401 `sign-in-refused` when it is wrong, whoever asks and whatever of it. 410 when a link was used or is too old. 429 after several wrong attempts, with Retry-After.',
  body: z.union([
    z.strictObject({ token: tokenSchema, code: secondFactorSchema.optional() }),
    z.strictObject({
      email: z.string().max(254),
      password: z.string().max(200),
      code: secondFactorSchema.optional(),
    }),
  ]),
  answer: sessionSchema,
  status: 201,
});

export const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/session',
  permission: 'account:read',
  summary: 'Sign out',
});

export const linkPurposes = ['invite', 'sign-in', 'reset'] as const;
export const linkPurposeSchema = z.enum(linkPurposes);
export type LinkPurpose = z.infer<typeof linkPurposeSchema>;

export const readLink = defineEndpoint({
  method: 'POST',
  path: '/api/links/read',
  permission: 'public',
  summary: 'Say what a one-time link is for, without using it up',
  description: '410 when it was used or is too old.',
  body: z.strictObject({ token: tokenSchema }),
  answer: z.object({
    purpose: linkPurposeSchema,
    workspace: z.string(),
    /** Of whom it signs in, or the name the invitation was written for. */
    name: z.string().nullable(),
    /** Of an invitation. */
    email: z.string().nullable(),
    role: roleSchema,
    /** Who made it. */
    by: z.string(),
    /** Whether the member signs in with a second step. */
    secondFactor: z.boolean(),
  }),
});

export const acceptInvite = defineEndpoint({
  method: 'POST',
  path: '/api/links/accept',
  permission: 'public',
  summary: 'Join by an invitation',
  description: 'Makes the member and signs them in. 410 when the invitation was used or withdrawn, or is too old.',
  body: z.strictObject({
    token: tokenSchema,
    name: memberNameSchema,
    /** Of the member, to sign in with a password later; the one of the invitation when left out. */
    email: emailSchema.optional(),
    /** Without one, the member signs in by links only. */
    password: newPasswordSchema.optional(),
  }),
  answer: sessionSchema,
  status: 201,
});

export const resetPassword = defineEndpoint({
  method: 'POST',
  path: '/api/links/reset',
  permission: 'public',
  summary: 'Choose a new password by a one-time link',
  description:
    'Ends all sessions of the member and begins a new one. 401 `second-factor` as with signing in. 410 when the link was used or is too old.',
  body: z.strictObject({ token: tokenSchema, password: newPasswordSchema, code: secondFactorSchema.optional() }),
  answer: sessionSchema,
  status: 201,
});

export const getSignInWays = defineEndpoint({
  method: 'GET',
  path: '/api/links/ways',
  permission: 'public',
  summary: 'Say whether links to sign in can be mailed',
  answer: z.object({ mail: z.boolean() }),
});

export const requestLink = defineEndpoint({
  method: 'POST',
  path: '/api/links',
  permission: 'public',
  summary: 'Ask for a link by mail',
  description:
    'To sign in, or to choose a new password. The answer is the same whether or not a member has this address. 422 when this server sends no mail.',
  body: z.strictObject({ email: emailSchema, purpose: z.enum(['sign-in', 'reset']) }),
  status: 202,
  answer: z.object({ asked: z.literal(true) }),
});
