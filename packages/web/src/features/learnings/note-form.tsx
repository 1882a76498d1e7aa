import { addLearningNote, changeLearningNote, listLearningNotes, type NotedLearning } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/learning-notes.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';

/** Writes a learning down, or changes one. */
export function NoteForm({ note, onClose }: { note: NotedLearning | null; onClose: () => void }) {
  const formId = useId();
  const [typed, setTyped] = useState({
    ...{ sentence: note?.sentence ?? '', restsOn: note?.restsOn ?? '', topic: note?.topic ?? '' },
  });
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const saved = {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listLearningNotes.path] });
      onClose();
    },
  };
  const add = useCommand(addLearningNote, saved);
  const change = useCommand(changeLearningNote, saved);
  const busy = add.isPending || change.isPending;
  const error = add.error ?? change.error;
  const missing = typed.sentence.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || busy) return;
    if (note === null) add.mutate({ body: typed });
    else change.mutate({ params: { id: note.id }, body: { version: note.version, ...typed } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={note === null ? texts.writeTitle : texts.changeTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={busy && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="note-form" onSubmit={submit} noValidate>
        <Field label={texts.sentence} error={tried && missing ? texts.sentenceMissing : undefined}>
          <TextArea
            rows={3}
            value={typed.sentence}
            onValue={(sentence) => setTyped({ ...typed, sentence })}
            maxLength={500}
          />
        </Field>
        <Field label={texts.restsOn} hint={texts.restsOnHint} optional>
          <TextArea
            rows={3}
            value={typed.restsOn}
            onValue={(restsOn) => setTyped({ ...typed, restsOn })}
            maxLength={2000}
          />
        </Field>
        <Field label={texts.topic} optional>
          <TextInput
            value={typed.topic}
            onValue={(topic) => setTyped({ ...typed, topic })}
            maxLength={80}
            autoComplete="off"
          />
        </Field>
        {note !== null && note.confirmedBy.length > 0 && <p className="quiet">{texts.clears}</p>}
        {error && <FieldError>{error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
