import { randomUUID } from 'node:crypto';
import { type BodyOf, type createRitual, permissionsOfRole, type Role } from '@dandelion-loop/contract';
import type { Caller } from '../../kernel/caller.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createRituals } from './service.ts';

/** Rituals on a real PostgreSQL with members and a clock of its own, for tests. */
export function useRhythm(start = '2026-11-02T09:00:00Z') {
  const used = useExperiments();
  let time = Date.parse(start);
  const now = () => new Date(time);

  async function member(name: string, role: Role = 'marketer'): Promise<Caller & { id: string }> {
    const id = randomUUID();
    await used.query('INSERT INTO members (id, name, role) VALUES ($1, $2, $3)', [id, name, role]);
    return {
      id,
      actor: { kind: 'member', id, name },
      permissions: new Set(permissionsOfRole[role]),
      member: { id, name, email: null, role },
      session: null,
    };
  }

  const rituals = () => createRituals({ records: used.records(), now });
  const weekly = { start: '2026-11-03T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY' };

  return {
    ...used,
    ...{ member, rituals, now, weekly },
    at: (moment: string) => {
      time = Date.parse(moment);
    },
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
    makeRitual: (by: Caller, body: Partial<BodyOf<typeof createRitual>> = {}) =>
      rituals().add(by.actor, { name: 'Weekly', pack: null, cadence: weekly, members: [], ...body }),
    leave: (id: string) => used.query('UPDATE members SET left_at = now() WHERE id = $1', [id]),
    entriesOf: async (id: string) =>
      (await used.query('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq', [id])).rows.map(
        ({ action }) => action,
      ),
  };
}
