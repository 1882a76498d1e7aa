import type { Today, TodayItem } from '@dandelion-loop/contract';
import { afterEach, beforeAll } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import type { TodaySource } from '../../kernel/today-source.ts';
import { beliefsToday } from '../beliefs/index.ts';
import { betsToday } from '../bets/index.ts';
import { usePlan } from '../bets/test-plan.ts';
import { contradictionsToday } from '../contradictions/index.ts';
import { createDecisions, decisionsToday } from '../decisions/index.ts';
import { verdictsToday } from '../experiments/index.ts';
import { createFollowUps, followUpsToday } from '../follow-ups/index.ts';
import { createHandOffs, handOffsToday } from '../hand-offs/index.ts';
import { createPlanAnswers, createPlanner, planToday } from '../plan-answers/index.ts';
import { draftsToday } from '../proposals/index.ts';
import { createToday } from './service.ts';

/** Today with every source on the real tables, for tests: for an owner, another member and a partner. Nothing is left after a test. */
export function useToday() {
  const plan = usePlan('2026-05-04T09:00:00Z');
  const { query, records, bets } = plan;
  const followUps = () => createFollowUps({ records: records(), now: plan.now });
  const handOffs = () => createHandOffs(plan.parts());
  const decisions = () => createDecisions({ records: records(), now: plan.now });
  const computing = createPlanner();
  const timeZone = 'Europe/Amsterdam';
  const errors: unknown[] = [];

  function service(further: TodaySource[] = []) {
    const answers = createPlanAnswers({
      ...{ ...plan.parts(), plans: plan.plans(), bets: bets(), handOffs: handOffs() },
      planner: {
        answer: async (planId, document, on) => computing.compute({ kind: 'answer', planId, document, on }) as never,
        variants: () => Promise.reject(new Error('not asked for')),
        pairs: () => Promise.reject(new Error('not asked for')),
      },
    });
    const all = [betsToday, handOffsToday, followUpsToday, decisionsToday, beliefsToday, verdictsToday];
    return createToday({
      ...{ records: records(), now: plan.now, log: { info() {}, warn() {}, error: (facts) => errors.push(facts) } },
      readWorkspace: async () => ({ timeZone, currency: 'EUR' }),
      sources: [
        // As patient as the machine is slow.
        planToday(answers.current, 60_000),
        ...all.map((source) => source(records())),
        ...[contradictionsToday(records()), draftsToday(records()), ...further],
      ],
    });
  }

  let members: Record<'ana' | 'joris' | 'printer', Caller & { id: string }>;
  beforeAll(async () => {
    members = {
      ana: await plan.member('Ana'),
      joris: await plan.member('Joris'),
      printer: await plan.member('Printer', 'partner'),
    };
  });
  afterEach(async () => {
    await query(
      'TRUNCATE plans, follow_ups, decisions, beliefs, contradictions, drafts, today_put_off, meetings, rituals CASCADE',
    );
    await query('DELETE FROM imports');
  });

  const all = ({ items, later }: Today): TodayItem[] => [...items, ...later];
  return {
    ...{ ...plan, followUps, handOffs, decisions, service, errors, timeZone, all },
    people: () => members,
    titles: (today: Today) => all(today).map(({ title }) => title),
    task: { meetingId: null, decisionId: null },
  };
}
