import { listCodedAttributes, listCodes, readAgreement, setCodes } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../app/api.ts';

/** A variation, as codes name it. */
export interface Coded {
  experimentId: string;
  variation: string;
}

export const keyOfCoded = ({ experimentId, variation }: Coded): string => JSON.stringify([experimentId, variation]);

/** Codes that were given within so many milliseconds are sent together. */
const pause = 900;
/** As the contract allows. */
const mostAtOnce = 500;

type Waiting = Map<string, Coded & { level: string | null }>;

export interface OwnCodes {
  /** Given here, by `keyOfCoded`; undefined where it is as the server said. */
  given: ReadonlyMap<string, string | null>;
  give: (of: Coded, level: string | null) => void;
  state: 'saved' | 'pending' | 'failed';
  problem: Error | null;
  /** Sends what could not be sent. */
  again: () => void;
}

/** One's own codes of an attribute: shown at once, sent a moment later, many at once. */
export function useCodes(attribute: string): OwnCodes {
  const client = useQueryClient();
  const [given, setGiven] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [state, setState] = useState<OwnCodes['state']>('saved');
  const [problem, setProblem] = useState<Error | null>(null);
  const waiting = useRef<Waiting>(new Map());
  const sending = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = useCallback(async () => {
    clearTimeout(timer.current);
    // One after the other, so that the last choice is the one that stays.
    await sending.current;
    const some = [...waiting.current].slice(0, mostAtOnce);
    if (some.length === 0) return;
    for (const [key] of some) waiting.current.delete(key);
    const work = call(setCodes, { body: { attribute, codes: some.map(([, code]) => code) } }).then(
      () => {
        setProblem(null);
        setState(waiting.current.size === 0 ? 'saved' : 'pending');
      },
      (error: Error) => {
        for (const [key, code] of some) if (!waiting.current.has(key)) waiting.current.set(key, code);
        setProblem(error);
        setState('failed');
      },
    );
    sending.current = work;
    await work;
    for (const { path } of [listCodedAttributes, readAgreement]) void client.invalidateQueries({ queryKey: [path] });
    // What is shown stays where it is while somebody codes; it is read anew the next time.
    void client.invalidateQueries({ queryKey: [listCodes.path], refetchType: 'none' });
  }, [attribute, client]);

  const give = useCallback(
    (of: Coded, level: string | null) => {
      const { experimentId, variation } = of;
      waiting.current.set(keyOfCoded(of), { experimentId, variation, level });
      setGiven((now) => new Map(now).set(keyOfCoded(of), level));
      setState('pending');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause);
    },
    [send],
  );

  useEffect(() => () => void send(), [send]);
  return { given, give, state, problem, again: () => void send().then(send) };
}
