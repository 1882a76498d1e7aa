export type { MovedWindow, MoveStep } from './move-step.ts';
export { type EventType, eventTypes } from './read-event.ts';
export { type EventsService, startEvents } from './service.ts';
export type { EventSource } from './source-of-events.ts';
