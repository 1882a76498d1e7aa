/** A moment as the engine reads it in text: "2026-11-23 20:01:02.345" in UTC. `milliseconds` since 1970. */
export const engineMoment = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, -1).replace('T', ' ');
