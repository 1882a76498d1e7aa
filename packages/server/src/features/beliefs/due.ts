/** Whether a day is over; `today` as the workspace has it. Without a day it never is. */
export const isPast = (day: string | null, today: string): boolean => day !== null && today > day;
