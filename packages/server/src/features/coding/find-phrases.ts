import type { Span } from './coder.ts';
import { type Word, wordsOf } from './read-text.ts';

interface Branch {
  next: Map<string, Branch>;
  /** The phrase that ends here. */
  phrase: string | null;
}

/** Words and phrases by their words, so that a look-up costs as many steps as the longest phrase has words. */
export type Phrases = Branch;

/** A phrase that was found: which one, and its words' indexes (`end` exclusive). */
export interface FoundPhrase extends Span {
  phrase: string;
  start: number;
  end: number;
}

/** Hyphens, case, accents and kinds of apostrophe do not count; a phrase without a word is left out. */
export function phrasesOf(phrases: readonly string[]): Phrases {
  const root: Branch = { next: new Map(), phrase: null };
  for (const phrase of phrases) {
    let branch = root;
    for (const { key } of wordsOf(phrase)) {
      const known = branch.next.get(key) ?? { next: new Map(), phrase: null };
      branch.next.set(key, known);
      branch = known;
    }
    if (branch !== root) branch.phrase = phrase;
  }
  return root;
}

/** “dog's” is found under “dog” where it is not listed itself. */
const step = (branch: Branch, key: string) =>
  branch.next.get(key) ?? (key.endsWith("'s") ? branch.next.get(key.slice(0, -2)) : undefined);

/** The phrases in a text: from each word on the longest one, no overlaps, none over the end of a sentence. */
export function findPhrases(phrases: Phrases, words: readonly Word[]): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  for (let start = 0; start < words.length; ) {
    let branch: Branch | undefined = phrases;
    let longest: { phrase: string; end: number } | null = null;
    for (let at = start; at < words.length; at++) {
      if (at > start && words[at]!.apart) break;
      branch = step(branch, words[at]!.key);
      if (branch === undefined) break;
      if (branch.phrase !== null) longest = { phrase: branch.phrase, end: at + 1 };
    }
    if (longest === null) {
      start++;
      continue;
    }
    found.push({ ...longest, start, from: words[start]!.from, to: words[longest.end - 1]!.to });
    start = longest.end;
  }
  return found;
}
