import type { FollowUp } from '@dandelion-loop/contract';
import { texts } from '../../texts/rhythm.ts';

/** When a follow-up is to be done, in words. `today`: where the workspace is. */
export function dueWords({ dueOn }: Pick<FollowUp, 'dueOn'>, today: string, day: (iso: string) => string): string {
  if (dueOn === null) return texts.noDay;
  if (dueOn === today) return texts.dueToday;
  if (dueOn > today) return texts.due(day(dueOn));
  return texts.over(Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000), day(dueOn));
}
