/** "2026-11-22": the day of a moment where days begin as in an IANA time zone. */
export const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
