import { type Account, endSecondFactor, getAccount, renewRecoveryCodes } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { RecoveryCodesDialog } from './recovery-codes.tsx';
import { TwoStepDialog } from './two-step-dialog.tsx';

/** Whether a code is asked for as well, and the codes for the day on which the phone is lost. */
export function TwoStepSection({ account }: { account: Account }) {
  const { day } = useFormats();
  const client = useQueryClient();
  const [open, setOpen] = useState<'set-up' | 'renew' | 'off' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { secondFactorSince, recoveryCodesLeft, email } = account;
  const close = () => setOpen(null);
  const changed = () => client.invalidateQueries({ queryKey: [getAccount.path], exact: false });
  const show = (made: readonly string[]) => {
    close();
    setCodes(made);
    void changed();
  };
  return (
    <Section finding={secondFactorSince === null ? texts.twoStepOff : texts.twoStepOn}>
      {secondFactorSince === null ? (
        <>
          <p className="account-text">{texts.twoStepOffText}</p>
          <p className="account-actions">
            <Button onClick={() => setOpen('set-up')}>{texts.turnOn}</Button>
          </p>
        </>
      ) : (
        <>
          <p className="account-text">
            {texts.twoStepOnText(day(secondFactorSince))} {texts.codesLeft(recoveryCodesLeft)}
          </p>
          <p className="account-actions">
            <Button onClick={() => setOpen('renew')}>{texts.renew}</Button>
            <Button kind="quiet" onClick={() => setOpen('off')}>
              {texts.turnOff}
            </Button>
          </p>
        </>
      )}
      {open === 'set-up' && <TwoStepDialog onClose={close} onCodes={show} />}
      {open === 'renew' && <Renew onClose={close} onCodes={show} />}
      {open === 'off' && <TurnOff onClose={close} onOff={changed} />}
      {codes !== null && <RecoveryCodesDialog codes={codes} email={email ?? ''} onClose={() => setCodes(null)} />}
    </Section>
  );
}

function Renew({ onClose, onCodes }: { onClose: () => void; onCodes: (codes: readonly string[]) => void }) {
  const command = useCommand(renewRecoveryCodes, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) });
  return (
    <CodeDialog title={texts.renew} text={texts.renewText} confirm={texts.renew} command={command} onClose={onClose} />
  );
}

function TurnOff({ onClose, onOff }: { onClose: () => void; onOff: () => Promise<void> }) {
  const command = useCommand(endSecondFactor, {
    onSuccess: () => {
      onClose();
      notify({ title: texts.turnedOff });
      void onOff();
    },
  });
  return (
    <CodeDialog
      title={texts.turnOffTitle}
      text={texts.turnOffText}
      confirm={texts.turnOff}
      danger
      command={command}
      onClose={onClose}
    />
  );
}
