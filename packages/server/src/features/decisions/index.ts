export { decisionEvidence } from './decision-evidence.ts';
export { decisionsToday } from './decisions-today.ts';
export { decisionsRoutes } from './routes.ts';
export { createDecisions } from './service.ts';
