import { changeWebhook, getWebhook, type Webhook } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { useRemember } from './remember-webhook.ts';
import { type WebhookDraft, WebhookForm } from './webhook-form.tsx';

const draftOf = ({ url, description, types }: Webhook): WebhookDraft => ({ url, description, types });

const changesOf = (draft: WebhookDraft, { url, description, types }: Webhook): Partial<WebhookDraft> => ({
  ...(draft.url !== url && { url: draft.url }),
  ...(draft.description !== description && { description: draft.description }),
  ...(draft.types.join() !== types.join() && { types: draft.types }),
});

/** When somebody else was faster, what was typed stays, and goes on top of theirs if one says so. */
export function ChangeWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { id } = webhook;
  const client = useQueryClient();
  const remember = useRemember();
  // As it was when somebody began to type.
  const [before] = useState(webhook);
  const [newest, setNewest] = useState<Webhook | null>(null);
  const command = useCommand(changeWebhook, {
    onSuccess: (changed) => {
      remember(changed);
      onClose();
      notify({ title: texts.saved });
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'conflict') return;
      setNewest(await client.fetchQuery({ ...answerOptions(getWebhook, { params: { id } }), staleTime: 0 }));
    },
  });
  const now = newest ?? before;
  return (
    <WebhookForm
      initial={draftOf(before)}
      title={texts.changeTitle}
      go={newest === null ? texts.save : texts.saveMine}
      pending={command.isPending}
      problem={command.error}
      notice={newest === null ? undefined : <Faster />}
      blocked={(draft) => (Object.keys(changesOf(draft, now)).length === 0 ? texts.nothingChanged : undefined)}
      onSave={(draft) => command.mutate({ params: { id }, body: { version: now.version, ...changesOf(draft, now) } })}
      onClose={onClose}
    />
  );
}

function Faster() {
  return (
    <div role="alert">
      <Notice tone="warning" title={texts.conflict}>
        {texts.conflictText}
      </Notice>
    </div>
  );
}
