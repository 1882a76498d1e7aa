import {
  bringBackToday,
  changeFollowUp,
  changeHandOff,
  getToday,
  putOffToday,
  type TodayAction,
  type TodayItem,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/today.ts';
import { notify } from '../../ui/notify.ts';

type Ending = Extract<TodayAction, { does: 'done' }>;

/** What can be done with an item of Today on the page itself, each with its way back. */
export function useTodayActions() {
  const client = useQueryClient();
  const { day } = useFormats();
  const read = () => client.invalidateQueries({ queryKey: [getToday.path] });
  const followUp = useCommand(changeFollowUp);
  const handOff = useCommand(changeHandOff);
  const putOff = useCommand(putOffToday);
  const bringBack = useCommand(bringBackToday);
  const failed = (title: string) => (error: unknown) =>
    notify({ tone: 'warning', title, text: error instanceof Error ? error.message : String(error) });

  const change = ({ of, id }: Ending, version: number, state: 'done' | 'open') =>
    (of === 'follow-up' ? followUp : handOff).mutateAsync({ params: { id }, body: { version, state } });

  return {
    busy: followUp.isPending || handOff.isPending || putOff.isPending,
    async done(item: TodayItem, action: Ending) {
      try {
        const { version } = await change(action, action.version, 'done');
        const undo = () => void change(action, version, 'open').then(read, failed(texts.undoFailed));
        notify({ title: texts.done, text: item.title, action: { label: texts.undo, run: undo } });
      } catch (error) {
        failed(texts.doneFailed)(error);
      }
      await read();
    },
    async putOff({ source, id, title }: TodayItem, until: string) {
      try {
        await putOff.mutateAsync({ body: { source, id, until } });
        const undo = () => void bringBack.mutateAsync({ query: { source, id } }).then(read, failed(texts.undoFailed));
        notify({ title: texts.putOffDone(day(until)), text: title, action: { label: texts.undo, run: undo } });
      } catch (error) {
        failed(texts.putOffFailed)(error);
      }
      await read();
    },
    bringAllBack: () => void bringBack.mutateAsync({ query: {} }).then(read, failed(texts.undoFailed)),
  };
}

export type TodayActions = ReturnType<typeof useTodayActions>;
