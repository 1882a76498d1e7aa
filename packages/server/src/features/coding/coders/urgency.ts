import { findPhrases, phrasesOf } from '../find-phrases.ts';
import { presenceCoder } from '../presence-coder.ts';
import type { Word } from '../read-text.ts';

const urgent = phrasesOf([
  ...[
    'now',
    'right now',
    'today',
    'tonight',
    'immediately',
    'instantly',
    'asap',
    'urgent',
    'urgently',
    'hurry',
    'quick',
  ],
  ...['last chance', 'last call', 'last day', 'last days', 'last minute', 'final chance', 'final call', 'final day'],
  ...[
    'final days',
    'final hours',
    'last hours',
    'ends soon',
    'ending soon',
    'ends today',
    'ends tonight',
    'ends tomorrow',
  ],
  ...['ends at midnight', 'expires', 'expiring', 'deadline', 'limited time', 'for a limited time', 'limited offer'],
  ...['while supplies last', 'while stocks last', 'almost gone', 'selling fast', 'going fast', 'nearly sold out'],
  ...['before it is too late', "before it's too late", 'too late', 'running out', 'run out', 'runs out', "don't miss"],
  ...[
    "don't miss out",
    "don't wait",
    'act fast',
    'act now',
    'only hours left',
    'hours left',
    'days left',
    'minutes left',
  ],
  ...[
    'time is running out',
    'one day only',
    'today only',
    'this week only',
    'emergency',
    'breaking',
    'as soon as possible',
  ],
]);
/** “Until now” and “by now” tell a time, “now that” a reason. */
const notNow = {
  before: new Set(['until', 'till', 'by', 'from', 'just', 'even', 'and', 'is', 'are']),
  after: new Set(['that']),
};

/** “Today's teens” are those of our time; “breaking” is news only before a colon or alone. */
function isUrgent(phrase: string, words: readonly Word[], start: number, end: number): boolean {
  if (phrase === 'now')
    return !notNow.before.has(words[start - 1]?.key ?? '') && !notNow.after.has(words[end]?.key ?? '');
  if (phrase === 'today') return words[start]!.key === 'today';
  return phrase !== 'breaking' || start === 0;
}

export const urgency = presenceCoder({
  id: 'urgency',
  name: 'Urgency',
  explains: 'Presses for time: “now”, “today”, “last chance”, “hurry”, “ends soon”.',
  version: 1,
  of: 'english words',
  find: ({ words }) =>
    findPhrases(urgent, words).filter(({ phrase, start, end }) => isUrgent(phrase, words, start, end)),
});
