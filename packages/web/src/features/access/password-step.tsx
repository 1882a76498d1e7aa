import { type FormEvent, useEffect, useRef, useState } from 'react';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import type { SignIn } from './sign-in.ts';
import { waitingReason } from './waiting-time.ts';

interface PasswordStepProps {
  signIn: SignIn;
  email: string;
  /** Left out where it is known who signs in. */
  onEmail?: (email: string) => void;
}

/** E-mail address and password. */
export function PasswordStep({ signIn, email, onEmail }: PasswordStepProps) {
  const { attempt } = signIn;
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fields = useRef<HTMLFormElement>(null);
  const refused = attempt.problem?.code === 'sign-in-refused';
  useEffect(() => {
    fields.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (refused) fields.current?.querySelector<HTMLInputElement>('input[name="password"]')?.select();
  }, [refused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() !== '' && password !== '') signIn.begin({ email: email.trim(), password });
    else
      fields.current
        ?.querySelector<HTMLInputElement>(email.trim() === '' ? '[name="email"]' : '[name="password"]')
        ?.focus();
  };
  return (
    <form className="door-form" onSubmit={submit} noValidate ref={fields}>
      <Field label={texts.email} error={tried && email.trim() === '' && texts.noEmail}>
        <TextInput
          type="email"
          name="email"
          value={email}
          onValue={onEmail ?? (() => {})}
          readOnly={onEmail === undefined}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
      </Field>
      <Field label={texts.password} error={tried && password === '' && texts.noPassword}>
        <PasswordInput name="password" value={password} onValue={setPassword} autoComplete="current-password" />
      </Field>
      {refused ? <FieldError>{texts.refused}</FieldError> : <DoorProblem attempt={attempt} />}
      <p className="door-actions">
        <Button
          type="submit"
          kind="primary"
          unavailable={(attempt.busy && texts.signingIn) || waitingReason(attempt.wait)}
        >
          {texts.signIn}
        </Button>
      </p>
    </form>
  );
}
