import { emailSchema, requestLink } from '@dandelion-loop/contract';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useAttempt } from './attempt.ts';
import { DoorSays } from './door.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import { waitingReason } from './waiting-time.ts';

/** What is wrong with an address as it was typed, or null. */
export function wrongWithEmail(typed: string): string | null {
  if (typed.trim() === '') return texts.noEmail;
  return emailSchema.safeParse(typed).success ? null : texts.badEmail;
}

interface AskForLinkProps {
  purpose: 'sign-in' | 'reset';
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

/** Asks for a link by mail. Whether a member has the address is not told, to nobody. */
export function AskForLink({ purpose, email, onEmail, onBack }: AskForLinkProps) {
  const attempt = useAttempt();
  const [wrong, setWrong] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const fault = wrongWithEmail(email);
    setWrong(fault);
    if (fault !== null) return form.current?.querySelector('input')?.focus();
    const body = { email: email.trim(), purpose };
    const answer = await attempt.run(() => call(requestLink, { body }, { whenSignedOut: 'throw' }));
    if (answer !== null) setSentTo(body.email);
  };
  const back = <Button onClick={onBack}>{texts.back}</Button>;
  if (sentTo !== null) {
    return (
      <DoorSays question={texts.question} answer={texts.sentAnswer} basis={texts.sentBasis(sentTo)}>
        <p>{back}</p>
      </DoorSays>
    );
  }
  return (
    <>
      <PageHead
        question={texts.question}
        answer={purpose === 'reset' ? texts.resetAnswer : texts.mailLinkAnswer}
        basis={texts.mailBasis}
      />
      <form className="door-form" onSubmit={submit} noValidate ref={form}>
        <Field label={texts.email} error={wrong}>
          <TextInput
            type="email"
            name="email"
            value={email}
            onValue={onEmail}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
          />
        </Field>
        <DoorProblem attempt={attempt} />
        <p className="door-actions">
          <Button
            type="submit"
            kind="primary"
            unavailable={(attempt.busy && texts.sending) || waitingReason(attempt.wait)}
          >
            {texts.send}
          </Button>
          <Button kind="quiet" onClick={onBack}>
            {texts.back}
          </Button>
        </p>
      </form>
    </>
  );
}
