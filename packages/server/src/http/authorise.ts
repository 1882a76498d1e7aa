import { type Permission, permissions, type Role } from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';
import type { Caller } from '../kernel/route.ts';

/** Who may do what: the one place that decides. */
const allowed: Record<Role, ReadonlySet<Permission>> = { owner: new Set(permissions) };

/** Fails with `not-signed-in` or `not-allowed`. */
export function authorise(permission: Permission, caller: Caller | null): void {
  if (permission === 'public') return;
  if (caller === null) {
    throw new DandelionFailure(
      'not-signed-in',
      'You are not signed in. Open the link that Dandelion printed when it started, or run ./dandelion link for a new one.',
    );
  }
  if (!allowed[caller.role].has(permission)) {
    throw new DandelionFailure('not-allowed', `Your role (${caller.role}) may not do this. Ask the owner.`);
  }
}
