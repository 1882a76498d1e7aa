import { readNotes, writeNotes } from '@dandelion-loop/contract';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { type NotesStatus, SharedNotes } from './shared-notes.ts';
import { unsentNotesIn } from './unsent-notes.ts';

/** Too many at once, nobody answers, or the member is to sign in again: the words wait, and it is tried again. */
const passes = (problem: Error): boolean =>
  !(problem instanceof ApiProblem) ||
  problem.status === 0 ||
  problem.status === 429 ||
  problem.status >= 500 ||
  problem.code === 'not-signed-in';

/** The notes of a meeting, as long as its page is open; null before they are set up. */
export function useSharedNotes(meetingId: string, memberId: string): SharedNotes | null {
  const [notes, setNotes] = useState<SharedNotes | null>(null);
  useEffect(() => {
    const params = { id: meetingId };
    const made = new SharedNotes({
      ...{ memberId, passes },
      server: {
        read: (state) => call(readNotes, { params, query: { state } }),
        write: (update) => call(writeNotes, { params, body: { update } }),
      },
      unsent: (page) => unsentNotesIn(() => localStorage, memberId, meetingId, page),
    });
    setNotes(made);
    void made.refresh();
    const refresh = () => void made.refresh();
    // Before the page is left there may be no other chance.
    const hurry = () => {
      if (document.visibilityState === 'hidden') void made.send();
      else refresh();
    };
    addEventListener('online', refresh);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      removeEventListener('online', refresh);
      document.removeEventListener('visibilitychange', hurry);
      made.close();
    };
  }, [meetingId, memberId]);
  return notes;
}

const nothing = () => () => {};
const unknown: NotesStatus = { loaded: false, unsent: false, problem: null, triesAgain: false };

export const useNotesStatus = (notes: SharedNotes | null): NotesStatus =>
  useSyncExternalStore(
    notes === null ? nothing : (listener) => notes.subscribe(listener),
    () => notes?.status ?? unknown,
  );
