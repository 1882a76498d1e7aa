import type { Span } from '../coder.ts';
import { presenceCoder } from '../presence-coder.ts';

/** Signs that may open or close a quotation, with what tells an apostrophe from a quotation mark. */
const quoteSign = /["“”„«»「」『』]|(?<![\p{L}\p{N}])['‘‛‹](?=[^\s'])|(?<=[^\s'])['’›](?![\p{L}\p{N}])/gu;
const closes: Record<string, string> = {
  ...{ '"': '"”', '“': '”"', '„': '“”"', '”': '”', '«': '»', '»': '«', '「': '」', '『': '』' },
  ...{ "'": "'’", '‘': "’'", '‛': "’'", '‹': '›' },
};
/** Words that lose their beginning, whose apostrophe opens nothing: 'em, '90s. */
const elision = /^['‘’](?:em|til|till|cause|cuz|bout|round|n|tis|twas|neath|kay|\d0s|\d\d)(?![\p{L}\p{N}])/iu;

/** After one, a double mark that closes nothing means inches. */
const isDigit = /\d/u;

/** Pairs of quotation marks with something between them. A mark that never closes is passed over. */
function quotationsIn(plain: string): Span[] {
  const found: Span[] = [];
  /** By the sign that would close it, where the latest quotation opened. */
  const open = new Map<string, number>();
  for (const { 0: sign, index } of plain.matchAll(quoteSign)) {
    const from = open.get(sign);
    if (from !== undefined && index - from > 1) {
      found.push({ from, to: index + 1 });
      open.clear();
      continue;
    }
    const before = plain[index - 1];
    if (elision.test(plain.slice(index, index + 8)) || (sign === '"' && isDigit.test(before ?? ''))) continue;
    const mayOpen = "'‘‛‹".includes(sign) ? before === undefined || !/[\p{L}\p{N}]/u.test(before) : true;
    if (mayOpen) for (const close of closes[sign] ?? '') open.set(close, index);
  }
  return found;
}

export const quotation = presenceCoder({
  id: 'quotation',
  name: 'Quotation',
  explains: 'Has words in quotation marks, double or single, as in “He said: ‘No more.’”.',
  version: 1,
  of: 'words',
  find: ({ plain }) => quotationsIn(plain),
});
