/**
 * How the text of a cell becomes a number or a yes/no, as SQL expressions over a trusted physical column (c0, c1, ...).
 * Cells are trimmed text; what counts as missing is listed once, here.
 */

const missingWords = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '\\n', '-'];
/** English, German, Dutch and French. */
const trueWords = ['1', 'true', 'yes', 'y', 't', '1.0', 'ja', 'j', 'wahr', 'waar', 'oui', 'vrai'];
const falseWords = ['0', 'false', 'no', 'n', 'f', '0.0', 'nein', 'nee', 'falsch', 'onwaar', 'non', 'faux'];

const listOf = (words: readonly string[]) =>
  `(${words.map((word) => `'${word.replaceAll('\\', '\\\\')}'`).join(', ')})`;

/** Whether the cell holds nothing. */
export const isMissing = (cell: string) => `lower(${cell}) IN ${listOf(missingWords)}`;

/** The cell as a number, NULL when missing or not a number. */
export function numberOf(cell: string, decimal: '.' | ','): string {
  const text = decimal === ',' ? `replaceOne(${cell}, ',', '.')` : cell;
  return `if(${isMissing(cell)}, NULL, toFloat64OrNull(${text}))`;
}

export const isYesOrNo = (cell: string) => `lower(${cell}) IN ${listOf([...trueWords, ...falseWords])}`;

/** The cell as 1 or 0, NULL when it is neither a yes nor a no. */
export const yesOrNoOf = (cell: string) =>
  `multiIf(lower(${cell}) IN ${listOf(trueWords)}, 1., lower(${cell}) IN ${listOf(falseWords)}, 0., NULL)`;

/** A number with a decimal comma, such as 3,5. */
export const hasDecimalComma = (cell: string) => `match(${cell}, '^[+-]?[0-9]+,[0-9]+$')`;

/** 1,234 may be a thousand or a decimal: only the writer knows. */
export const hasAmbiguousComma = (cell: string) => `match(${cell}, '^[+-]?[0-9]{1,3},[0-9]{3}$')`;

/** The same questions of a text that is not in the engine. */
export const isMissingText = (text: string): boolean => missingWords.includes(text.toLowerCase());
export const isYesOrNoText = (text: string): boolean => [...trueWords, ...falseWords].includes(text.toLowerCase());

/** Yes or no as a cell says it; null when it says neither. */
export function yesOrNoOfText(text: string): boolean | null {
  const word = text.toLowerCase();
  return trueWords.includes(word) ? true : falseWords.includes(word) ? false : null;
}
