import { endMemberSecondFactor, listMembers, type Member } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';

/** For who lost the phone. */
export function EndSecondFactor({ member: { id, name }, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient();
  const command = useCommand(endMemberSecondFactor, {
    onSuccess: async () => {
      onClose();
      notify({ title: texts.off(name) });
      await client.invalidateQueries({ queryKey: [listMembers.path] });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.offTitle(name)}
      confirm={texts.offYes}
      busy={command.isPending ? texts.offBusy : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.offSays(name)}
    </ConfirmDialog>
  );
}
