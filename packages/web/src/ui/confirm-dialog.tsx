import { type ReactNode, useState } from 'react';
import { texts } from '../texts/ui.ts';
import { Button } from './button.tsx';
import { CancelButton, Dialog } from './dialog.tsx';
import { Field, FieldError } from './field.tsx';
import { TextInput } from './text-input.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will be gone, and what stays: facts, no "Are you sure?". */
  children: ReactNode;
  /** Of the button that does it. */
  confirm: ReactNode;
  onConfirm: () => void;
  /** Must be typed first. Left out for what can be undone. */
  word?: string;
  /** While it is being done: why the button cannot be pressed again. */
  busy?: string | undefined;
  error?: ReactNode;
}

/** Before something is taken away for good. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, children, confirm, onConfirm, word, busy, error } = props;
  const [typed, setTyped] = useState('');
  const missing = word !== undefined && typed.trim() !== word ? texts.confirmHint : undefined;
  const close = () => {
    setTyped('');
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
          <Button kind="danger" unavailable={busy ?? missing} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {typeof children === 'string' ? <p>{children}</p> : children}
      {word !== undefined && (
        <Field label={texts.typeToConfirm(word)}>
          <TextInput value={typed} onValue={setTyped} autoComplete="off" spellCheck={false} />
        </Field>
      )}
      {error && <FieldError>{error}</FieldError>}
    </Dialog>
  );
}
