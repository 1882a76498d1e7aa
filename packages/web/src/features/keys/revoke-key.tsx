import { type ApiKey, listKeys, revokeKey } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/keys.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id, name, lastUsedAt } = apiKey;
  const { moment } = useFormats();
  const client = useQueryClient();
  const command = useCommand(revokeKey, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listKeys.path] });
      onClose();
      notify({ title: texts.revoked(name) });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.revokeTitle(name)}
      confirm={texts.revoke}
      busy={command.isPending ? texts.revoking : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.revokeSays(lastUsedAt === null ? texts.neverUsed : moment(lastUsedAt))}
    </ConfirmDialog>
  );
}
