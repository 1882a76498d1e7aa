import { presenceCoder } from '../presence-coder.ts';
import type { Word } from '../read-text.ts';

/** Superlatives that an ending does not tell. */
const irregular = new Set(['best', 'worst', 'least', 'furthest', 'farthest', 'utmost', 'topmost', 'foremost']);
/** Words that end like a superlative and are none. */
const lookAlikes = new Set(
  `honest dishonest modest immodest interest disinterest forest rainforest deforest request protest contest harvest
  invest divest reinvest suggest digest ingest congest manifest conquest inquest bequest arrest unrest attest detest
  infest molest crest wrest quest guest chest nest pest test rest west vest jest zest fest lest gest tempest priest
  earnest behest everest southwest northwest midwest bucharest budapest backrest armrest footrest headrest
  houseguest retest blest`.split(/\s+/u),
);
/** “Most people” is a share, not a superlative. */
const shares = new Set(
  'of people americans folks men women kids parents us countries states girls boys guys everyone'.split(' '),
);

function isSuperlative({ key }: Word, before: Word | undefined, after: Word | undefined): boolean {
  if (key === 'most')
    return before?.key === 'the' || (after !== undefined && !shares.has(after.key) && before?.key !== 'at');
  if (key === 'least' && before?.key === 'at') return false;
  return irregular.has(key) || (/^[a-z]{3,}(?<!f)est$/u.test(key) && !lookAlikes.has(key));
}

export const superlative = presenceCoder({
  id: 'superlative',
  name: 'Superlative',
  explains: 'Has a word of the highest or lowest degree: “best”, “worst”, “biggest”, “the most”.',
  version: 1,
  of: 'english words',
  find: ({ words }) => words.filter((word, at) => isSuperlative(word, words[at - 1], words[at + 1])),
});
