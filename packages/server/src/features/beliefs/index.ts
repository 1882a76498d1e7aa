export { beliefEvidence } from './belief-evidence.ts';
export { beliefsToday } from './beliefs-today.ts';
export { beliefsRoutes } from './routes.ts';
export { scoreFile } from './score-file.ts';
export { createBeliefs } from './service.ts';
