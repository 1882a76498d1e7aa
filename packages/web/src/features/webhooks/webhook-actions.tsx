import {
  type AnswerOf,
  deleteWebhook,
  listWebhooks,
  pauseWebhook,
  resumeWebhook,
  rotateWebhookSecret,
  type Webhook,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/notify.ts';
import { ChangeWebhook } from './change-webhook.tsx';
import { useRemember } from './remember-webhook.ts';
import { TryWebhook } from './try-webhook.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import { hostOf } from './webhook-words.ts';

interface OfWebhook {
  webhook: Webhook;
}

interface WithClose extends OfWebhook {
  onClose: () => void;
}

/** Test it, pause it, and what is done less often. */
export function WebhookActions({ webhook }: OfWebhook) {
  const [open, setOpen] = useState<'change' | 'rotate' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <TryWebhook webhook={webhook}>
        <PauseButton webhook={webhook} />
        <Button onClick={() => setOpen('change')}>{texts.change}</Button>
        <Menu
          trigger={<IconButton icon="more" label={texts.menu} />}
          entries={[
            { key: 'rotate', label: texts.rotate, run: () => setOpen('rotate') },
            { key: 'delete', label: texts.delete, run: () => setOpen('delete'), danger: true },
          ]}
        />
      </TryWebhook>
      {open === 'change' && <ChangeWebhook webhook={webhook} onClose={close} />}
      {open === 'rotate' && <RotateSecret webhook={webhook} onClose={close} />}
      {open === 'delete' && <DeleteWebhook webhook={webhook} onClose={close} />}
    </>
  );
}

const warn = (error: Error) => notify({ tone: 'warning', title: texts.failed, text: error.message });

function PauseButton({ webhook: { id, state } }: OfWebhook) {
  const remember = useRemember();
  const done = (title: string) => (webhook: Webhook) => {
    remember(webhook);
    notify({ title });
  };
  const pause = useCommand(pauseWebhook, { onSuccess: done(texts.isPaused), onError: warn });
  const resume = useCommand(resumeWebhook, { onSuccess: done(texts.isResumed), onError: warn });
  const busy = (pause.isPending || resume.isPending) && texts.saving;
  const command = state === 'active' ? pause : resume;
  return (
    <Button unavailable={busy} onClick={() => command.mutate({ params: { id } })}>
      {state === 'active' ? texts.pause : texts.resume}
    </Button>
  );
}

function RotateSecret({ webhook: { id }, onClose }: WithClose) {
  const remember = useRemember();
  const [made, setMade] = useState<AnswerOf<typeof rotateWebhookSecret> | null>(null);
  const command = useCommand(rotateWebhookSecret, {
    onSuccess: (answer) => {
      remember(answer.webhook);
      setMade(answer);
    },
  });
  if (made !== null) return <WebhookSecret {...made} onClose={onClose} />;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.rotateTitle}
      confirm={texts.rotateYes}
      busy={command.isPending ? texts.rotating : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.rotateSays}
    </ConfirmDialog>
  );
}

function DeleteWebhook({ webhook: { id, url }, onClose }: WithClose) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(deleteWebhook, {
    onSuccess: async () => {
      onClose();
      await navigate({ to: '/settings/webhooks', replace: true });
      notify({ title: texts.deleted });
      await client.invalidateQueries({ queryKey: [listWebhooks.path] });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.deleteTitle}
      confirm={texts.deleteYes}
      busy={command.isPending ? texts.deleting : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.deleteSays(hostOf(url))}
    </ConfirmDialog>
  );
}
