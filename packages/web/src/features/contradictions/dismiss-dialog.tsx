import { type ContradictionNotice, dismissContradiction } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/contradictions.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { useContradictionsChanged } from './use-contradictions-changed.ts';

/** Asks why a contradiction is none. */
export function DismissDialog({
  notice: { id, sentence },
  onClose,
}: {
  notice: ContradictionNotice;
  onClose: () => void;
}) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const changed = useContradictionsChanged();
  const command = useCommand(dismissContradiction, {
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const missing = reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !command.isPending) command.mutate({ params: { id }, body: { reason } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.dismissTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.dismissing}>
            {texts.dismiss}
          </Button>
        </>
      }
    >
      <form id={formId} className="contradiction-form" onSubmit={submit} noValidate>
        <p>{spoken(sentence)}</p>
        <Field label={texts.reason} hint={texts.dismissText} error={tried && missing ? texts.reasonMissing : undefined}>
          <TextArea rows={3} value={reason} onValue={setReason} maxLength={1000} />
        </Field>
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
