import type { Coder, Span } from './coder.ts';
import { type ReadText, readText } from './read-text.ts';

interface Presence {
  id: string;
  name: string;
  explains: string;
  version: number;
  /** What kind of text can be coded: any that is not blank, one that has words, one with words that may be English. */
  of: 'signs' | 'words' | 'english words';
  find(text: ReadText): readonly Span[];
}

const codable: Record<Presence['of'], (text: ReadText) => boolean> = {
  signs: ({ plain }) => plain.trim() !== '',
  words: ({ words }) => words.length > 0,
  'english words': ({ words, english }) => words.length > 0 && english,
};

/** A coder that says whether something is found. */
export function presenceCoder({ of, find, ...rest }: Presence): Coder {
  return {
    ...rest,
    levels: ['absent', 'present'],
    kind: 'presence',
    languages: of === 'english words' ? ['en'] : null,
    code(text) {
      const read = readText(text);
      if (!codable[of](read)) return null;
      return find(read).length > 0 ? 'present' : 'absent';
    },
    evidence(text) {
      const read = readText(text);
      return codable[of](read) ? find(read).map(({ from, to }) => ({ from, to })) : [];
    },
  };
}
