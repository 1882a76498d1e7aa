import type { RecentEvent } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

const named = (word: string) => (name: string) => (name === '' ? word : `${word}: ${name}`);

/** What arrives by a source, and what could not be taken. */
export const texts = {
  newest: 'The newest events',
  noneYet: 'No event came in the last day',
  noneYetText: 'Send one with a key of this source: it is here within two seconds.',
  looking: 'Looking for events',
  notRead: (why: string) => `The events could not be read. ${why}`,
  event: 'Event',
  when: 'Arrived',
  who: 'Who',
  with: 'With',
  types: {
    track: (name) => name,
    page: named('Page'),
    screen: named('Screen'),
    identify: () => 'Who they are',
    group: () => 'Their group',
    alias: () => 'Another id of theirs',
  } satisfies Record<RecentEvent['type'], (name: string) => string>,
  nobody: 'Kept without identity',
  visitor: (id: string) => `Visitor ${id}`,
  claimed: (id: string) => `${id}, claimed`,
  machines: { bot: 'A bot', prefetch: 'A browser that fetched ahead' } as Readonly<Record<string, string>>,
  nothing: 'Nothing else',
  fields: (count: number) => numbers.counted(count, 'field'),
  trustNote: 'What “claimed” means',
  trustNoteText:
    'It came with the public key of a page, which anybody can read. It is kept, and never says more than what your servers or the customer said.',

  rejected: (count: number) => `${numbers.counted(count, 'event')} could not be taken`,
  rejectedNote: 'What to do with them',
  rejectedNoteText:
    'Mend what sends them first. What would be taken by now can then be taken again, with the time at which it came. Nothing comes twice. They are kept for 30 days.',
  why: 'Why',
  message: 'Message',
  asItCame: 'As it came',
  replay: 'Take them again',
  working: 'Taking them again',
  replayed: (taken: number, rejected: number) =>
    rejected === 0
      ? `${numbers.counted(taken, 'event')} taken`
      : `${numbers.counted(taken, 'event')} taken, ${numbers.count(rejected)} still cannot be`,
  notReplayed: 'They could not be taken again',
};
