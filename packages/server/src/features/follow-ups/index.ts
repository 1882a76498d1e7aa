export { followUpEvidence } from './follow-up-evidence.ts';
export { followUpsToday } from './follow-ups-today.ts';
export { giveTask } from './give-task.ts';
export { followUpsRoutes } from './routes.ts';
export { createFollowUps } from './service.ts';
