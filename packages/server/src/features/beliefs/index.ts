export { beliefsRoutes } from './routes.ts';
export { scoreFile } from './score-file.ts';
export { createBeliefs } from './service.ts';
