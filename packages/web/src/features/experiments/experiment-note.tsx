import type { Experiment } from '@dandelion-loop/contract';
import type { KeyboardEvent } from 'react';
import { useDraft } from '../../app/use-draft.ts';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { ChangedMeanwhile, textWish, useChange } from './experiment-change.ts';

/** What somebody typed and has not saved, and the note that they began with. */
interface NoteDraft {
  text: string;
  base: string;
}

const isDraft = (kept: unknown): kept is NoteDraft | null => {
  const { text, base } = (kept ?? {}) as Partial<NoteDraft>;
  return typeof text === 'string' && typeof base === 'string';
};

/** Plain text with line breaks, saved when asked, kept in the tab until then. */
export function NoteEditor({ experiment }: { experiment: Experiment }) {
  const { id, note } = experiment;
  const [draft, setDraft, clearDraft] = useDraft<NoteDraft | null>(`note:${id}`, null, isDraft);
  const change = useChange(experiment);
  const text = draft?.text ?? note;
  const dirty = text !== note;
  const conflict = dirty && draft !== null && draft.base !== note;
  const forget = () => {
    setDraft(null);
    clearDraft();
  };
  const save = (base: string) => {
    if (!dirty || change.isPending) return;
    const sent = text;
    change.mutate(textWish('note', base, sent), {
      // What was typed while it was on its way is not lost.
      onSuccess: () => setDraft((now) => (now === null || now.text === sent ? null : { text: now.text, base: sent })),
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save(draft?.base ?? note);
  };
  return (
    <div className="note-editor">
      {conflict && <Conflict theirs={note} onKeep={() => save(note)} onTake={forget} />}
      <Field label={texts.note} hint={texts.noteHint}>
        <TextArea
          value={text}
          onValue={(typed) => setDraft((now) => ({ text: typed, base: now?.base ?? note }))}
          onKeyDown={keys}
          rows={5}
          maxLength={20_000}
          dir="auto"
        />
      </Field>
      <div className="note-foot">
        {!conflict && (
          <Button
            onClick={() => save(draft?.base ?? note)}
            unavailable={(change.isPending && texts.noteSaving) || (!dirty && texts.nothingToSave)}
          >
            {texts.save}
          </Button>
        )}
        <NoteState pending={change.isPending} dirty={dirty} saved={change.isSuccess || note !== ''} />
      </div>
      {change.error && !(change.error instanceof ChangedMeanwhile) && (
        <p role="alert" className="change-problem">
          {change.error.message}
        </p>
      )}
      <p className="note-print">{text}</p>
    </div>
  );
}

/** What somebody began who may not save it any more. */
export function UnsentNote({ id }: { id: string }) {
  const [draft] = useDraft<NoteDraft | null>(`note:${id}`, null, isDraft);
  if (draft === null || draft.text === draft.base) return null;
  return (
    <div className="unsent-note">
      <Notice tone="warning" title={texts.noteUnsentTitle}>
        <p>{texts.noteUnsent}</p>
        <p className="plain-note" dir="auto">
          {draft.text}
        </p>
        <CopyButton text={draft.text} />
      </Notice>
    </div>
  );
}

function NoteState({ pending, dirty, saved }: { pending: boolean; dirty: boolean; saved: boolean }) {
  const said = pending ? texts.noteSaving : dirty ? texts.noteUnsaved : saved ? texts.noteSaved : '';
  return (
    <p role="status" className="quiet">
      {said}
    </p>
  );
}

interface ConflictProps {
  theirs: string;
  onKeep: () => void;
  onTake: () => void;
}

function Conflict({ theirs, onKeep, onTake }: ConflictProps) {
  return (
    <div role="alert">
      <Notice tone="warning" title={texts.noteConflictTitle}>
        <p>{texts.noteKept}</p>
        <p className="theirs-label">{texts.noteTheirs}</p>
        <p className="plain-note" dir="auto">
          {theirs === '' ? texts.noteTheirsEmpty : theirs}
        </p>
        <div className="conflict-actions">
          <Button onClick={onKeep}>{texts.keepMine}</Button>
          <Button onClick={onTake}>{texts.takeTheirs}</Button>
        </div>
      </Notice>
    </div>
  );
}
