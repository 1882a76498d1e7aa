import { listPeople } from '@dandelion-loop/contract';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { SharedNotes, WritingMark } from './shared-notes.ts';
import { caretAfter, editBetween, type TextEdit } from './text-edit.ts';
import { useNotesStatus } from './use-shared-notes.ts';

const words = texts.notes;

/** The notes that all who are here write at once. */
export function NotesPanel({ notes }: { notes: SharedNotes | null }) {
  const { loaded } = useNotesStatus(notes);
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      {notes === null || !loaded ? <Skeleton lines={3} what={words.reading} /> : <NotesBox notes={notes} />}
      <NotesTrouble notes={notes} />
    </section>
  );
}

/** What is not sent yet, and why. Also after the end of the meeting. */
export function NotesTrouble({ notes }: { notes: SharedNotes | null }) {
  const { loaded, unsent, problem, triesAgain } = useNotesStatus(notes);
  if (notes === null || problem === null) return null;
  if (triesAgain) return unsent ? <p className="notes-state warning">{words.waiting}</p> : null;
  return (
    <Notice tone="warning" title={words.refused}>
      <p>{words.refusedText(problem.message)}</p>
      <p className="notes-trouble">
        <Button onClick={() => void notes.refresh()}>{texts.tryAgain}</Button>
        {loaded && <CopyButton text={notes.text} />}
      </p>
    </Notice>
  );
}

/** Writes what others wrote into the box and leaves caret, selection and place as they were. */
function follow(box: HTMLTextAreaElement, edits: readonly TextEdit[]): void {
  const { selectionDirection, scrollTop } = box;
  let [start, end] = [box.selectionStart, box.selectionEnd];
  for (const edit of edits) {
    box.setRangeText(edit.added, edit.at, edit.at + edit.removed);
    const selected = start !== end;
    start = caretAfter(start, edit, selected);
    end = Math.max(start, caretAfter(end, edit));
  }
  box.setSelectionRange(start, end, selectionDirection);
  box.scrollTop = scrollTop;
}

function useBox(notes: SharedNotes) {
  const box = useRef<HTMLTextAreaElement>(null);
  const shown = useRef(notes.text);
  const [, drawAnew] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.value = notes.text;
    shown.current = element.value;
    notes.show((edits) => {
      follow(element, edits);
      shown.current = element.value;
      drawAnew((count) => count + 1);
    });
  }, [notes]);
  const typed = () => {
    const element = box.current;
    if (element === null) return;
    const edit = editBetween(shown.current, element.value, element.selectionEnd);
    shown.current = element.value;
    if (edit !== null) notes.edit(edit);
    drawAnew((count) => count + 1);
  };
  return { box, typed };
}

/** What the browser would take back is no longer what is there once others have written. */
function undoKeys(notes: SharedNotes) {
  return (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) notes.redo();
    else notes.undo();
  };
}

function NotesBox({ notes }: { notes: SharedNotes }) {
  const { unsent, problem } = useNotesStatus(notes);
  const { box, typed } = useBox(notes);
  const stateId = useId();
  const marks = useMarks(notes);
  return (
    <>
      <div className="notes">
        <textarea
          ref={box}
          className="text-area"
          aria-label={words.label}
          aria-describedby={stateId}
          placeholder={words.placeholder}
          defaultValue=""
          rows={8}
          onInput={(event) => {
            if (!(event.nativeEvent as InputEvent).isComposing) typed();
          }}
          onCompositionStart={() => notes.hold()}
          onCompositionEnd={() => {
            typed();
            notes.release();
          }}
          onKeyDown={undoKeys(notes)}
        />
        <Carets text={box.current?.value ?? ''} marks={marks} box={box.current} />
      </div>
      <p className="notes-state" id={stateId}>
        {marks.length > 0
          ? `${words.wrote([...new Set(marks.map(({ name }) => name))])}. `
          : problem === null && (unsent ? words.sending : words.kept)}
      </p>
    </>
  );
}

type NamedMark = WritingMark & { name: string };

/** So long somebody counts as writing. */
const writingMilliseconds = 6000;

/** Who else writes, and where: until they have paused for a while. */
function useMarks(notes: SharedNotes): NamedMark[] {
  const { data } = useAnswer(listPeople, {}, { staleTime: 60_000 });
  const [now, setNow] = useState(Date.now);
  useNotesStatus(notes);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 2000);
    return () => clearInterval(timer);
  }, []);
  return notes.marks(now - writingMilliseconds).map((mark) => ({
    ...mark,
    name: data?.people.find(({ id }) => id === mark.memberId)?.name ?? words.somebody,
  }));
}

interface CaretsProps {
  text: string;
  marks: readonly NamedMark[];
  box: HTMLTextAreaElement | null;
}

/** The text once more, unseen and in the same place, so that carets of others stand where they wrote. */
function Carets({ text, marks, box }: CaretsProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box === null) return;
    const scrolled = () => {
      if (layer.current) layer.current.scrollTop = box.scrollTop;
    };
    scrolled();
    box.addEventListener('scroll', scrolled);
    return () => box.removeEventListener('scroll', scrolled);
  });
  const inOrder = [...marks].sort((a, b) => a.at - b.at);
  let from = 0;
  return (
    <div className="carets" ref={layer} aria-hidden="true">
      {inOrder.map(({ client, at, name }) => {
        const before = text.slice(from, at);
        from = Math.max(from, at);
        return (
          <span key={client}>
            {before}
            <span className="caret">
              <i>{name.split(/\s+/)[0]}</i>
            </span>
          </span>
        );
      })}
      {text.slice(from)}
    </div>
  );
}
