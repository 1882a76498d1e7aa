export { createArrived } from './arrived.ts';
export { eventTables } from './move.sql.ts';
export type { MovedWindow, MoveStep } from './move-step.ts';
export type { EventType } from './read-event.ts';
export { eventsRoutes } from './routes.ts';
export { type EventsService, startEvents } from './service.ts';
export type { EventSource } from './source-of-events.ts';
