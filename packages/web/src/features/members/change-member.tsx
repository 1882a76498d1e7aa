import { changeMember, getSession, listMembers, type Member } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useSession } from '../../app/member.ts';
import { answerOptions, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { RoleChoice } from './role-choice.tsx';

interface ChangeMemberProps {
  member: Member;
  lastOwner: boolean;
  onClose: () => void;
}

/** Role and name. When somebody else was faster, what was chosen stays, and theirs is shown. */
export function ChangeMember({ member, lastOwner, onClose }: ChangeMemberProps) {
  const formId = useId();
  const self = useSession().member.id === member.id;
  const { before, newest, command } = useChangeMember(member, self, onClose);
  const [name, setName] = useState(before.name);
  const [role, setRole] = useState(before.role);
  const now = newest ?? before;
  const changes = {
    ...(name.trim() !== now.name && { name: name.trim() }),
    ...(role !== now.role && { role }),
  };
  const missing = name.trim() === '' ? texts.nameMissing : undefined;
  const same = Object.keys(changes).length === 0 ? texts.nothingChanged : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing !== undefined || same !== undefined || command.isPending) return;
    command.mutate({ params: { id: member.id }, body: { version: now.version, ...changes } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.changeTitle(before.name)}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            form={formId}
            kind="primary"
            unavailable={missing ?? same ?? (command.isPending && texts.saving)}
          >
            {newest === null ? texts.save : texts.saveMine}
          </Button>
        </>
      }
    >
      <form id={formId} className="member-form" onSubmit={submit} noValidate>
        <Field label={texts.name} error={missing}>
          <TextInput value={name} onValue={setName} maxLength={80} autoComplete="off" />
        </Field>
        {lastOwner ? (
          <Notice title={roleWords.owner.name}>{texts.lastOwner}</Notice>
        ) : (
          <RoleChoice value={role} onValue={setRole} />
        )}
        {self && role !== before.role && <p>{texts.ownRole}</p>}
        {newest !== null && (
          <div role="alert">
            <Notice tone="warning" title={texts.conflict}>
              {texts.conflictNow(newest.name, roleWords[newest.role].name)}
            </Notice>
          </div>
        )}
        {newest === null && command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

function useChangeMember(member: Member, self: boolean, onClose: () => void) {
  const client = useQueryClient();
  // As they were when somebody began to change them: what happens meanwhile is a conflict.
  const [before] = useState(member);
  const [newest, setNewest] = useState<Member | null>(null);
  const command = useCommand(changeMember, {
    onSuccess: async (changed) => {
      onClose();
      notify({ title: texts.changed(changed.name) });
      await Promise.all([
        client.invalidateQueries({ queryKey: [listMembers.path] }),
        self && client.invalidateQueries({ queryKey: [getSession.path] }),
      ]);
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'conflict') return;
      const { members } = await client.fetchQuery({ ...answerOptions(listMembers, {}), staleTime: 0 });
      const now = members.find(({ id }) => id === before.id);
      setNewest(now !== undefined && now.version !== before.version ? now : null);
    },
  });
  return { before, newest, command };
}
