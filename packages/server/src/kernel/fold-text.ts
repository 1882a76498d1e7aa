/** Texts of files and people as PostgreSQL can hold and search them, whatever its collation and extensions. */

/** Without what `text` and `jsonb` refuse: the character zero, and halves of a surrogate pair. */
export const storable = (text: string): string => text.replace(/\0|\p{Cs}/gu, '\ufffd');

/** Letters that Unicode does not take apart into letter and accent, and typographer's signs that nobody types in a search. */
const plainer: Record<string, string> = {
  ...{ Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Ħ: 'H', Þ: 'TH', Æ: 'AE', Œ: 'OE' },
  ...{ '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"', '„': '"', '‐': '-', '‑': '-', '–': '-', '—': '-', '−': '-' },
};
const replaced = new RegExp(`[${Object.keys(plainer).join('')}]`, 'gu');

/** Capitals without accents: capitals because ß, ς and ı have one each that is plain. */
export function foldText(text: string): string {
  const capitals = storable(text).normalize('NFKD').toUpperCase().normalize('NFKD');
  return capitals.replace(/[\u0300-\u036f]/g, '').replace(replaced, (sign) => plainer[sign]!);
}
