/** Characters that PostgreSQL stores in no text, and halves of characters. */
const unstorable = /[\0\p{Cs}]/gu;

/** Text of a file as it can be stored. */
export const storable = (text: string): string => text.replaceAll(unstorable, '\ufffd');

export const isStorable = (text: string): boolean => storable(text) === text;

const longestName = 255;

/** What a file is called on the person's machine: no folders, nothing that cannot be seen or turns the direction of writing. */
export function fileName(given: string): string {
  const base = given.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const name = [...clean].slice(0, longestName).join('');
  return /^\.*$/.test(name) ? 'file' : name;
}
