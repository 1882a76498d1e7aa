const hiddenStart = /<!--|<(style|script|head|title|template)\b[^<>]*>/giu;

/**
 * The text without comments and elements whose content nobody reads. An end that is missing is looked for once, so that
 * a text of many beginnings costs no more than its length.
 */
function withoutHidden(text: string): string {
  const neverEnds = new Set<string>();
  let kept = '';
  let from = 0;
  for (const { 0: start, 1: element, index } of text.matchAll(hiddenStart)) {
    const end = element === undefined ? '-->' : `</${element.toLowerCase()}\\s*>`;
    if (index < from || neverEnds.has(end)) continue;
    const ending = new RegExp(end, 'giu');
    ending.lastIndex = index + start.length;
    if (ending.exec(text) === null) {
      neverEnds.add(end);
      continue;
    }
    kept += `${text.slice(from, index)}\n\n`;
    from = ending.lastIndex;
  }
  return kept + text.slice(from);
}

/** Nothing in it reaches over the next “<”, so a text of nothing but “<a” is read once, not once a sign. */
const tag = /<[/!?]?[a-z](?:[^<>"]|"[^"<]*")*>|<[/!?]?[a-z][^<>]*>/giu;
const blockTag =
  /^<\/?(?:p|div|h[1-6]|li|ul|ol|table|tr|td|th|section|article|header|footer|blockquote|pre|figure|figcaption|button|hr)\b/iu;
const lineTag = /^<br\b/iu;
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,9}));/giu;

const named: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '', zwnj: '\u200c', zwj: '\u200d' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»' },
  ...{ lsaquo: '‹', rsaquo: '›', hellip: '…', ndash: '–', mdash: '—', bull: '•', middot: '·', minus: '−' },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', copy: '©', reg: '®', trade: '™', deg: '°', times: '×' },
  ...{ frac12: '½', frac14: '¼', frac34: '¾', iexcl: '¡', iquest: '¿', ensp: '\u2002', emsp: '\u2003' },
  ...{ szlig: 'ß', aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', oslash: 'ø', Oslash: 'Ø' },
};
const accents: Record<string, string> = {
  ...{ grave: '\u0300', acute: '\u0301', circ: '\u0302', tilde: '\u0303', uml: '\u0308', ring: '\u030a' },
  ...{ cedil: '\u0327', caron: '\u030c' },
};

/** The letter of “eacute” and its like, or null. */
function accented(name: string): string | null {
  const mark = accents[name.slice(1)];
  return mark === undefined ? null : `${name[0]}${mark}`.normalize('NFC');
}

function decoded(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return named[name] ?? accented(name) ?? whole;
  const point = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
}

/**
 * The text that a reader sees: without tags, comments, styles and scripts, entities decoded once; blocks are set apart
 * by an empty line. A text without markup comes back as it is, so that positions in it hold. A “<” that opens no tag
 * (“I <3 you”) stays.
 */
export function plainText(text: string): string {
  let plain = text;
  if (plain.includes('<')) {
    plain = withoutHidden(plain).replace(tag, (found) =>
      blockTag.test(found) ? '\n\n' : lineTag.test(found) ? '\n' : '',
    );
  }
  if (plain.includes('&')) plain = plain.replace(entity, decoded);
  return plain === text ? text : plain.trim();
}
