import { phrasesOf } from './find-phrases.ts';

/** Words that deny. Apostrophes are often left out. */
export const negations = phrasesOf(
  `not no never nobody nothing none neither nor nowhere cannot without ain't aren't can't couldn't didn't doesn't don't
  hadn't hasn't haven't isn't mustn't needn't shouldn't wasn't weren't won't wouldn't arent cant couldnt didnt doesnt
  dont hasnt havent isnt shouldnt wasnt werent wouldnt nope`.split(/\s+/u),
);
