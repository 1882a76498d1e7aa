import { listDecisions, listFollowUps, type Meeting } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { inOrder } from './meeting-blocks.ts';

/** What comes from other meetings is changed elsewhere too, which nobody tells this page. */
const fromElsewhere = 10_000;

/** What was decided and promised in a meeting, and what came to it from before, as it is now. */
export function useMeetingThings({ id, ritual, state }: Meeting) {
  const running = state === 'running';
  const anew = running ? fromElsewhere : false;
  const limit = 200;
  const decided = useAnswer(listDecisions, { query: { meeting: id, limit } });
  const toLookAt = useAnswer(listDecisions, { query: { agenda: id, limit } }, { refetchInterval: anew });
  const promised = useAnswer(listFollowUps, { query: { meeting: id, limit } });
  const onAgenda = useAnswer(listFollowUps, { query: { agenda: id, limit } }, { refetchInterval: anew });
  const ofRitual = useAnswer(
    listFollowUps,
    { query: { ritual: ritual.id, state: 'open', limit } },
    { refetchInterval: anew, enabled: running },
  );
  return {
    /** In the order in which they were taken. */
    decided: (decided.data?.decisions ?? []).toReversed(),
    decisions: toLookAt.data?.decisions ?? [],
    promised: promised.data?.followUps ?? [],
    followUps: inOrder([promised.data?.followUps, onAgenda.data?.followUps, ofRitual.data?.followUps]),
    error: decided.error ?? promised.error,
  };
}
