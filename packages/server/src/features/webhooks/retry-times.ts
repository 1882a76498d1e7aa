/** When a message that was not taken is tried again. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** As Standard Webhooks suggests: ten attempts in a little more than three days. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
/** So that all that failed at once does not come back at once. */
const jitter = 0.2;
const longestAsked = 24 * hour;

/** Milliseconds that the receiver asks to wait for: seconds, or a date. Null: it asks nothing that can be read. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * second : Date.parse(text) - now.getTime();
  return Number.isNaN(asked) ? null : Math.min(Math.max(0, asked), longestAsked);
}

/** Milliseconds until the next attempt, after so many; null when that was the last. `random` is from 0 to 1. */
export function waitAfter(attempts: number, asked: number | null, random: number): number | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : Math.max(Math.round(wait * (1 + jitter * random)), asked ?? 0);
}
