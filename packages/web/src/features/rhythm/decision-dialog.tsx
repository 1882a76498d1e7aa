import { changeDecision, type Decision, recordDecision, type Subject } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { EvidencePicker } from './evidence-picker.tsx';
import { PeopleField } from './people-field.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

interface DecisionDialogProps {
  /** Null: a new one, outside of a meeting. */
  decision: Decision | null;
  onClose: () => void;
}

/** What is decided, why, by whom, on which evidence, and when to look again. */
export function DecisionDialog({ decision, onClose }: DecisionDialogProps) {
  const formId = useId();
  const { member } = useSession();
  const changed = useRhythmChanged();
  // As it was when the dialog was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(decision?.version ?? 0);
  const [what, setWhat] = useState(decision?.what ?? '');
  const [why, setWhy] = useState(decision?.why ?? '');
  const [deciders, setDeciders] = useState(decision?.deciders.map(({ id }) => id) ?? [member.id]);
  const [evidence, setEvidence] = useState<Subject[]>(decision?.evidence ?? []);
  const [lookAgainOn, setLookAgainOn] = useState(decision?.lookAgainOn ?? undefined);
  const [tried, setTried] = useState(false);
  const onSuccess = async () => {
    onClose();
    await changed('outcome');
  };
  const add = useCommand(recordDecision, { onSuccess });
  const change = useCommand(changeDecision, { onSuccess, onError: () => changed('outcome') });
  const error = add.error ?? change.error;
  const busy = add.isPending || change.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (what.trim() === '' || busy) return;
    const body = { what: what.trim(), why: why.trim(), deciders, evidence, lookAgainOn: lookAgainOn ?? null };
    if (decision === null) add.mutate({ body });
    else change.mutate({ params: { id: decision.id }, body: { version, ...body } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={decision === null ? texts.record : texts.changeTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={busy && texts.saving}>
            {decision === null ? texts.record : texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit} noValidate>
        <Field label={texts.what} error={tried && what.trim() === '' && texts.whatMissing}>
          <TextArea rows={2} maxLength={1000} value={what} onValue={setWhat} />
        </Field>
        <Field label={texts.whyLabel} hint={texts.whyHint} optional>
          <TextArea rows={3} maxLength={4000} value={why} onValue={setWhy} />
        </Field>
        <PeopleField legend={texts.who} chosen={deciders} onChosen={setDeciders} partners />
        <EvidencePicker evidence={evidence} onEvidence={setEvidence} />
        <DayField label={texts.lookAgain} value={lookAgainOn} onValue={setLookAgainOn} />
        <p className="field-hint">{texts.lookAgainHint}</p>
        {error && <FieldError>{error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
