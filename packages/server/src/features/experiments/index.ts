export { type AnalyzeFile, analyzeFile } from './analyze-file.ts';
export { type Effect, planSize, type SizeRequest } from './plan-size.ts';
export { type QuickRequest, quickAnswer } from './quick-answer.ts';
export type { AnalysisRequest, InferenceRequest, MetricRequest } from './request.ts';
