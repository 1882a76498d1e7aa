import { permissionsOfRole, type Role } from '@dandelion-loop/contract';
import type { Actor, Caller } from './caller.ts';

/** Somebody of a role, for tests that need no session. */
export const testActor: Actor = { kind: 'member', id: '00000000-0000-4000-8000-000000000001', name: 'Test' };

export const testCaller = (role: Role = 'owner'): Caller => ({
  actor: testActor,
  permissions: new Set(permissionsOfRole[role]),
  member: { id: testActor.id!, name: testActor.name, email: null, role },
  session: null,
});
