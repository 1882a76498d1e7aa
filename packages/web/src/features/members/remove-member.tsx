import { listMembers, type Member, removeMember } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';

/** Lets somebody go, oneself too where another owner stays. */
export function RemoveMember({ member: { id, name }, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const self = useSession().member.id === id;
  const command = useCommand(removeMember, {
    onSuccess: async () => {
      if (!self) await client.invalidateQueries({ queryKey: [listMembers.path] });
      onClose();
      notify({ title: texts.removed(name) });
      if (!self) return;
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.removeTitle(name)}
      confirm={texts.removeYes}
      word={name}
      busy={command.isPending ? texts.removing : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      <p>{texts.removeSays(name)}</p>
      {self && <p>{texts.removeSelf}</p>}
    </ConfirmDialog>
  );
}
