export { type AnalysisRows, analyzeFile, analyzeRows, columnsOf, type Judged } from './analyze-file.ts';
export { checkCounts } from './check-counts.ts';
export { checkRequest } from './check-request.ts';
export { guessRoles } from './guess-roles.ts';
export { methodVersion } from './method-version.ts';
export { type Effect, planSize, type SizeRequest } from './plan-size.ts';
export { type QuickRequest, quickAnswer } from './quick-answer.ts';
export type { AnalysisRequest, MetricRequest } from './request.ts';
export { planningRoutes } from './routes.ts';
