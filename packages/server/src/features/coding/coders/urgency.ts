import { type FoundPhrase, findPhrases, phrasesOf } from '../find-phrases.ts';
import { presenceCoder } from '../presence-coder.ts';
import type { Word } from '../read-text.ts';

const urgent = phrasesOf([
  ...[
    'now',
    'right now',
    'now or never',
    'today',
    'tonight',
    'immediately',
    'instantly',
    'asap',
    'as soon as possible',
  ],
  ...['urgent', 'urgently', 'hurry', 'be quick', 'act quickly', 'act fast', "don't wait", "don't delay", "don't miss"],
  ...[
    "don't miss out",
    'last chance',
    'last call',
    'last day',
    'last days',
    'last minute',
    'last hours',
    'final chance',
  ],
  ...['final call', 'final day', 'final days', 'final hours', 'ends soon', 'ending soon', 'ends today', 'ends tonight'],
  ...['ends tomorrow', 'ends at midnight', 'expires', 'expiring', 'deadline', 'limited time', 'for a limited time'],
  ...['limited offer', 'while supplies last', 'while stocks last', 'almost gone', 'selling fast', 'going fast'],
  ...['nearly sold out', 'almost sold out', "before it's too late", 'before it is too late', 'too late', 'running out'],
  ...['time is running out', 'hours left', 'days left', 'minutes left', 'one day only', 'today only', 'this week only'],
  ...['breaking', 'breaking news'],
]);
/** After which “now” asks for something to be done. */
const deeds = new Set(
  `act apply ask begin book buy call change check click come donate download enter get give go help join learn listen
  look order pay read register reserve save see sell shop sign start stop subscribe take try up upgrade vote watch`.split(
    /\s+/u,
  ),
);
/** “Until now” tells a time, “what now” asks. */
const timeBeforeNow = new Set('until till by from just even and but is are was what how for than'.split(' '));

/** “Buy now” and “… you need now.” press; “Now she is …” and “we now know” tell a story. */
function isPressingNow(words: readonly Word[], at: number): boolean {
  const [before, after] = [words[at - 1], words[at + 1]];
  if (before === undefined || words[at]!.apart) return false;
  return deeds.has(before.key) || ((after === undefined || after.apart) && !timeBeforeNow.has(before.key));
}

/** “Today's teens” are those of our time; “breaking” is news only where a headline begins with it. */
function isUrgent({ phrase, start, end }: FoundPhrase, words: readonly Word[]): boolean {
  if (phrase === 'now') return isPressingNow(words, start);
  if (phrase === 'today') return words[start]!.key === 'today';
  return phrase !== 'breaking' || (start === 0 && (words[end]?.apart ?? true));
}

export const urgency = presenceCoder({
  id: 'urgency',
  name: 'Urgency',
  explains:
    'Presses for time: “buy now”, “today”, “last chance”, “hurry”, “ends soon”; “now she sings” does not count.',
  version: 1,
  of: 'english words',
  find: ({ words }) => findPhrases(urgent, words).filter((found) => isUrgent(found, words)),
});
