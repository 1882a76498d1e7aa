import type { Coder } from './coder.ts';
import { capitals } from './coders/capitals.ts';
import { curiosity } from './coders/curiosity.ts';
import { emoji } from './coders/emoji.ts';
import { negativeWords, positiveWords, sentiment } from './coders/emotion.ts';
import { length, severalSentences } from './coders/length.ts';
import { ellipsis, exclamation, question } from './coders/marks.ts';
import { negation } from './coders/negation.ts';
import { numeral, startsWithNumeral } from './coders/numerals.ts';
import { firstPerson, namesMan, namesWoman, secondPerson } from './coders/persons.ts';
import { pointing } from './coders/pointing.ts';
import { quotation } from './coders/quotation.ts';
import { readingEase } from './coders/reading-ease.ts';
import { superlative } from './coders/superlative.ts';
import { urgency } from './coders/urgency.ts';

/** The coders that come with Dandelion, in the order in which they are listed. */
export const shippedCoders: readonly Coder[] = [
  ...[length, severalSentences, readingEase],
  ...[numeral, startsWithNumeral, question, quotation, exclamation, ellipsis, capitals, emoji],
  ...[secondPerson, firstPerson, namesMan, namesWoman],
  ...[positiveWords, negativeWords, sentiment, negation, superlative],
  ...[urgency, curiosity, pointing],
];
