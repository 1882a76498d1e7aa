import { acceptInvite } from '@dandelion-loop/contract';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { roleWords } from '../../texts/roles.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Field } from '../../ui/field.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useAttempt } from './attempt.ts';
import { Door, DoorSays } from './door.tsx';
import './door-form.css';
import { DoorProblem } from './door-problem.tsx';
import { faultsOfJoin, type JoinDraft, joinBody } from './join-draft.ts';
import { LinkGate, type ReadLink } from './link-gate.tsx';
import { useToken } from './link-token.ts';
import { NoLink } from './no-link.tsx';
import { useEnter } from './use-enter.ts';
import { waitingReason } from './waiting-time.ts';

/** An invitation: who invites, into what, as what, and how one will sign in. */
export function JoinPage() {
  const [token] = useToken();
  return (
    <Door>
      {token === null ? (
        <NoLink question={texts.joinQuestion} />
      ) : (
        <LinkGate key={token} token={token} purpose="invite" question={texts.joinQuestion} used={<Withdrawn />}>
          {(link) => <Join token={token} link={link} />}
        </LinkGate>
      )}
    </Door>
  );
}

function Withdrawn() {
  return (
    <DoorSays question={texts.joinQuestion} answer={texts.withdrawnTitle} basis={texts.withdrawnBasis}>
      <ButtonLink to="/sign-in">{texts.signIn}</ButtonLink>
    </DoorSays>
  );
}

function Join({ token, link }: { token: string; link: ReadLink }) {
  const enter = useEnter();
  const attempt = useAttempt();
  const [draft, setDraft] = useState<JoinDraft>({ name: link.name ?? '', email: link.email ?? '', password: '' });
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const faults = faultsOfJoin(draft);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(faults);
    if (first !== undefined) return form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    const body = joinBody(token, draft);
    const session = await attempt.run(() => call(acceptInvite, { body }, { whenSignedOut: 'throw' }));
    if (session !== null) enter(session);
  };
  const set = (part: Partial<JoinDraft>) => {
    setDraft({ ...draft, ...part });
    // What was wrong with the address is of the one before.
    if (attempt.problem?.code === 'conflict') attempt.forget();
  };
  if (attempt.problem?.code === 'link-used') return <Withdrawn />;
  const taken = attempt.problem?.code === 'conflict' ? attempt.problem.detail : undefined;
  return (
    <>
      <PageHead
        question={texts.joinQuestion}
        answer={
          <>
            {texts.joinAnswer(link.by, link.workspace)}
            <mark>{texts.joinFinding(roleWords[link.role].a)}</mark>
          </>
        }
        basis={roleWords[link.role].may}
      />
      <form className="door-form" onSubmit={submit} noValidate ref={form}>
        <JoinFields draft={draft} set={set} faults={tried ? faults : {}} taken={taken} />
        {taken === undefined && <DoorProblem attempt={attempt} />}
        <p className="door-actions">
          <Button
            type="submit"
            kind="primary"
            unavailable={(attempt.busy && texts.joining) || waitingReason(attempt.wait)}
          >
            {texts.join}
          </Button>
        </p>
      </form>
    </>
  );
}

interface JoinFieldsProps {
  draft: JoinDraft;
  set: (part: Partial<JoinDraft>) => void;
  faults: ReturnType<typeof faultsOfJoin>;
  /** That another member has the address. */
  taken: string | undefined;
}

function JoinFields({ draft, set, faults, taken }: JoinFieldsProps) {
  return (
    <>
      <Field label={texts.name} hint={texts.nameHint} error={faults.name}>
        <TextInput
          name="name"
          value={draft.name}
          onValue={(name) => set({ name })}
          autoComplete="name"
          maxLength={80}
        />
      </Field>
      <Field label={texts.email} optional hint={texts.joinEmailHint} error={faults.email ?? taken}>
        <TextInput
          type="email"
          name="email"
          value={draft.email}
          onValue={(email) => set({ email })}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
      </Field>
      <Field label={texts.newPassword} optional hint={texts.joinPasswordHint} error={faults.password}>
        <PasswordInput
          name="password"
          value={draft.password}
          onValue={(password) => set({ password })}
          autoComplete="new-password"
        />
      </Field>
    </>
  );
}
