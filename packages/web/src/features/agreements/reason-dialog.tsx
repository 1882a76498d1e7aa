import { useState } from 'react';
import { texts } from '../../texts/agreements.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-input.tsx';

interface ReasonDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  label: string;
  hint?: string;
  /** Without it an empty reason will do. */
  required?: boolean;
  confirm: string;
  busy: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
}

/** One sentence before something is done. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { open, onClose, title, label, hint, required = false, confirm, busy, error, onConfirm } = props;
  const [reason, setReason] = useState('');
  const missing = required && reason.trim() === '' ? texts.reasonMissing : false;
  const close = () => {
    setReason('');
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      actions={
        <>
          <CancelButton onClose={close} />
          <Button kind="primary" unavailable={busy ? texts.saving : missing} onClick={() => onConfirm(reason.trim())}>
            {confirm}
          </Button>
        </>
      }
    >
      <Field label={label} hint={hint} optional={!required}>
        <TextArea value={reason} onValue={setReason} rows={2} maxLength={500} />
      </Field>
      {error !== null && <FieldError>{error.message}</FieldError>}
    </Dialog>
  );
}
