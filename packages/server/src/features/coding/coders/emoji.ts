import { presenceCoder } from '../presence-coder.ts';
import { spansOf } from '../spans-of.ts';

/**
 * What is drawn as a picture: by itself, by the variation selector that asks for one, or a heart, sun, scissors and the
 * like, which most programs draw as one. ©, ® and ™ are text.
 */
const emojiSign =
  /(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|(?=\p{Extended_Pictographic})[\u2600-\u27bf])[\u200d\ufe0f\u20e3\p{Emoji_Modifier}]*/gu;

export const emoji = presenceCoder({
  id: 'emoji',
  name: 'Emoji',
  explains: 'Has a picture sign, as in “Sale 🔥”; “:)” does not count.',
  version: 1,
  of: 'signs',
  find: ({ plain }) => spansOf(plain, emojiSign),
});
