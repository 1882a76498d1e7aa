import { changeDecision, type Decision } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';

const words = texts.decided;

interface DecidedListProps {
  decisions: readonly Decision[];
  /** After the meeting: with why and on what, and nothing to change. */
  full?: boolean;
}

/** What was decided in the meeting. */
export function DecidedList({ decisions, full = false }: DecidedListProps) {
  const may = useMay('decisions:write');
  const [changing, setChanging] = useState<Decision | null>(null);
  const { day } = useFormats();
  if (decisions.length === 0) return <p className="quiet">{full ? words.noneAfter : words.none}</p>;
  return (
    <ul className="run-list">
      {decisions.map((decision) => {
        const { id, what, why, deciders, lookAgainOn, evidence, state } = decision;
        const who = texts.names(deciders.map(({ name }) => name));
        return (
          <li key={id}>
            <Glyph tone="ok" />
            <span>
              {spoken(what)}
              {full && why !== '' && <small>{words.why(spoken(why))}</small>}
              {full && evidence.length > 0 && <small>{words.rests(evidence.map(({ name }) => spoken(name)))}</small>}
              <small>
                {[who, lookAgainOn === null ? '' : words.lookAgain(day(lookAgainOn))].filter(Boolean).join(', ')}
              </small>
            </span>
            {may && !full && state === 'open' && (
              <IconButton icon="edit" label={words.changeOf(what)} onClick={() => setChanging(decision)} />
            )}
          </li>
        );
      })}
      {changing !== null && <ChangeDecision decision={changing} onClose={() => setChanging(null)} />}
    </ul>
  );
}

function ChangeDecision({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const changed = useRhythmChanged();
  const formId = useId();
  const [what, setWhat] = useState(decision.what);
  const [why, setWhy] = useState(decision.why);
  const [again, setAgain] = useState(decision.lookAgainOn ?? undefined);
  const command = useCommand(changeDecision, {
    onSettled: () => changed('outcome'),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (what.trim() === '' || command.isPending) return;
    const body = { version: decision.version, what, why, lookAgainOn: again ?? null };
    command.mutate({ params: { id: decision.id }, body });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.changeTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit} noValidate>
        <Field label={texts.decide.what} error={what.trim() === '' && texts.decide.whatMissing}>
          <TextArea rows={2} value={what} onValue={setWhat} maxLength={1000} />
        </Field>
        <Field label={texts.decide.why} optional>
          <TextArea rows={2} value={why} onValue={setWhy} maxLength={4000} />
        </Field>
        <DayField label={texts.decide.look} value={again} onValue={setAgain} />
        {command.error !== null && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
