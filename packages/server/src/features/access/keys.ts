import { timingSafeEqual } from 'node:crypto';
import {
  type ApiKey,
  type BodyOf,
  type createKey,
  type Permission,
  permissionsOfRole,
  scopes,
} from '@dandelion-loop/contract';
import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import { type Actor, type Caller, machine } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { voidLinksMadeBy } from './links.ts';
import { apiKeys, members } from './records.ts';
import { hashOf, newToken } from './tokens.ts';
import { withdrawn } from './words.ts';

/** Keys of the API: random tokens of which the hash is kept. */

const day = 24 * 60 * 60 * 1000;
/** So that whoever finds one in a file knows what it is, and programs that look for secrets find it. */
const prefix = 'dandelion_';
const shownLetters = prefix.length + 6;
/** The last use is written at most that often. */
const touchEvery = 60_000;

export interface KeysService {
  list(): Promise<ApiKey[]>;
  create(by: Actor, memberId: string, asked: BodyOf<typeof createKey>): Promise<{ key: ApiKey; token: string }>;
  revoke(by: Actor, id: string): Promise<void>;
  /** Who sends this token, or null. */
  callerOf(token: string): Promise<Caller | null>;
}

interface Joined {
  key: typeof apiKeys.$inferSelect;
  by: string;
}

const viewOf = ({ key, by }: Joined): ApiKey => ({
  ...{ id: key.id, name: key.name, beginning: key.beginning, scopes: key.scopes, by },
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});

/** What is in both: a key may no more than whoever made it may today. */
const both = (of: readonly Permission[], and: readonly Permission[]): Set<Permission> =>
  new Set(of.filter((permission) => and.includes(permission)));

export function newMachineKey(): { token: string; hash: Buffer } {
  const token = `${prefix}${newToken()}`;
  return { token, hash: hashOf(token) };
}

export function createKeys({
  records,
  now,
  machineKey,
}: {
  records: Records;
  now: () => Date;
  machineKey: Buffer;
}): KeysService {
  const callerOnMachine: Caller = {
    actor: machine,
    permissions: new Set<Permission>([...scopes, 'keys:read']),
    member: null,
    session: null,
  };

  return {
    async list() {
      const rows = await records
        .select({ key: apiKeys, by: members.name })
        .from(apiKeys)
        .innerJoin(members, eq(members.id, apiKeys.memberId))
        .orderBy(desc(apiKeys.createdAt), apiKeys.id);
      return rows.map(viewOf);
    },

    async create(by, memberId, { name, scopes: asked, days }) {
      const token = `${prefix}${newToken()}`;
      const chosen = scopes.filter((scope) => asked.includes(scope));
      return records.transaction(async (tx) => {
        const [key] = await tx
          .insert(apiKeys)
          .values({
            ...{ id: crypto.randomUUID(), name, memberId, scopes: chosen, tokenHash: hashOf(token), createdAt: now() },
            beginning: token.slice(0, shownLetters),
            expiresAt: days === null ? null : new Date(now().getTime() + days * day),
          })
          .returning();
        const view = viewOf({ key: key!, by: by.name });
        await record(tx, by, {
          action: 'key.created',
          subject: { kind: 'key', id: view.id, name },
          after: { scopes: chosen, expiresAt: view.expiresAt },
        });
        return { key: view, token };
      });
    },

    async revoke(by, id) {
      await records.transaction(async (tx) => {
        const [key] = await tx
          .update(apiKeys)
          .set({ revokedAt: now() })
          .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
          .returning();
        if (!key) throw new DandelionFailure('not-found', 'There is no such key, or it was revoked already.');
        // Whoever stole it could have invited themselves.
        const invites = await voidLinksMadeBy(tx, [id]);
        await record(tx, by, {
          action: 'key.revoked',
          subject: { kind: 'key', id, name: key.name },
          before: { scopes: key.scopes },
        });
        for (const row of invites) await record(tx, by, withdrawn(row));
      });
    },

    async callerOf(token) {
      const tokenHash = hashOf(token);
      if (timingSafeEqual(tokenHash, machineKey)) return callerOnMachine;
      const [found] = await records
        .select({ key: apiKeys, role: members.role })
        .from(apiKeys)
        .innerJoin(members, and(eq(members.id, apiKeys.memberId), isNull(members.leftAt)))
        .where(
          and(
            eq(apiKeys.tokenHash, tokenHash),
            isNull(apiKeys.revokedAt),
            or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now())),
          ),
        );
      if (!found) return null;
      const { id, name, lastUsedAt } = found.key;
      if (lastUsedAt === null || now().getTime() - lastUsedAt.getTime() > touchEvery) {
        await records.update(apiKeys).set({ lastUsedAt: now() }).where(eq(apiKeys.id, id));
      }
      return {
        actor: { kind: 'key', id, name },
        permissions: both(found.key.scopes, permissionsOfRole[found.role]),
        member: null,
        session: null,
      };
    },
  };
}
