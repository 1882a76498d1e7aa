export { domainEvidence, failureBudgetEvidence, outcomeEvidence } from './plan-evidence.ts';
export { type PlannerMessage, planInThread, plannerReply } from './plan-in-thread.ts';
export { planToday } from './plan-today.ts';
export { createPlanner } from './planner.ts';
export { planAnswersRoutes } from './routes.ts';
export { createPlanAnswers } from './service.ts';
