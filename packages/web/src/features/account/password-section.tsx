import { type Account, changePassword, getAccount, listSessions, newPasswordSchema } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { PasswordInput } from '../../ui/password-input.tsx';
import { Section } from '../../ui/section.tsx';

/** A password, or another one. */
export function PasswordSection({ account }: { account: Account }) {
  const { hasPassword, email } = account;
  return (
    <Section finding={texts.password(hasPassword)}>
      {!hasPassword && <p className="account-text">{texts.passwordText}</p>}
      {email === null ? (
        <p className="account-text">{texts.passwordNeedsEmail}</p>
      ) : (
        <PasswordForm hasPassword={hasPassword} email={email} />
      )}
    </Section>
  );
}

function PasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const command = useCommand(changePassword, {
    onSuccess: async (account) => {
      client.setQueryData(keyOf(getAccount, {}), account);
      setCurrent('');
      setPassword('');
      setTried(false);
      notify({ title: texts.passwordSaved, text: texts.passwordSavedText });
      await client.invalidateQueries({ queryKey: [listSessions.path] });
    },
  });
  const noCurrent = hasPassword && current === '' ? texts.noPresent : undefined;
  const weak = newPasswordSchema.safeParse(password).error?.issues[0]?.message;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const first = noCurrent ? 'current' : weak ? 'new' : null;
    if (first !== null) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    else if (!command.isPending) command.mutate({ body: { password, ...(hasPassword && { current }) } });
  };
  const { error } = command;
  const code = error instanceof ApiProblem ? error.code : null;
  const refused = code === 'sign-in-refused' ? error?.message : undefined;
  const guessed = code === 'wrong-use' ? error?.message : undefined;
  return (
    <form onSubmit={save} noValidate ref={form}>
      {/* A password manager keeps the password under this name. */}
      <input hidden readOnly name="username" autoComplete="username" value={email} />
      {hasPassword && (
        <Field label={texts.present} error={(tried && noCurrent) || refused}>
          <PasswordInput name="current" value={current} onValue={setCurrent} autoComplete="current-password" />
        </Field>
      )}
      <Field label={texts.newPassword} hint={texts.newPasswordHint} error={(tried && weak) || guessed}>
        <PasswordInput name="new" value={password} onValue={setPassword} autoComplete="new-password" />
      </Field>
      {error && !refused && !guessed && <FieldError>{error.message}</FieldError>}
      <p className="account-actions">
        <Button type="submit" unavailable={command.isPending && texts.saving}>
          {texts.savePassword(hasPassword)}
        </Button>
        <span className="quiet">{texts.passwordEnds}</span>
      </p>
    </form>
  );
}
