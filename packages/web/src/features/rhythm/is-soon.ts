import type { Ritual } from '@dandelion-loop/contract';

const hour = 60 * 60_000;

/** Whether a ritual is held now, or begins within the hour. */
export const isSoon = ({ meetingId, next }: Pick<Ritual, 'meetingId' | 'next'>): boolean =>
  meetingId !== null || (next !== null && Date.parse(next.startsAt) - Date.now() < hour);
