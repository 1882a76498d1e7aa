import { type AnswerOf, announcementTypes, createWebhook, listWebhooks } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

const fresh = { url: '', description: '', types: announcementTypes.filter((type) => type === 'verdict.reached') };

/** First what and where, then the secret, then the page of the webhook, where it can be tested. */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<AnswerOf<typeof createWebhook> | null>(null);
  const command = useCommand(createWebhook, {
    onSuccess: async (answer) => {
      setMade(answer);
      await client.invalidateQueries({ queryKey: [listWebhooks.path] });
    },
  });
  if (made !== null) {
    const go = () => {
      onClose();
      void navigate({ to: '/settings/webhooks/$id', params: { id: made.webhook.id } });
    };
    return <WebhookSecret {...made} onClose={go} />;
  }
  return (
    <WebhookForm
      initial={fresh}
      title={texts.addTitle}
      go={texts.addIt}
      pending={command.isPending}
      problem={command.error}
      onSave={(body) => command.mutate({ body })}
      onClose={onClose}
    />
  );
}
