export { handOffEvidence } from './hand-off-evidence.ts';
export { handOffsToday } from './hand-offs-today.ts';
export { handOffsRoutes } from './routes.ts';
export { createHandOffs, type HandOffsService } from './service.ts';
