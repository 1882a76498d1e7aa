import { z } from 'zod';

/**
 * What somebody may do, `<feature>:<verb>`. Every endpoint names exactly one; `public` needs nobody. `account:` is one's own
 * account, which only a person has.
 */
export const permissions = [
  'public',
  'account:read',
  'account:write',
  'workspace:read',
  'workspace:write',
  'workspace:delete',
  'methods:write',
  'members:read',
  'members:write',
  'keys:read',
  'keys:write',
  'experiments:read',
  'experiments:write',
  'experiments:sql',
  'comments:write',
  'beliefs:read',
  'beliefs:answer',
  'beliefs:write',
  'imports:read',
  'imports:write',
  'imports:raw',
  'learnings:read',
  'learnings:write',
  'shares:read',
  'shares:write',
  'rituals:read',
  'rituals:write',
  'meetings:notes',
  'meetings:write',
  'decisions:write',
  'follow-ups:read',
  'follow-ups:end',
  'follow-ups:write',
  'plan:mine',
  'plan:answer',
  'plan:read',
  'plan:write',
  'breakers:reset',
  'sources:read',
  'sources:write',
  'customers:read',
  'customers:write',
  'customers:export',
  'customers:erase',
  'segments:read',
  'segments:write',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
  'metrics:read',
] as const;
export const permissionSchema = z.enum(permissions);
export type Permission = z.infer<typeof permissionSchema>;

export const roles = ['owner', 'marketer', 'analyst', 'reader', 'partner'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

const partner = [
  'account:read',
  'account:write',
  'follow-ups:read',
  'follow-ups:end',
  'plan:mine',
  'plan:answer',
] as const satisfies readonly Permission[];
const reader = [
  ...partner,
  'workspace:read',
  'experiments:read',
  'imports:read',
  'learnings:read',
  'comments:write',
  'beliefs:read',
  'beliefs:answer',
  'rituals:read',
  'meetings:notes',
  'plan:read',
  'segments:read',
] as const satisfies readonly Permission[];
const marketer = [
  ...reader,
  'experiments:write',
  'beliefs:write',
  'imports:write',
  'learnings:write',
  'shares:read',
  'shares:write',
  'rituals:write',
  'meetings:write',
  'decisions:write',
  'follow-ups:write',
  'plan:write',
  'breakers:reset',
  'sources:read',
  'sources:write',
  'customers:read',
  'customers:write',
  'segments:write',
] as const satisfies readonly Permission[];
const analyst = [
  ...marketer,
  'experiments:sql',
  'imports:raw',
  'methods:write',
  'customers:export',
] as const satisfies readonly Permission[];

/** Which role may what. The server asks it in one place (`http/authorise.ts`); the web, what to show. */
export const permissionsOfRole: Record<Role, readonly Permission[]> = {
  owner: permissions,
  marketer,
  analyst,
  reader,
  partner,
};

/** What a key of the API can be given: not the account of a person and what they believe, not more keys, not the end of the workspace. */
export const scopes = permissions.filter(
  (permission): permission is Scope =>
    !/^(public|account:.*|beliefs:answer|keys:.*|workspace:delete)$/.test(permission),
);
export type Scope = Exclude<
  Permission,
  'public' | `account:${string}` | 'beliefs:answer' | `keys:${string}` | 'workspace:delete'
>;
export const scopeSchema = z.enum(scopes as [Scope, ...Scope[]]);
