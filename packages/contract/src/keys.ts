import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { scopeSchema, scopes } from './roles.ts';

export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The first letters of the token, to know it again. */
  beginning: z.string(),
  scopes: scopeSchema.array(),
  /** Who made it. It may no more than they may, and ends when they leave. */
  by: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** Exact to some minutes. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const listKeys = defineEndpoint({
  method: 'GET',
  path: '/api/keys',
  permission: 'keys:read',
  summary: 'List keys of the API',
  answer: z.object({ keys: apiKeySchema.array() }),
});

export const createKey = defineEndpoint({
  method: 'POST',
  path: '/api/keys',
  permission: 'keys:write',
  summary: 'Make a key of the API',
  description: 'Send it as `Authorization: Bearer <token>`. The token is shown this once: only its hash is kept.',
  body: z.strictObject({
    name: z.string().trim().min(1, 'Give the key a name.').max(80, 'At most 80 characters.'),
    scopes: scopeSchema.array().min(1, 'Choose what the key may do.').max(scopes.length),
    /** Days from now; null: until it is revoked. */
    days: z.number().int().min(1).max(3650).nullable().default(365),
  }),
  answer: z.object({ key: apiKeySchema, token: z.string() }),
  status: 201,
});

export const revokeKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/keys/:id',
  permission: 'keys:write',
  summary: 'Revoke a key of the API',
  description: 'It is worth nothing at once. It stays in the list for the record.',
  params: z.object({ id: z.uuid() }),
});
