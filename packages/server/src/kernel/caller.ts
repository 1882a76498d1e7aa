import type { Permission, Role } from '@dandelion-loop/contract';

/**
 * Who did something, as the audit log, comments and the history name them. The name is the one of that day and stays
 * when somebody leaves.
 */
export interface Actor {
  /** `machine` is whoever can read the data folder, by the command line; `system` is Dandelion itself. */
  kind: 'member' | 'key' | 'machine' | 'system';
  /** Of the member or the key. */
  id: string | null;
  name: string;
}

/** Dandelion itself: what jobs and sweeps do. */
export const system: Actor = { kind: 'system', id: null, name: 'Dandelion' };

/** Whoever can run a command on the machine, or read the data folder. */
export const machine: Actor = { kind: 'machine', id: null, name: 'This machine' };

/** Who asks, and what they may. */
export interface Caller {
  actor: Actor;
  permissions: ReadonlySet<Permission>;
  /** Null for keys and the machine. */
  member: { id: string; name: string; email: string | null; role: Role } | null;
  /** Null for keys and the machine. */
  session: { id: string; endsAt: Date } | null;
}
