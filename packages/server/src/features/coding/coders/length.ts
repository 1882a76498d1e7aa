import type { Coder } from '../coder.ts';
import { presenceCoder } from '../presence-coder.ts';
import { countWords, readText } from '../read-text.ts';
import { sentencesOf } from '../sentences.ts';

/** Words: at most so many are short, at least so many long. */
const [shortUpTo, longFrom] = [9, 17];

export const length: Coder = {
  id: 'length',
  name: 'Length in words',
  explains: `Short is up to ${shortUpTo} words, medium ${shortUpTo + 1} to ${longFrom - 1}, long ${longFrom} or more; “well-being” is one word.`,
  levels: ['short', 'medium', 'long'],
  kind: 'bands',
  version: 1,
  languages: null,
  code(text) {
    const words = countWords(readText(text));
    if (words === 0) return null;
    return words <= shortUpTo ? 'short' : words < longFrom ? 'medium' : 'long';
  },
};

export const severalSentences = presenceCoder({
  id: 'several-sentences',
  name: 'Two or more sentences',
  explains: 'Has two sentences or more, as in “They laughed at him. Then he sang.”; three dots do not end one.',
  version: 1,
  of: 'words',
  find: (read) => sentencesOf(read).slice(1),
});
