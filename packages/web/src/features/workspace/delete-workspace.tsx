import { deleteWorkspace } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/settings.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';

/** The end of everything in the workspace, by its name. */
export function DeleteWorkspace() {
  const { name } = useWorkspace();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(deleteWorkspace, {
    onSuccess: async () => {
      setOpen(false);
      client.clear();
      await navigate({ to: '/sign-in', replace: true });
      notify({ title: texts.deleted(name), text: texts.deletedText, stays: true });
    },
  });
  return (
    <Section finding={texts.deletion}>
      <div className="settings-deletion">
        <p>{texts.deletionText}</p>
        <Button kind="danger" onClick={() => setOpen(true)}>
          {texts.delete}
        </Button>
      </div>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={texts.deleteTitle(name)}
        confirm={texts.deleteYes}
        word={name}
        busy={command.isPending ? texts.deleting : undefined}
        error={command.error?.message}
        onConfirm={() => command.mutate({ body: { name } })}
      >
        <p>{texts.deleteSays}</p>
        <p>{texts.deleteAfter}</p>
      </ConfirmDialog>
    </Section>
  );
}
