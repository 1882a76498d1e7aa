import {
  type AnswerOf,
  emailSchema,
  getSignInWays,
  inviteMember,
  listMembers,
  type Role,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { HandedLink } from './handed-link.tsx';
import { inviteeOf } from './member-words.ts';
import { RoleChoice } from './role-choice.tsx';

interface Typed {
  role: Role | null;
  name: string;
  email: string;
}

const nothing: Typed = { role: null, name: '', email: '' };

interface Faults {
  role?: string;
  email?: string;
}

function faultsOf({ role, email }: Typed): Faults {
  const badEmail = email.trim() !== '' && !emailSchema.safeParse(email).success;
  return { ...(role === null && { role: texts.roleMissing }), ...(badEmail && { email: texts.emailBad }) };
}

/** First what they may do and who they are, then the link to hand over. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [made, setMade] = useState<AnswerOf<typeof inviteMember> | null>(null);
  const command = useCommand(inviteMember, {
    onSuccess: async (answer) => {
      setMade(answer);
      await client.invalidateQueries({ queryKey: [listMembers.path] });
    },
  });
  if (made !== null) {
    return (
      <Dialog
        open
        once
        onClose={onClose}
        title={texts.invited(inviteeOf(made.invite) ?? texts.them)}
        actions={<Button onClick={onClose}>{texts.done}</Button>}
      >
        <HandedLink {...made} />
      </Dialog>
    );
  }
  return <InviteForm command={command} onClose={onClose} />;
}

type Command = ReturnType<typeof useCommand<typeof inviteMember>>;

function InviteForm({ command, onClose }: { command: Command; onClose: () => void }) {
  const formId = useId();
  const [typed, setTyped] = useState(nothing);
  const [tried, setTried] = useState(false);
  const ways = useAnswer(getSignInWays, {});
  const faults = tried ? faultsOf(typed) : {};
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const problem = command.error;
  const ofEmail = problem instanceof ApiProblem ? problem.ofField('email') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { role, name, email } = typed;
    if (Object.keys(faultsOf(typed)).length > 0 || role === null || command.isPending) return;
    const who = { ...(name.trim() && { name: name.trim() }), ...(email.trim() && { email: email.trim() }) };
    command.mutate({ body: { role, ...who } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.inviteTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.making}>
            {texts.make}
          </Button>
        </>
      }
    >
      <form id={formId} className="member-form" onSubmit={submit} noValidate>
        <RoleChoice value={typed.role} onValue={(role) => set({ role })} error={faults.role} />
        <Field label={texts.name} hint={texts.nameHint} optional>
          <TextInput value={typed.name} onValue={(name) => set({ name })} maxLength={80} autoComplete="off" />
        </Field>
        <Field
          label={texts.email}
          hint={ways.data && (ways.data.mail ? texts.emailMailed : texts.emailNotMailed)}
          error={faults.email ?? ofEmail}
          optional
        >
          <TextInput
            type="email"
            value={typed.email}
            onValue={(email) => set({ email })}
            maxLength={254}
            autoComplete="off"
          />
        </Field>
        {problem && ofEmail === undefined && <FieldError>{problem.message}</FieldError>}
      </form>
    </Dialog>
  );
}
