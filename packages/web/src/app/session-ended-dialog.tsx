import { getSession, type Session } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeStep } from '../features/access/code-step.tsx';
import { PasswordStep } from '../features/access/password-step.tsx';
import { useSignIn } from '../features/access/sign-in.ts';
import { texts } from '../texts/session.ts';
import { Button } from '../ui/button.tsx';
import { Details } from '../ui/details.tsx';
import { CancelButton, Dialog } from '../ui/dialog.tsx';
import { call } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { LinkCommands } from './link-commands.tsx';
import { sessionOptions } from './member.ts';
import { tellOtherTabs } from './other-tabs.ts';
import './session-ended-dialog.css';
import { settleSession } from './session-ended.ts';

/** Goes on with what waits, as the member who began it; for anybody else the page begins anew. */
function useGoOn(before: Session | undefined): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    if (before !== undefined && session.member.id !== before.member.id) {
      // Nothing that waits is sent: it is of somebody else.
      location.reload();
      return;
    }
    client.setQueryData(sessionOptions.queryKey, session);
    tellOtherTabs(session.member.id);
    settleSession(true);
  };
}

/** Over the page as it is: nothing is unmounted, nothing typed is lost. */
export function SessionEndedDialog() {
  const client = useQueryClient();
  const [before] = useState(() => client.getQueryData(sessionOptions.queryKey));
  const goOn = useGoOn(before);
  const signIn = useSignIn(goOn);
  const leave = () => settleSession(false);
  const email = before?.member.email ?? null;
  return (
    <Dialog
      open
      onClose={leave}
      title={texts.endedTitle}
      actions={<CancelButton onClose={leave}>{texts.notNow}</CancelButton>}
    >
      <div className="session-ended">
        <p>
          {texts.ended}
          {email !== null && before !== undefined && ` ${texts.endedAs(before.member.name)}`}
        </p>
        {signIn.step === 'code' ? (
          <CodeStep signIn={signIn} />
        ) : email === null ? (
          <ByLink goOn={goOn} />
        ) : (
          <>
            <PasswordStep signIn={signIn} email={email} />
            <Details summary={texts.otherWay}>
              <ByLink goOn={goOn} />
            </Details>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** A link that is opened in another tab of this browser. */
function ByLink({ goOn }: { goOn: (session: Session) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    setProblem(null);
    try {
      goOn(await call(getSession, {}, { whenSignedOut: 'throw' }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.status === 401 ? texts.stillOut : error.detail);
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className="session-link">
      <p>{texts.otherWayAsk}</p>
      <p>{texts.otherWayMachine}</p>
      <LinkCommands />
      <p>{texts.comeBack}</p>
      <p>
        <Button onClick={ask} unavailable={asking && texts.asking}>
          {texts.again}
        </Button>
      </p>
      <p role="status" className="dialog-problem">
        {problem}
      </p>
    </div>
  );
}
