import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

/** Who is signed in. Roles beyond the owner come with members. */
export const roles = ['owner'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const sessionSchema = z.object({
  member: z.object({ name: z.string(), role: roleSchema }),
  /** ISO 8601, when the session ends unless it is used before. */
  endsAt: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'workspace:read',
  summary: 'Say who is signed in',
  answer: sessionSchema,
});

export const startSession = defineEndpoint({
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: 'Sign in with the token of a one-time link',
  description:
    'The token works once and for a limited time. The session is an HttpOnly cookie. 410 when the link was used or is too old.',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  answer: sessionSchema,
  status: 201,
});

export const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/session',
  permission: 'workspace:read',
  summary: 'Sign out',
});
