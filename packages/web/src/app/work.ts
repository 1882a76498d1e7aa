import { type AnswerOf, getWork } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { texts } from '../texts/work.ts';
import { notify } from '../ui/notify.ts';
import { call } from './api.ts';
import { ApiProblem } from './api-problem.ts';

export type Work = AnswerOf<typeof getWork>['work'][number];

/** Between two askings, in milliseconds: while something is judged, and while nothing is known to be. */
const busyPause = 1500;
const idlePause = 30_000;

const going = ({ state }: Work): boolean => state === 'queued' || state === 'running';

/** What is being judged now. Says so when something has ended, wherever the member is meanwhile. Not `seen`: nothing is asked. */
export function useWork(seen: boolean): readonly Work[] {
  const client = useQueryClient();
  const [running, setRunning] = useState<readonly Work[]>([]);
  const tell = useTellEnd();
  const ended = useEffectEvent(async (works: readonly Work[]) => {
    if (works.length === 0) return;
    // Lists, summaries and the workspace hold other numbers now.
    await client.invalidateQueries();
    for (const work of works) tell(work);
  });

  useEffect(() => {
    if (!seen) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since: string | undefined;
    const ask = async () => {
      clearTimeout(timer);
      let pause = idlePause;
      try {
        const options = { signal: abort.signal, whenSignedOut: 'throw' } as const;
        const { now, work } = await call(getWork, { query: since === undefined ? {} : { since } }, options);
        if (abort.signal.aborted) return;
        setRunning(work.filter(going));
        if (work.some(going)) pause = busyPause;
        if (since !== undefined) void ended(work.filter((one) => !going(one)));
        since = now;
      } catch (error) {
        if (!(error instanceof ApiProblem)) return;
      }
      clearTimeout(timer);
      timer = setTimeout(ask, pause);
    };
    // Whatever the member has just changed may have begun something.
    const unsubscribe = client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') void ask();
    });
    void ask();
    return () => {
      abort.abort();
      unsubscribe();
      clearTimeout(timer);
    };
  }, [client, seen]);
  return running;
}

/** Not where the end is seen anyway: on the page of the import itself, or on the result that it goes on to. */
function useTellEnd(): (work: Work) => void {
  const navigate = useNavigate();
  const router = useRouter();
  return ({ importId, name, state, message, experiments, experimentId }) => {
    const { pathname, search } = router.state.location;
    const seen = pathname === `/imports/${importId}` || pathname === `/experiments/${experimentId}`;
    if (state === 'cancelled' || seen || ('import' in search && search.import === importId)) return;
    const run = () =>
      void (experimentId === null
        ? navigate({ to: '/imports/$id', params: { id: importId } })
        : navigate({ to: '/experiments/$id', params: { id: experimentId } }));
    notify({
      title: state === 'done' ? texts.done(name) : texts.failed(name),
      text: state === 'done' ? texts.brought(experiments) : (message ?? ''),
      action: { label: texts.look, run },
      stays: true,
      ...(state === 'failed' && { tone: 'warning' as const }),
    });
  };
}
