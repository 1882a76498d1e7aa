import {
  type BodyInputOf,
  changeMeeting,
  endMeeting,
  getMeeting,
  type Meeting,
  turnTimer,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions, keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { notify } from '../../ui/notify.ts';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';

const words = texts.bar;

/** What turns, changes and ends a meeting. Whoever is second is told what the first did, and sees the meeting as it is. */
export function useMeetingCommands({ id, version }: Meeting) {
  const client = useQueryClient();
  const changed = useRhythmChanged();
  const key = keyOf(getMeeting, { params: { id } });
  const onSuccess = (after: Meeting) => {
    client.setQueryData(key, after);
  };
  const onError = async (error: Error) => {
    if (!(error instanceof ApiProblem) || error.code !== 'conflict') {
      notify({ tone: 'warning', title: words.failed, text: error.message });
      return;
    }
    await client.invalidateQueries({ queryKey: key });
    const now = await client.ensureQueryData(answerOptions(getMeeting, { params: { id } }));
    const { block } = now.timer;
    const title = block === null ? null : (now.agenda.blocks[block]?.title ?? null);
    if (now.state === 'ended') notify({ tone: 'warning', title: words.endedTitle, text: words.ended });
    else notify({ tone: 'warning', title: words.fasterTitle, text: words.faster(title) });
  };
  const turning = useCommand(turnTimer, { onSuccess, onError });
  const changing = useCommand(changeMeeting, { onSuccess, onError });
  const ending = useCommand(endMeeting, {
    onSuccess: async (after) => {
      onSuccess(after);
      await changed('ritual');
    },
    onError,
  });
  const params = { id };
  return {
    busy: turning.isPending || ending.isPending || changing.isPending ? texts.saving : undefined,
    turn: (turn: BodyInputOf<typeof turnTimer>['turn']) => turning.mutate({ params, body: { version, turn } }),
    present: (present: string[], after: () => void) =>
      changing.mutate({ params, body: { version, present } }, { onSuccess: after }),
    end: (after: () => void) => ending.mutate({ params, body: { version } }, { onSettled: after }),
  };
}

export type MeetingCommands = ReturnType<typeof useMeetingCommands>;
