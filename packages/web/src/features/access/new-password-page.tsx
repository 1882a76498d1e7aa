import { newPasswordSchema, resetPassword } from '@dandelion-loop/contract';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Field } from '../../ui/field.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { useAttempt } from './attempt.ts';
import { CodeField, type CodeKind, wrongWithCode } from './code-field.tsx';
import { Door, DoorSays } from './door.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import { LinkGate, type ReadLink } from './link-gate.tsx';
import { useToken } from './link-token.ts';
import { NoLink } from './no-link.tsx';
import { useEnter } from './use-enter.ts';
import { waitingReason } from './waiting-time.ts';

/** A new password by a link, with the second step where it is on. */
export function NewPasswordPage() {
  const [token] = useToken();
  return (
    <Door>
      {token === null ? (
        <NoLink question={texts.resetQuestion} />
      ) : (
        <LinkGate key={token} token={token} purpose="reset" question={texts.resetQuestion} used={<Used />}>
          {(link) => <NewPassword token={token} link={link} />}
        </LinkGate>
      )}
    </Door>
  );
}

function Used() {
  return (
    <DoorSays question={texts.resetQuestion} answer={texts.usedTitle} basis={texts.usedBasis}>
      <ButtonLink to="/sign-in">{texts.toSignIn}</ButtonLink>
    </DoorSays>
  );
}

function NewPassword({ token, link }: { token: string; link: ReadLink }) {
  const enter = useEnter();
  const attempt = useAttempt();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<CodeKind>('code');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { problem } = attempt;
  const wrongPassword = newPasswordSchema.safeParse(password).error?.issues[0]?.message ?? null;
  const wrongCode = link.secondFactor ? wrongWithCode(kind, code) : null;
  const refused = problem?.code === 'sign-in-refused';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const first = wrongPassword !== null ? 'password' : wrongCode !== null ? 'code' : null;
    if (first !== null) return form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    const body = { token, password, ...(link.secondFactor && { code: code.trim() }) };
    const session = await attempt.run(() => call(resetPassword, { body }, { whenSignedOut: 'throw' }));
    if (session !== null) enter(session);
  };
  if (problem?.code === 'link-used') return <Used />;
  return (
    <>
      <PageHead
        question={texts.resetQuestion}
        answer={link.name === null ? texts.resetAnswer : texts.resetFor(link.name)}
        basis={texts.resetBasis}
      />
      <form className="door-form" onSubmit={submit} noValidate ref={form}>
        {/* For password managers, which look for one beside a password. Whose it is, is not told to who holds a link. */}
        <input hidden readOnly name="username" autoComplete="username" value="" />
        <Field label={texts.newPassword} hint={texts.newPasswordHint} error={tried && wrongPassword}>
          <PasswordInput name="password" value={password} onValue={setPassword} autoComplete="new-password" />
        </Field>
        {link.secondFactor && (
          <CodeField
            value={code}
            onValue={setCode}
            kind={kind}
            onKind={setKind}
            error={(tried ? wrongCode : null) ?? (refused ? problem.detail : null)}
          />
        )}
        {!refused && <DoorProblem attempt={attempt} />}
        <p className="door-actions">
          <Button
            type="submit"
            kind="primary"
            unavailable={(attempt.busy && texts.savingPassword) || waitingReason(attempt.wait)}
          >
            {texts.savePassword}
          </Button>
        </p>
      </form>
    </>
  );
}
