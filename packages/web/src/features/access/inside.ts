/** Only a way inside: an address of another site is not followed. */
export const inside = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
