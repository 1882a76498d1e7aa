/** Whether a day is over, in UTC. Without a day it never is. */
export const isPast = (day: string | null, now: Date): boolean => day !== null && now.toISOString().slice(0, 10) > day;
