import type { Experiment } from '@dandelion-loop/contract';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/experiment.ts';
import { Section } from '../../ui/section.tsx';
import { NoteEditor, UnsentNote } from './experiment-note.tsx';
import './experiment-notes.css';
import { Tags } from './experiment-tags.tsx';

/** What people add to an answer. */
export function Notes({ experiment, readOnly }: { experiment: Experiment; readOnly: boolean }) {
  const mayWrite = useMay('experiments:write');
  return (
    <Section finding={texts.notesFinding}>
      {!mayWrite && <UnsentNote id={experiment.id} />}
      <div className="people">
        {readOnly ? <PlainNote note={experiment.note} /> : <NoteEditor key={experiment.id} experiment={experiment} />}
        <Tags key={`tags ${experiment.id}`} experiment={experiment} readOnly={readOnly} />
      </div>
    </Section>
  );
}

function PlainNote({ note }: { note: string }) {
  return note === '' ? (
    <p className="quiet">{texts.noNote}</p>
  ) : (
    <p className="plain-note" dir="auto">
      {note}
    </p>
  );
}
