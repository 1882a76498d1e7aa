/** Binds a value and answers with its place in the SQL. */
export interface Binder {
  (value: unknown, type: string): string;
  /** A moment. */
  now(at: Date): string;
}

/** As the engine reads a DateTime64(3). */
const momentText = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '');

/** What a person wrote comes into a question only through this. The same value is bound once. */
export function bindValues(): { bind: Binder; values: Record<string, unknown> } {
  const values: Record<string, unknown> = {};
  const places = new Map<string, string>();
  const one = (value: unknown, type: string): string => {
    const key = JSON.stringify([type, value]);
    let place = places.get(key);
    if (place === undefined) {
      const name = `v${places.size}`;
      values[name] = value;
      place = `{${name}:${type}}`;
      places.set(key, place);
    }
    return place;
  };
  return { values, bind: Object.assign(one, { now: (at: Date) => one(momentText(at), "DateTime64(3, 'UTC')") }) };
}
