import type { Belief } from '@dandelion-loop/contract';
import type { Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/beliefs.ts';
import { truthOf, wasBackwards } from './belief-numbers.ts';

const { answer } = texts;

/** What the assumptions say together, in one or two sentences. Only of those that are given. */
export function beliefsAnswer(beliefs: readonly Belief[]): Saying {
  const settled = beliefs.filter((belief) => truthOf(belief) !== null);
  const open = beliefs.filter(({ state }) => state === 'open');
  const asked = open.filter(({ may, forecasts }) => may.answer || forecasts.mine !== null);
  const unasked = asked.filter(({ forecasts }) => forecasts.mine === null);
  if (settled.length > 0) {
    const backwards = settled.filter(wasBackwards).length;
    return [
      { text: `${answer.settled(settled.length)} ` },
      { text: backwards === 0 ? answer.noneBackwards : answer.backwards(backwards), role: 'finding' },
      { text: open.length > 0 ? `; ${answer.waiting(open.length)}` : '.' },
    ];
  }
  if (asked.length === 0) return [{ text: answer.waiting(open.length) }];
  return [
    { text: `${answer.waiting(open.length)} ` },
    { text: unasked.length > 0 ? answer.unasked(unasked.length) : answer.allSaid, role: 'finding' },
    { text: '.' },
  ];
}
