import { getSession } from '@dandelion-loop/contract';
import { useRef, useState } from 'react';
import { texts } from '../texts/session.ts';
import { Button } from '../ui/button.tsx';
import { CancelButton, Dialog } from '../ui/dialog.tsx';
import { call } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { LinkCommands } from './link-commands.tsx';
import { settleSession } from './session-ended.ts';

/** Over the page as it is: nothing is unmounted, nothing typed is lost. */
export function SessionEndedDialog({ open }: { open: boolean }) {
  const again = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const tryAgain = async () => {
    setAsking(true);
    setProblem(null);
    try {
      await call(getSession, {}, { whenSignedOut: 'throw' });
      settleSession(true);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.status === 401 ? texts.stillOut : error.detail);
    } finally {
      setAsking(false);
    }
  };
  const leave = () => {
    setProblem(null);
    settleSession(false);
  };
  return (
    <Dialog
      open={open}
      onClose={leave}
      title={texts.endedTitle}
      focus={again}
      actions={
        <>
          <CancelButton onClose={leave}>{texts.notNow}</CancelButton>
          <Button ref={again} onClick={tryAgain} unavailable={asking && texts.opening}>
            {texts.again}
          </Button>
        </>
      }
    >
      <p>{texts.ended}</p>
      <p>{texts.how}</p>
      <LinkCommands />
      <p>{texts.comeBack}</p>
      <p role="status" className="dialog-problem">
        {problem}
      </p>
    </Dialog>
  );
}
