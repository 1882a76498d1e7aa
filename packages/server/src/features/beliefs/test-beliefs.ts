import { randomUUID } from 'node:crypto';
import { type BodyOf, type createBelief, permissionsOfRole, type Role } from '@dandelion-loop/contract';
import { afterAll, beforeAll } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import type { Caller } from '../../kernel/caller.ts';
import { dayIn } from '../../kernel/day-in.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { type BeliefsService, createBeliefs } from './service.ts';

/** The register on the real databases with members and a clock of its own, for tests. */
export function useBeliefs() {
  const used = useExperiments();
  let engine: Awaited<ReturnType<typeof startPrivateEngine>>;
  let service: BeliefsService | undefined;
  let time = Date.parse('2026-05-20T10:00:00Z');
  let timeZone = 'UTC';
  beforeAll(async () => {
    engine = await startPrivateEngine();
  });
  afterAll(() => engine?.stop());

  async function member(name: string, role: Role): Promise<Caller> {
    const id = randomUUID();
    await used.query('INSERT INTO members (id, name, role) VALUES ($1, $2, $3)', [id, name, role]);
    return {
      actor: { kind: 'member', id, name },
      permissions: new Set(permissionsOfRole[role]),
      member: { id, name, email: null, role },
      session: null,
    };
  }

  const beliefs = (): BeliefsService => {
    service ??= createBeliefs({
      ...{ records: used.records(), engine, now: () => new Date(time) },
      today: async () => dayIn(timeZone, new Date(time)),
      log: { info() {}, warn() {}, error() {} },
    });
    return service;
  };

  const defaults = { topic: '', hangsOn: '', costIfWrong: null, rule: { by: 'hand' as const }, dueOn: null };
  const add = (who: Caller, given: Partial<BodyOf<typeof createBelief>> = {}) =>
    beliefs().add(who, { claim: 'Calm is opened more often.', ...defaults, ...given });

  return {
    ...used,
    ...{ member, beliefs, add },
    now: () => new Date(time),
    liveIn: (zone: string) => {
      timeZone = zone;
    },
    pass: (days: number) => {
      time += days * 86_400_000;
    },
  };
}
