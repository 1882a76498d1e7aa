import { getSignInWays } from '@dandelion-loop/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { LinkCommands } from '../../app/link-commands.tsx';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AskForLink } from './ask-for-link.tsx';
import { CodeStep } from './code-step.tsx';
import { Door, DoorSays } from './door.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import { LinkGate, type ReadLink } from './link-gate.tsx';
import { useToken } from './link-token.ts';
import { PasswordStep } from './password-step.tsx';
import { useSignIn } from './sign-in.ts';
import { useEnter } from './use-enter.ts';
import { waitingReason } from './waiting-time.ts';

const route = getRouteApi('/sign-in');

/** By a password, by a link that was opened, or by one that is asked for. */
export function SignInPage() {
  const [token, forget] = useToken();
  return (
    <Door>
      {token === null ? (
        <ByPassword />
      ) : (
        <LinkGate
          key={token}
          token={token}
          purpose="sign-in"
          question={texts.question}
          used={<UsedLink onForget={forget} />}
        >
          {(link) => <ByLink token={token} link={link} onForget={forget} />}
        </LinkGate>
      )}
    </Door>
  );
}

function UsedLink({ onForget }: { onForget: () => void }) {
  return (
    <DoorSays question={texts.question} answer={texts.usedTitle} basis={texts.usedBasis}>
      <Button onClick={onForget}>{texts.toSignIn}</Button>
      <div className="door-ways">
        <WithoutMail />
      </div>
    </DoorSays>
  );
}

interface ByLinkProps {
  token: string;
  link: ReadLink;
  onForget: () => void;
}

function ByLink({ token, link, onForget }: ByLinkProps) {
  const { next } = route.useSearch();
  const signIn = useSignIn(useEnter(next));
  const { attempt, step, begin } = signIn;
  if (attempt.problem?.code === 'link-used') return <UsedLink onForget={onForget} />;
  if (step === 'code') {
    return (
      <>
        <PageHead question={texts.codeQuestion} answer={texts.codeAnswer} />
        <CodeStep signIn={signIn} />
      </>
    );
  }
  return (
    <>
      <PageHead
        question={link.name === null ? texts.question : texts.hello(link.name)}
        answer={texts.linkFor(link.workspace)}
        basis={texts.basis}
      />
      <form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          begin({ token });
        }}
      >
        <DoorProblem attempt={attempt} />
        <p className="door-actions">
          <Button
            type="submit"
            kind="primary"
            unavailable={(attempt.busy && texts.opening) || waitingReason(attempt.wait)}
          >
            {texts.open}
          </Button>
        </p>
      </form>
    </>
  );
}

function ByPassword() {
  const { next } = route.useSearch();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState<'sign-in' | 'reset' | null>(null);
  const signIn = useSignIn(useEnter(next));
  if (asked !== null) {
    return <AskForLink purpose={asked} email={email} onEmail={setEmail} onBack={() => setAsked(null)} />;
  }
  if (signIn.step === 'code') {
    return (
      <>
        <PageHead question={texts.codeQuestion} answer={texts.codeAnswer} />
        <CodeStep signIn={signIn} />
      </>
    );
  }
  return (
    <>
      <PageHead question={texts.question} answer={texts.answer} />
      <PasswordStep signIn={signIn} email={email} onEmail={setEmail} />
      <OtherWays onAsk={setAsked} />
    </>
  );
}

/** Where it is not known whether this server sends mail, it is not offered. */
function OtherWays({ onAsk }: { onAsk: (purpose: 'sign-in' | 'reset') => void }) {
  const ways = useAnswer(getSignInWays, {});
  if (ways.isPending) return null;
  return (
    <div className="door-ways">
      {ways.data?.mail ? (
        <>
          <div className="door-way-buttons">
            <Button onClick={() => onAsk('sign-in')}>{texts.mailLink}</Button>
            <Button kind="quiet" onClick={() => onAsk('reset')}>
              {texts.forgot}
            </Button>
          </div>
          <OwnersWay />
        </>
      ) : (
        <WithoutMail />
      )}
    </div>
  );
}

function WithoutMail() {
  return (
    <>
      <p>{texts.noMail}</p>
      <OwnersWay />
    </>
  );
}

function OwnersWay() {
  return (
    <Details summary={texts.owner}>
      <p>{texts.ownerHow}</p>
      <LinkCommands />
    </Details>
  );
}
