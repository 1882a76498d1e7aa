import type { Ritual } from '@dandelion-loop/contract';
import type { Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/rhythm.ts';

/** The next meeting and how many follow-ups are overdue, in a sentence. `rituals` in the order of the list: held now, then next first. */
export function rhythmAnswer(rituals: readonly Ritual[], overdue: number, moment: (iso: string) => string): Saying {
  const rest = { text: `. ${texts.overdue(overdue)}` };
  const held = rituals.find(({ meetingId }) => meetingId !== null);
  if (held) return [{ text: texts.now(held.name) }, { text: texts.nowFinding, role: 'finding' }, rest];
  const first = rituals.find(({ next, ended }) => next !== null && ended === null);
  if (!first?.next) return [{ text: texts.noNext }, { text: texts.noNextFinding, role: 'finding' }, rest];
  const when = texts.nextOn(moment(first.next.startsAt), first.members.filter(({ left }) => !left).length);
  return [{ text: texts.next(first.name) }, { text: when, role: 'finding' }, rest];
}
