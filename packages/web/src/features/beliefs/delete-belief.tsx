import { type Belief, deleteBelief, getBeliefScores, listBeliefs } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Takes away an assumption that nobody else answered. */
export function DeleteBelief({ belief: { id, version }, onClose }: { belief: Belief; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(deleteBelief, {
    onSuccess: async () => {
      await navigate({ to: '/beliefs' });
      await Promise.all(
        [listBeliefs, getBeliefScores].map(({ path }) => client.invalidateQueries({ queryKey: [path] })),
      );
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.deleteTitle}
      confirm={texts.delete}
      onConfirm={() => command.mutate({ params: { id }, query: { version } })}
      busy={command.isPending ? texts.deleting : undefined}
      error={command.error?.message}
    >
      {texts.deleteText}
    </ConfirmDialog>
  );
}
