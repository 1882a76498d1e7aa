export { holdRitual, readRitual, ritualsOfMeetings } from './hold-ritual.ts';
export { momentOf } from './local-time.ts';
export { nextRitualOf } from './next-ritual.ts';
export type { Held } from './occurrences.ts';
export { checkHere, leadOf, peopleOf } from './people.ts';
export { type RitualRow, rituals } from './records.ts';
export { endOf, type Timed, timedOf, timesOf } from './ritual-times.ts';
export { ritualsRoutes } from './routes.ts';
export { createRituals } from './service.ts';
