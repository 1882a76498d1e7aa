import type { Decision } from '@dandelion-loop/contract';
import type { Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/decisions.ts';

/** How many decisions were taken, and of those looked at again how many were kept and right by what was said last. */
export function decisionsAnswer(total: number, decisions: readonly Decision[]): Saying {
  const looks = decisions.flatMap((one) => one.looks.at(-1) ?? []);
  const kept = looks.filter((look) => look.kept).length;
  const right = looks.filter((look) => look.right === 'right').length;
  return [
    { text: texts.taken(total) },
    { text: looks.length === 0 ? texts.notLooked : texts.looked(looks.length, kept, right), role: 'finding' },
  ];
}
