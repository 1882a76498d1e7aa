import { pageText, shorten } from '@dandelion-loop/wording';
import stringWidth from 'string-width';

/** Text of the data in a terminal, which must not move its cursor, and where some characters are two columns wide. */

const invisible =
  /\u034f|[\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** No control sequence, no control, bidirectional or invisible character is left. */
export const terminalText = (text: string): string =>
  // Once more: marks and halves of characters that were kept apart by what was invisible now meet.
  pageText(pageText(text).replace(invisible, ''));

/** Columns of a terminal that a text fills; wide characters count two. */
export const widthOf = (text: string): number => stringWidth(text);

/** At most `width` columns. */
export const shortenColumns = (text: string, width: number): string =>
  widthOf(text) <= width ? text : shorten(text, width, widthOf);
