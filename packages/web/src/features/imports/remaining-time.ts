/** How long a transfer will still take, from what it did in the last seconds. */

export interface Sample {
  /** Milliseconds of a clock that only goes forward. */
  at: number;
  /** Bytes that have gone until then. */
  loaded: number;
}

/** The speed of longer ago says little: a line gets slower, another program begins to load. */
const windowMilliseconds = 8_000;
/** Before that there is no speed to speak of. */
const leastMilliseconds = 1_000;

/** Adds a sample and forgets those that are too old, but for the last one before the window. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const begin = sample.at - windowMilliseconds;
  const firstInside = samples.findIndex(({ at }) => at >= begin);
  const kept = firstInside < 0 ? samples.slice(-1) : samples.slice(Math.max(0, firstInside - 1));
  return [...kept, sample];
}

/** Null as long as nobody can tell. */
export function remainingSeconds(samples: readonly Sample[], total: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < leastMilliseconds) return null;
  const bytesPerSecond = ((last.loaded - first.loaded) * 1000) / (last.at - first.at);
  if (bytesPerSecond <= 0) return null;
  return Math.max(0, total - last.loaded) / bytesPerSecond;
}

/** "about 8 seconds": rounded up to steps that do not jump about. */
export function secondsInWords(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return minutes <= 1 ? 'about a minute' : `about ${minutes} minutes`;
  const hours = Math.round(seconds / 3600);
  return hours <= 1 ? 'about an hour' : `about ${hours} hours`;
}

/** How long something has been going on: "0:07", "12:40", "1:02:03". */
export function clockTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
