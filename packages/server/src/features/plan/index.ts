export { changedMeanwhile, changePlan, holdPlan, noPlan, type PlanParts, planNameOf } from './change-plan.ts';
export { changedSince } from './changed-since.ts';
export { givenFields } from './given-fields.ts';
export { isDay, lastDayOf, tooLate } from './import-values.ts';
export { documentOf, type PlanState, readBets, readState, sumsOf } from './plan-state.ts';
export { domainViews, namesOf, outcomeViews } from './plan-views.ts';
export {
  type BetNumberRow,
  type BetRow,
  betNumbers,
  bets,
  members,
  outcomes,
  outcomeValues,
  plans,
} from './records.ts';
export { plansRoutes } from './routes.ts';
export { createPlans, type PlansService } from './service.ts';
export { orTakenBack, TakenBack } from './taken-back.ts';
