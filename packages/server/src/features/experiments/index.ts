export { followImportName } from './change-experiment.ts';
export type { VariationMetric, VariationRow } from './records.ts';
export { experimentRoutes } from './routes.ts';
export { createExperiments } from './service.ts';
export { type JudgedTest, storeAnswers } from './store-answers.ts';
export { verdictEvidence } from './verdict-evidence.ts';
export { verdictsToday } from './verdicts-today.ts';
