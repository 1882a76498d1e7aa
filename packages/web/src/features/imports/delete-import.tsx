import { deleteImport, getImport, type Import } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';

interface DeleteImportProps {
  imported: Import;
  open: boolean;
  onClose: () => void;
}

/** Takes an import away with everything it brought; says first what that is. */
export function DeleteImport({ imported, open, onClose }: DeleteImportProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, name, experiments, uploadThere, source } = imported;
  const command = useCommand(deleteImport, {
    onSuccess: async () => {
      onClose();
      await navigate({ to: '/imports', replace: true });
      client.removeQueries({ queryKey: keyOf(getImport, { params: { id } }) });
      // Lists, counts and the workspace are other ones now.
      await client.invalidateQueries();
      notify({ title: texts.deleted(name) });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={texts.deleteTitle(name)}
      confirm={texts.deleteYes}
      word={texts.deleteWord}
      busy={command.isPending ? texts.deleting : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.deletes(experiments, uploadThere && source === 'file')}
    </ConfirmDialog>
  );
}
