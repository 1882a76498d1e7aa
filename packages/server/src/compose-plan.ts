import { composeAgreements } from './compose-agreements.ts';
import {
  betEvidence,
  betsRoutes,
  betsToday,
  breakerEvidence,
  createBets,
  giveBreakersTo,
} from './features/bets/index.ts';
import { createHandOffs, handOffEvidence, handOffsRoutes, handOffsToday } from './features/hand-offs/index.ts';
import { createPlans, outcomeViews, type PlanParts, type PlanState, plansRoutes } from './features/plan/index.ts';
import {
  createPlanAnswers,
  domainEvidence,
  failureBudgetEvidence,
  outcomeEvidence,
  planAnswersRoutes,
  planInThread,
  planToday,
} from './features/plan-answers/index.ts';
import { createPlanPage, type PlanPageOptions, planPageRoutes } from './features/plan-page/index.ts';
import type { WorkflowsService } from './features/workflows/index.ts';
import { machine } from './kernel/caller.ts';
import type { EvidenceSource } from './kernel/evidence-source.ts';
import type { Log } from './kernel/log.ts';
import type { Route } from './kernel/route.ts';
import type { TodaySource } from './kernel/today-source.ts';

/** The wiring of the plan: plans, their bets and hand-offs, and what is computed of them in a thread. */

export interface ComposedPlan {
  routes: Route[];
  /** Whether there is no plan. */
  isEmpty(): Promise<boolean>;
  /** What meetings look at of it. */
  evidence: EvidenceSource[];
  /** What needs somebody of it. */
  today: TodaySource[];
  /** Computes the plan of today before somebody asks. */
  warm(): Promise<void>;
  /** Days pass: breakers and signs of constraints are judged, and the plan is computed for the new day. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

type PlanOptions = PlanParts & { log: Log; workflows: WorkflowsService } & Pick<
    PlanPageOptions,
    'url' | 'attempts' | 'readWorkspace'
  >;

/** Whoever reads the page of a plan by a link is nobody; what of it they see is chosen field by field. */
const nobody = { actor: machine, member: null, permissions: new Set(['plan:read'] as const) };

export function composePlan(parts: PlanOptions): ComposedPlan {
  const script = new URL('./planner.js', import.meta.url);
  const chances = planInThread({ script, log: parts.log });
  // Pairs take seconds: nobody's page waits for them.
  const studies = planInThread({ script, log: parts.log, idleMilliseconds: 10_000 });
  const planner = { answer: chances.answer, variants: chances.variants, pairs: studies.pairs };
  const agreements = composeAgreements({ ...parts, readPlan: (id) => plans.read(id) });
  const { onChanged } = agreements;
  const plans = createPlans({
    ...parts,
    onChanged,
    onRunning: (tx, running) => giveBreakersTo(tx, running, parts.now()),
  });
  const bets = createBets({ ...parts, onChanged });
  const handOffs = createHandOffs(parts);
  const answers = createPlanAnswers({ ...parts, planner, plans, bets, handOffs });
  const page = createPlanPage({ ...parts, readPlan: (id) => answers.withDocument(nobody, id) });
  const ofPlan = {
    current: answers.current,
    outcomes: ({ state }: { state: PlanState }) => outcomeViews(parts.records, state.outcomes),
  };
  const warm = async () => {
    try {
      await answers.current();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      parts.log.info({ error: reason }, 'The plan was not computed ahead; it is once somebody asks');
    }
  };
  return {
    isEmpty: async () => (await plans.current()) === null,
    evidence: [
      ...[outcomeEvidence(ofPlan), failureBudgetEvidence(ofPlan), domainEvidence(ofPlan)],
      ...[betEvidence(parts.records), breakerEvidence(parts.records), handOffEvidence(parts.records)],
    ],
    today: [planToday(answers.current), betsToday(parts.records), handOffsToday(parts.records)],
    routes: [
      ...plansRoutes(plans),
      ...betsRoutes(bets),
      ...handOffsRoutes(handOffs),
      ...agreements.routes,
      ...planAnswersRoutes(answers),
      ...planPageRoutes(page),
    ],
    warm,
    async sweep() {
      await bets.sweep();
      await agreements.sweep();
      await warm();
    },
    async stop() {
      await Promise.all([chances.stop(), studies.stop()]);
    },
  };
}
