import { presenceCoder } from '../presence-coder.ts';
import { spansOf } from '../spans-of.ts';

export const question = presenceCoder({
  id: 'question',
  name: 'Question',
  explains: 'Has a question mark that ends a word or sentence, as in “What would you do?”.',
  version: 1,
  of: 'signs',
  find: ({ plain }) => spansOf(plain, /[?？؟⁇⁈](?![\p{L}\p{N}=&])/gu),
});

export const exclamation = presenceCoder({
  id: 'exclamation-mark',
  name: 'Exclamation mark',
  explains: 'Has an exclamation mark, as in “It is here!”.',
  version: 1,
  of: 'signs',
  find: ({ plain }) => spansOf(plain, /[!！‼⁉](?![\p{L}\p{N}=])/gu),
});

export const ellipsis = presenceCoder({
  id: 'ellipsis',
  name: 'Ellipsis',
  explains: 'Has three dots, as in “And then it happened…”.',
  version: 1,
  of: 'signs',
  find: ({ plain }) => spansOf(plain, /…|\.{3,}|\.(?: \.){2,}/gu),
});
