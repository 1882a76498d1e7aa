import { distance } from 'fastest-levenshtein';

/** Two of five letters may be wrong, and one of two: "grp" is meant for "group", but "B" is not meant for "A". */
const mostWrong = (letters: number) => (letters < 5 ? Math.floor(letters / 2) : 0.4 * letters);
/** Names are compared by this many letters. */
const longest = 100;

/** The candidate that a misspelt name most likely meant, or null when none is near. Case does not count. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const wanted = name.trim().toLowerCase().slice(0, longest);
  if (wanted === '') return null;
  let best: { name: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const other = candidate.trim().toLowerCase().slice(0, longest);
    const found = distance(wanted, other);
    if (found > mostWrong(Math.max(wanted.length, other.length))) continue;
    if (best === null || found < best.distance) best = { name: candidate, distance: found };
  }
  return best?.name ?? sharingName(wanted, candidates);
}

/** The shortest that holds the name, or is held by it: "rate" for "open_rate". */
function sharingName(wanted: string, candidates: readonly string[]): string | null {
  const sharing = candidates.filter((candidate) => {
    const other = candidate.trim().toLowerCase();
    const [short, long] = other.length < wanted.length ? [other, wanted] : [wanted, other];
    return short.length >= 4 && long.includes(short);
  });
  return sharing.sort((a, b) => a.length - b.length)[0] ?? null;
}
