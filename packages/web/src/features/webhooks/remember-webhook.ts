import { getWebhook, listWebhooks, type Webhook } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/queries.ts';

/** Puts a webhook that was changed where its pages look; the list is read again. */
export function useRemember(): (webhook: Webhook) => void {
  const client = useQueryClient();
  return (webhook) => {
    client.setQueryData(keyOf(getWebhook, { params: { id: webhook.id } }), webhook);
    void client.invalidateQueries({ queryKey: [listWebhooks.path] });
  };
}
