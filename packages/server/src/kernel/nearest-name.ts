import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt name most likely meant, or null when none is near. Case does not count. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const wanted = name.toLowerCase().slice(0, 100);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: { name: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const found = distance(wanted, candidate.toLowerCase().slice(0, 100));
    if (found <= allowed && (best === null || found < best.distance)) best = { name: candidate, distance: found };
  }
  return best?.name ?? null;
}
