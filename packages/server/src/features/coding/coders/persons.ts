import { findPhrases, phrasesOf } from '../find-phrases.ts';
import { presenceCoder } from '../presence-coder.ts';
import type { ReadText, Word } from '../read-text.ts';

const listed = (words: string) => phrasesOf(words.trim().split(/\s+/u));

const you = listed(`you your yours yourself yourselves you're you'll you've you'd y'all ya youre youve`);

export const secondPerson = presenceCoder({
  id: 'second-person',
  name: 'Second person',
  explains: 'Speaks to the reader: “you”, “your”, “you’re”.',
  version: 1,
  of: 'english words',
  find: ({ words }) => findPhrases(you, words),
});

const me = listed(`i me my mine myself we us our ours ourselves i'm i'll i've i'd we're we'll we've we'd let's im ive`);

const isAllCapitals = (text: string) => text === text.toUpperCase();

/** “US” in a text that has small letters is the country; “I” after “War” or “Part” is a number. */
function isAboutSpeaker({ plain, words }: ReadText, word: Word, before: Word | undefined): boolean {
  if (word.key === 'us') return plain.slice(word.from, word.from + 2) !== 'US' || isAllCapitals(plain);
  return (
    word.key !== 'i' || !['war', 'part', 'chapter', 'title', 'type'].includes(before?.key ?? '') || words.length < 2
  );
}

export const firstPerson = presenceCoder({
  id: 'first-person',
  name: 'First person',
  explains: 'The writer speaks of themselves: “I”, “my”, “we”, “our”.',
  version: 1,
  of: 'english words',
  find: (read) =>
    findPhrases(me, read.words).filter(({ start }) => isAboutSpeaker(read, read.words[start]!, read.words[start - 1])),
});

const man = listed(`he him his himself he's he'd he'll man men boy boys boyfriend boyfriends guy guys dude dudes bro
  father fathers dad dads daddy grandfather grandfathers grandpa granddad son sons grandson grandsons brother brothers
  husband husbands hubby uncle uncles nephew nephews groom grooms bridegroom king kings prince princes gentleman
  gentlemen lad lads male males mr sir fireman firemen policeman policemen businessman businessmen congressman
  congressmen salesman salesmen spokesman spokesmen stepfather stepdad stepson fiance widower stepfathers schoolboy schoolboys`);

const woman = listed(`she her hers herself she's she'd she'll woman women girl girls girlfriend girlfriends gal gals
  mother mothers mom moms mommy mum mums mummy mama momma grandmother grandmothers grandma granny daughter daughters
  granddaughter granddaughters sister sisters wife wives aunt aunts auntie niece nieces bride brides queen queens
  princess princesses lady ladies lass female females mrs ms miss madam ma'am policewoman policewomen businesswoman
  businesswomen congresswoman congresswomen spokeswoman spokeswomen stepmother stepmom stepdaughter fiancee widow widows
  waitress actress actresses schoolgirl schoolgirls housewife housewives`);

/** “You guys” speaks to the reader, whoever that is; “oh boy” and “boy, have I” are cries. */
function ofNobody(words: readonly Word[], start: number): boolean {
  const [before, { key }, after] = [words[start - 1]?.key ?? '', words[start]!, words[start + 1]?.key ?? ''];
  if (key === 'guys') return ['you', 'hey', 'hi'].includes(before);
  return key === 'boy' && (['oh', 'ah'].includes(before) || ['have', 'do', 'does', 'did', 'oh'].includes(after));
}

export const namesMan = presenceCoder({
  id: 'man-or-boy',
  name: 'Man or boy',
  explains: 'Speaks of a man or boy in a word such as “he”, “father” or “guy”; names of people are not known.',
  version: 1,
  of: 'english words',
  find: ({ words }) => findPhrases(man, words).filter(({ start }) => !ofNobody(words, start)),
});

/** “Miss” before a verb's object is the verb: “don't miss this”. */
const missVerb = new Set([
  'this',
  'the',
  'it',
  'out',
  'a',
  'an',
  'your',
  'my',
  'these',
  'that',
  'him',
  'them',
  'you',
  'me',
]);

export const namesWoman = presenceCoder({
  id: 'woman-or-girl',
  name: 'Woman or girl',
  explains: 'Speaks of a woman or girl in a word such as “she”, “mother” or “lady”; names of people are not known.',
  version: 1,
  of: 'english words',
  find: ({ words }) =>
    findPhrases(woman, words).filter(
      ({ start, end }) => words[start]!.key !== 'miss' || (words[end] !== undefined && !missVerb.has(words[end].key)),
    ),
});
