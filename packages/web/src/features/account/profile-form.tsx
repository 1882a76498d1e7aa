import { type Account, changeAccount, getAccount, getSession, type Session } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions, keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { PasswordInput } from '../../ui/password-input.tsx';
import { Section } from '../../ui/section.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { MailChoices } from './mail-choices.tsx';
import { changeOf, draftOf, faultsOfProfile, isEmpty, type ProfileDraft, type ProfileFaults } from './profile-draft.ts';

/** What somebody is changing, and the account that they began with. */
function useProfile(saved: Account) {
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [password, setPassword] = useState('');
  const begin = (account: Account) => {
    setBase(account);
    setDraft(draftOf(account));
    setPassword('');
  };
  const change = changeOf(draft, draftOf(base));
  // A new password or second step counts as a change too, of other things.
  const changedElsewhere = !isEmpty(changeOf(draftOf(saved), draftOf(base)));
  if (changedElsewhere && isEmpty(change)) begin(saved);
  return {
    draft,
    change,
    version: changedElsewhere ? base.version : saved.version,
    password,
    setPassword,
    set: (part: Partial<ProfileDraft>) => setDraft({ ...draft, ...part }),
    begin,
  };
}

/** Name, address, and what is mailed: saved together. */
export function ProfileForm({ saved }: { saved: Account }) {
  const client = useQueryClient();
  const { draft, change, version, password, setPassword, set, begin } = useProfile(saved);
  const [tried, setTried] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const command = useCommand(changeAccount, {
    onSuccess: (account) => {
      client.setQueryData(keyOf(getAccount, {}), account);
      client.setQueryData<Session>(keyOf(getSession, {}), (session) => session && withNames(session, account));
      begin(account);
      setTried(false);
      notify({ title: texts.saved });
    },
    onError: async (error, { body }) => {
      if (!(error instanceof ApiProblem) || error.code !== 'conflict') return;
      // Either the account was changed, or another member has the address: the version tells which.
      const newest = await client.fetchQuery({ ...answerOptions(getAccount, {}), staleTime: 0 });
      if (newest.version !== body.version || !body.email) return;
      setTaken(error.detail);
      command.reset();
    },
  });
  const asksPassword = saved.hasPassword && change.email !== undefined;
  const faults = faultsOfProfile(draft, change, { hasPassword: saved.hasPassword, password });
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(faults);
    if (first !== undefined) {
      form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    if (isEmpty(change) || command.isPending) return;
    command.mutate({ body: { version, ...change, ...(asksPassword && { password }) } });
  };
  const shown = shownFaults({ ...(tried && faults), ...(taken !== null && { email: taken }) }, command.error);
  const atField = Object.keys(shownFaults({}, command.error)).length > 0;
  return (
    <form onSubmit={save} noValidate ref={form}>
      <Section finding={texts.you}>
        <Field label={texts.name} hint={texts.nameHint} error={shown.name}>
          <TextInput
            name="name"
            value={draft.name}
            onValue={(name) => set({ name })}
            maxLength={80}
            autoComplete="name"
          />
        </Field>
        <Field label={texts.email} optional={!saved.hasPassword} hint={texts.emailHint} error={shown.email}>
          <TextInput
            type="email"
            name="email"
            value={draft.email}
            onValue={(email) => {
              set({ email });
              setTaken(null);
            }}
            maxLength={254}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        {asksPassword && (
          <>
            <input hidden readOnly name="username" autoComplete="username" value={saved.email ?? ''} />
            <Field label={texts.present} hint={texts.presentHint} error={shown.password}>
              <PasswordInput name="password" value={password} onValue={setPassword} autoComplete="current-password" />
            </Field>
          </>
        )}
      </Section>
      <MailChoices account={saved} draft={draft} onNotify={(types) => set({ notify: types })} />
      {command.error && !atField && <Refusal error={command.error} takeNewest={() => takeNewest()} />}
      <p className="account-actions">
        <Button
          type="submit"
          kind="primary"
          unavailable={(isEmpty(change) && texts.nothingChanged) || (command.isPending && texts.saving)}
        >
          {texts.save}
        </Button>
      </p>
    </form>
  );

  function takeNewest() {
    begin(saved);
    command.reset();
  }
}

const withNames = (session: Session, { name, email }: Account): Session => ({
  ...session,
  member: { ...session.member, name, email },
});

/** With what the server says about a field. */
function shownFaults(faults: ProfileFaults, error: Error | null): ProfileFaults {
  if (!(error instanceof ApiProblem)) return faults;
  const [name, email] = [error.ofField('name'), error.ofField('email')];
  return {
    ...(name && { name }),
    ...(email && { email }),
    ...(error.code === 'sign-in-refused' && { password: error.detail }),
    ...faults,
  };
}

function Refusal({ error, takeNewest }: { error: Error; takeNewest: () => void }) {
  const conflict = error instanceof ApiProblem && error.code === 'conflict';
  return (
    <div role="alert">
      <Notice
        tone="warning"
        title={conflict ? texts.conflict : texts.notSaved}
        action={conflict && <Button onClick={takeNewest}>{texts.takeNewest}</Button>}
      >
        {conflict ? texts.conflictText : error.message}
      </Notice>
    </div>
  );
}
