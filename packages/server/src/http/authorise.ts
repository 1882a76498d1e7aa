import { type Permission, permissionsOfRole, scopes } from '@dandelion-loop/contract';
import type { Caller } from '../kernel/caller.ts';
import { DandelionFailure } from '../kernel/failure.ts';

/** Who of the roles may this, for a person who may not. */
const rolesWith = (permission: Permission): string =>
  Object.entries(permissionsOfRole)
    .filter(([, of]) => of.includes(permission))
    .map(([role]) => role)
    .join(', ');

function refusal(permission: Permission, { member }: Caller): string {
  if (member === null) {
    return scopes.some((scope) => scope === permission)
      ? `This key may not do this: it needs the scope ${permission}.`
      : 'No key may do this: it is for people. Sign in on the page.';
  }
  return `Your role (${member.role}) may not do this. Who may: ${rolesWith(permission)}.`;
}

/**
 * Whether somebody may do something: the one place that decides. What a role may is in the contract (`roles.ts`); what a key may,
 * chosen when it was made. Fails with `not-signed-in` or `not-allowed`.
 */
export function authorise(permission: Permission, caller: Caller | null): void {
  if (permission === 'public') return;
  if (caller === null) {
    throw new DandelionFailure(
      'not-signed-in',
      'You are not signed in. Sign in on the page, or send a key of the API. On the machine that runs Dandelion, ./dandelion owner-link makes a link for the owner.',
    );
  }
  if (!caller.permissions.has(permission)) throw new DandelionFailure('not-allowed', refusal(permission, caller));
}
