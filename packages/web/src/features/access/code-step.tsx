import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField, type CodeKind, wrongWithCode } from './code-field.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import type { SignIn } from './sign-in.ts';
import { waitingReason } from './waiting-time.ts';

/** The second step of signing in. */
export function CodeStep({ signIn }: { signIn: SignIn }) {
  const { attempt, giveCode, beginAgain } = signIn;
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<CodeKind>('code');
  const [wrong, setWrong] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const refused = attempt.problem?.code === 'sign-in-refused';
  // The step before had the focus, and a dialog around both would take it a frame after an effect.
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    if (refused) form.current?.querySelector('input')?.select();
  }, [refused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = wrongWithCode(kind, code);
    setWrong(fault);
    if (fault === null) giveCode(code.trim());
    else form.current?.querySelector('input')?.focus();
  };
  return (
    <form className="door-form" onSubmit={submit} noValidate ref={form}>
      <CodeField
        value={code}
        onValue={(typed) => {
          setCode(typed);
          setWrong(null);
        }}
        kind={kind}
        onKind={setKind}
        error={wrong ?? (refused ? (attempt.problem?.detail ?? null) : null)}
      />
      {!refused && <DoorProblem attempt={attempt} />}
      <p className="door-actions">
        <Button
          type="submit"
          kind="primary"
          unavailable={(attempt.busy && texts.signingIn) || waitingReason(attempt.wait)}
        >
          {texts.goOn}
        </Button>
        <Button kind="quiet" onClick={beginAgain}>
          {texts.beginAgain}
        </Button>
      </p>
    </form>
  );
}
