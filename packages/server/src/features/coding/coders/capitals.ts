import { presenceCoder } from '../presence-coder.ts';
import type { ReadText, Word } from '../read-text.ts';

/** Short words that are shouted; any other of two or three capitals is taken for an abbreviation. */
const shortWords = new Set(
  `all and any are bad big but buy can day did do end far few for fun get go god got had has hate he her hey him his hot
  how if in is it its job kid let lol lot love man may me men my new no not now of off oh old omg on one our out own pay
  put real run sad say see she so sex stop take ten the to too top try two up use very wait want was way we what
  when who why will win wow yes yet you your`.split(/\s+/u),
);
/** Abbreviations of four letters and more. */
const abbreviations = new Set(
  `nasa lgbt lgbtq lgbtqia aids ebola nafta nato unicef unesco opec espn cnbc msnbc asap glaad pbs npr aclu naacp scotus
  potus flotus ptsd adhd imax swat fifa nascar yolo diy stem ncaa nsfw lsat hdtv html http https ikea ymca ywca peta
  aarp dvds cds tvs gmo gmos hbcu epcot snap wwii wwiii viii xiii tedx ufos ceos ngos pdf jpeg isis doma lego toms wnba`.split(
    /\s+/u,
  ),
);
/** “NYPD” is no word. Letters of other scripts are taken as they come. */
const hasVowel = /[aeiouy]|[^a-z]/u;
const capitalsOnly = /^(?=.*\p{Lu})[\p{Lu}\p{M}'’.]+$/u;
/** Any text of so many words that has no small letter is shouted, whatever the words. */
const shoutedText = 3;

function isShouted(plain: string, { from, to, key }: Word): boolean {
  const written = plain.slice(from, to);
  if (written.includes('.') || !capitalsOnly.test(written)) return false;
  const letters = key.replace(/'/gu, '');
  if (letters.length < 2) return false;
  return letters.length <= 3 ? shortWords.has(letters) : hasVowel.test(letters) && !abbreviations.has(letters);
}

function shoutedIn({ plain, words }: ReadText) {
  if (words.length >= shoutedText && /\p{Lu}/u.test(plain) && plain === plain.toUpperCase())
    return [{ from: 0, to: plain.length }];
  return words.filter((word) => isShouted(plain, word));
}

export const capitals = presenceCoder({
  id: 'capitals',
  name: 'Capitals',
  explains: 'Shouts a word in capitals, as in “Do NOT miss it”; abbreviations such as “USA” do not count.',
  version: 1,
  of: 'words',
  find: shoutedIn,
});
