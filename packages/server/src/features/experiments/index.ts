export { analyzeFile } from './analyze-file.ts';
export { type Effect, planSize, type SizeRequest } from './plan-size.ts';
export { quickAnswer } from './quick-answer.ts';
export type { AnalysisRequest, MetricRequest } from './request.ts';
