import { changeRitual, deleteRitual, type Ritual } from '@dandelion-loop/contract';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

interface EndProps {
  ritual: Ritual;
  onClose: () => void;
}

/** Ends it with a reason; it can go on at any time. */
export function EndRitual({ ritual: { id, version, proposesEnd }, onClose }: EndProps) {
  const formId = useId();
  const changed = useRhythmChanged();
  const [reason, setReason] = useState('');
  const end = useCommand(changeRitual, {
    onSuccess: async () => {
      onClose();
      notify({ title: texts.isEnded });
      await changed('ritual');
    },
    onError: () => changed('ritual'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!end.isPending) end.mutate({ params: { id }, body: { version, ended: { reason: reason.trim() } } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.endTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={end.isPending && texts.saving}>
            {texts.endNow}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit}>
        {proposesEnd !== null && <p>{spoken(proposesEnd)}</p>}
        <p>{texts.endText}</p>
        <Field label={texts.endReason} optional>
          <TextInput value={reason} onValue={setReason} maxLength={400} />
        </Field>
        {end.error && <FieldError>{end.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

/** Takes away one that was never held. */
export function DeleteRitual({ ritual: { id, version }, onClose }: EndProps) {
  const navigate = useNavigate();
  const changed = useRhythmChanged();
  const remove = useCommand(deleteRitual, {
    onSuccess: async () => {
      await navigate({ to: '/rhythm' });
      await changed('ritual');
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.deleteTitle}
      confirm={texts.delete}
      onConfirm={() => remove.mutate({ params: { id }, query: { version } })}
      busy={remove.isPending ? texts.deleting : undefined}
      error={remove.error?.message}
    >
      {texts.deleteText}
    </ConfirmDialog>
  );
}
