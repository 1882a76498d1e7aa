export { type AnalysisRows, analyzeFile, analyzeRows, type Judged } from './analyze-file.ts';
export { isMissingText, yesOrNoOfText } from './cells.ts';
export { checkCounts } from './check-counts.ts';
export { checkRequest } from './check-request.ts';
export { plainName } from './guess-columns.ts';
export { guessRoles } from './guess-roles.ts';
export { methodVersion } from './method-version.ts';
export { type Effect, planSize, type SizeRequest } from './plan-size.ts';
export { type QuickRequest, quickAnswer } from './quick-answer.ts';
export type { AnalysisRequest, MetricRequest, WhyRequest } from './request.ts';
export {
  analyzeCommand,
  learnCommand,
  quickCommand,
  sampleFileName,
} from './rerun-command.ts';
export { columnsOf } from './resolve-request.ts';
export { planningRoutes } from './routes.ts';
