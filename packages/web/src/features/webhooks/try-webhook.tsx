import {
  type DeliveryDetail,
  getDelivery,
  getWebhook,
  listDeliveries,
  testWebhook,
  type Webhook,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { answerOptions, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Between two looks at what became of it, and how often, in milliseconds and times: the server waits 15 s for an answer. */
const pause = 300;
const most = 70;

type Outcome = { kind: 'arrived' | 'failed' | 'slow'; delivery: DeliveryDetail };

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends a test and waits for what becomes of it. */
function useTest(webhookId: string) {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const command = useCommand(testWebhook, {
    onMutate: () => setOutcome(null),
    onSuccess: async ({ id }) => {
      const input = { params: { id: webhookId, deliveryId: id } };
      const look = () => client.fetchQuery({ ...answerOptions(getDelivery, input), staleTime: 0 });
      let delivery = await look();
      for (let times = 0; delivery.state === 'waiting' && delivery.attempts === 0 && times < most; times++) {
        await rest(pause);
        delivery = await look();
      }
      const kind = delivery.state === 'delivered' ? 'arrived' : delivery.attempts > 0 ? 'failed' : 'slow';
      setOutcome({ kind, delivery });
      for (const { path } of [listDeliveries, getWebhook]) void client.invalidateQueries({ queryKey: [path] });
    },
  });
  return { send: () => command.mutate({ params: { id: webhookId } }), command, outcome };
}

/** The button that tries it, other buttons beside it, and what became of it below. */
export function TryWebhook({ webhook: { id, state }, children }: { webhook: Webhook; children: ReactNode }) {
  const { send, command, outcome } = useTest(id);
  return (
    <div className="webhook-actions">
      <div className="webhook-buttons">
        <Button
          kind="primary"
          unavailable={(state !== 'active' && texts.testNotActive) || (command.isPending && texts.testing)}
          onClick={send}
        >
          {texts.test}
        </Button>
        {children}
      </div>
      <div role="status">
        {command.isPending && <p className="quiet">{texts.testing}</p>}
        {command.error && (
          <Notice tone="warning" title={texts.testFailed}>
            {command.error.message}
          </Notice>
        )}
        {outcome && <TestOutcome {...outcome} />}
      </div>
    </div>
  );
}

function TestOutcome({ kind, delivery: { log, lastError, lastStatus } }: Outcome) {
  const last = log.at(-1);
  if (kind === 'arrived')
    return <Notice tone="ok" title={texts.testArrived(lastStatus ?? 200, last?.milliseconds ?? 0)} />;
  if (kind === 'slow') return <Notice title={texts.testSlow}>{texts.testSlowText}</Notice>;
  return (
    <Notice tone="warning" title={texts.testFailed}>
      <p>{lastError ?? (lastStatus === null ? texts.noAnswer : texts.answered(lastStatus))}</p>
      {last !== undefined && last.answer !== '' && <pre>{last.answer}</pre>}
    </Notice>
  );
}
