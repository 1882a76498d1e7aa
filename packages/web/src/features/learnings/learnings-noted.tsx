import {
  confirmLearningNote,
  deleteLearningNote,
  listLearningNotes,
  type NotedLearning,
  withdrawNoteConfirmation,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay, useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/learning-notes.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/chip.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { TieLine } from '../contradictions/tie-line.tsx';
import { NoteForm } from './note-form.tsx';

/** Learnings of people, beside the computed ones and told apart from them. */
export function LearningsNoted() {
  const may = useMay('learnings:write');
  const { data, error, refetch } = useAnswer(listLearningNotes, {});
  const [open, setOpen] = useState<NotedLearning | 'new' | null>(null);
  const [deleting, setDeleting] = useState<NotedLearning | null>(null);
  if (data === undefined) {
    if (error === null) return null;
    return (
      <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const [whatHead, what, codingHead, coding] = texts.note;
  return (
    <Section
      finding={texts.finding}
      controls={may && <Button onClick={() => setOpen('new')}>{texts.write}</Button>}
      note={
        <>
          <h3>{whatHead}</h3>
          <p>{what}</p>
          <h3>{codingHead}</h3>
          <p>
            {coding} <Link to="/learnings/coding">{texts.toCoding}</Link>
          </p>
        </>
      }
    >
      {data.notes.length === 0 && <p className="quiet">{texts.none}</p>}
      <ul className="noted">
        {data.notes.map((note) => (
          <Note key={note.id} note={note} onChange={() => setOpen(note)} onDelete={() => setDeleting(note)} />
        ))}
      </ul>
      {open !== null && <NoteForm note={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {deleting !== null && <DeleteNote note={deleting} onClose={() => setDeleting(null)} />}
    </Section>
  );
}

interface NoteProps {
  note: NotedLearning;
  onChange: () => void;
  onDelete: () => void;
}

function Note({ note, onChange, onDelete }: NoteProps) {
  const { sentence, restsOn, topic, createdBy, createdAt, confirmedBy } = note;
  const { day } = useFormats();
  const may = useMay('learnings:write');
  const names = confirmedBy.map(({ by, at }) => texts.by(by.name, day(at))).join('; ');
  return (
    <li>
      <p className="noted-sentence">
        {sentence} {topic !== '' && <Tag>{topic}</Tag>}
      </p>
      <small className="quiet">{texts.by(createdBy.name, day(createdAt))}</small>
      <p className="quiet">{restsOn === '' ? texts.restsOnNothing : texts.restsOnWords(restsOn)}</p>
      <p className="quiet">{names === '' ? texts.unconfirmed : texts.confirmedBy(names)}</p>
      <TieLine of={{ kind: 'note', id: note.id }} says={sentence} />
      {may && (
        <div className="noted-actions">
          <ConfirmNote note={note} />
          <Button kind="quiet" aria-label={texts.changeOf(sentence)} onClick={onChange}>
            {texts.change}
          </Button>
          <Button kind="quiet" aria-label={texts.removeOf(sentence)} onClick={onDelete}>
            {texts.remove}
          </Button>
        </div>
      )}
    </li>
  );
}

function ConfirmNote({ note: { id, confirmedBy } }: { note: NotedLearning }) {
  const { member } = useSession();
  const client = useQueryClient();
  const again = { onSettled: () => client.invalidateQueries({ queryKey: [listLearningNotes.path] }) };
  const confirm = useCommand(confirmLearningNote, again);
  const withdraw = useCommand(withdrawNoteConfirmation, again);
  const mine = confirmedBy.some(({ by }) => by.id === member.id);
  const busy = (confirm.isPending || withdraw.isPending) && texts.confirming;
  return (
    <Button kind="quiet" unavailable={busy} onClick={() => (mine ? withdraw : confirm).mutate({ params: { id } })}>
      {mine ? texts.withdraw : texts.confirm}
    </Button>
  );
}

function DeleteNote({ note: { id, version, sentence }, onClose }: { note: NotedLearning; onClose: () => void }) {
  const client = useQueryClient();
  const command = useCommand(deleteLearningNote, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listLearningNotes.path] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.removeTitle}
      confirm={texts.remove}
      busy={command.isPending ? texts.removing : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id }, query: { version } })}
    >
      <p>{sentence}</p>
      <p>{texts.removeText}</p>
    </ConfirmDialog>
  );
}
