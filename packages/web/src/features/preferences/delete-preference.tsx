import { deletePreference, listPreferences, type Preference } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Takes away a question that nobody else answered. */
export function DeletePreference({ preference: { id, version }, onClose }: DeleteProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(deletePreference, {
    onSuccess: async () => {
      await navigate({ to: '/preferences' });
      await client.invalidateQueries({ queryKey: [listPreferences.path] });
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

interface DeleteProps {
  preference: Preference;
  onClose: () => void;
}
