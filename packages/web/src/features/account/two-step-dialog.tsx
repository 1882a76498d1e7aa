import { beginSecondFactor, confirmSecondFactor } from '@dandelion-loop/contract';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { texts as doorTexts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { wrongWithCode } from '../access/code-field.tsx';
import '../access/code-field.css';
import { QrCode } from './qr-code.tsx';

interface TwoStepDialogProps {
  onClose: () => void;
  onCodes: (codes: readonly string[]) => void;
}

/** A secret for the authenticator, and the first code that shows that it has it. */
export function TwoStepDialog({ onClose, onCodes }: TwoStepDialogProps) {
  const form = useId();
  const { mutate: begin, data: made, error: notMade } = useCommand(beginSecondFactor);
  const confirm = useCommand(confirmSecondFactor, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) });
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => begin({}), [begin]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = wrongWithCode('code', code);
    setWrong(fault);
    if (fault === null && !confirm.isPending) confirm.mutate({ body: { code: code.trim() } });
  };
  const waiting = made === undefined ? texts.settingUp : confirm.isPending ? texts.checking : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.setUp}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={form} kind="primary" unavailable={waiting}>
            {texts.goOn}
          </Button>
        </>
      }
    >
      <p>{texts.scan}</p>
      <div className="two-step-secret">
        {made === undefined ? <Skeleton lines={4} what={texts.settingUp} /> : <Secret {...made} />}
      </div>
      {notMade && <FieldError>{notMade.message}</FieldError>}
      <form id={form} className="account-code" onSubmit={submit} noValidate>
        <p>{texts.thenCode}</p>
        <Field
          className="code"
          label={doorTexts.code}
          hint={doorTexts.codeHint}
          error={wrong ?? confirm.error?.message}
        >
          <TextInput
            name="code"
            value={code}
            onValue={(typed) => {
              setCode(typed);
              setWrong(null);
            }}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={9}
            spellCheck={false}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** In fours, as one reads them aloud. */
const inFours = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

function Secret({ secret, uri }: { secret: string; uri: string }) {
  return (
    <>
      <QrCode text={uri} label={texts.picture} />
      <p>
        {texts.typeSecret} <code className="secret-text">{inFours(secret)}</code>
      </p>
    </>
  );
}
