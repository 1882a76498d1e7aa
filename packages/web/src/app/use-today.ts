import { useSeenWorkspace } from './member.ts';
import { dayOf } from './zone-day.ts';

/** The day where the workspace is, as `2026-11-24`, whatever day it is where the browser is. */
export const useToday = (): string => dayOf(Date.now(), useSeenWorkspace()?.timeZone ?? 'UTC');
