import { type FormEvent, useId, useState } from 'react';
import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { CodeField, type CodeKind, wrongWithCode } from '../access/code-field.tsx';

/** A command that takes a code. */
interface CodeCommand {
  mutate: (input: { body: { code: string } }) => void;
  isPending: boolean;
  error: Error | null;
}

interface CodeDialogProps {
  title: string;
  /** What it does, and what is gone then. */
  text: string;
  confirm: string;
  danger?: boolean;
  command: CodeCommand;
  onClose: () => void;
}

/** Something that only who has the authenticator may do. */
export function CodeDialog({ title, text, confirm, danger = false, command, onClose }: CodeDialogProps) {
  const form = useId();
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<CodeKind>('code');
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = wrongWithCode(kind, code);
    setWrong(fault);
    if (fault === null && !command.isPending) command.mutate({ body: { code: code.trim() } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            form={form}
            kind={danger ? 'danger' : 'primary'}
            unavailable={command.isPending && texts.checking}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <form id={form} className="account-code" onSubmit={submit} noValidate>
        <CodeField
          value={code}
          onValue={(typed) => {
            setCode(typed);
            setWrong(null);
          }}
          kind={kind}
          onKind={setKind}
          error={wrong ?? command.error?.message ?? null}
        />
      </form>
    </Dialog>
  );
}
