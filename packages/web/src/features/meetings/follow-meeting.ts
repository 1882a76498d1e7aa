import { followMeeting, getMeeting, listDecisions, listFollowUps } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { addressOf } from '../../app/api.ts';
import { keyOf } from '../../app/queries.ts';

/** A line that is cut for a moment, as at its end after ten minutes, is nobody's news. */
const quietMilliseconds = 4000;
/** Where the browser gives up by itself, as when the session has ended. */
const againMilliseconds = 5000;

/** Reads anew what the server says has changed. Answers whether the line to it is up. */
export function useFollowMeeting(id: string, onNotes: () => void): boolean {
  const client = useQueryClient();
  const [cut, setCut] = useState(false);
  const notes = useEffectEvent(onNotes);
  useEffect(() => {
    let stream: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let said: ReturnType<typeof setTimeout> | undefined;
    const readAnew = (queryKey: readonly unknown[]) => () => void client.invalidateQueries({ queryKey });
    const open = () => {
      stream = new EventSource(addressOf(followMeeting, { params: { id } }));
      stream.addEventListener('meeting', readAnew(keyOf(getMeeting, { params: { id } })));
      stream.addEventListener('decisions', readAnew([listDecisions.path]));
      stream.addEventListener('follow-ups', readAnew([listFollowUps.path]));
      stream.addEventListener('notes', () => notes());
      stream.onopen = () => {
        clearTimeout(said);
        said = undefined;
        setCut(false);
      };
      stream.onerror = () => {
        said ??= setTimeout(() => setCut(true), quietMilliseconds);
        if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, againMilliseconds);
      };
    };
    open();
    return () => {
      clearTimeout(again);
      clearTimeout(said);
      stream?.close();
    };
  }, [id, client]);
  return !cut;
}
