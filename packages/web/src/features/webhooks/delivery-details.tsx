import {
  type Attempt,
  type Delivery,
  type DeliveryDetail,
  getDelivery,
  listDeliveries,
  retryDelivery,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';

interface DeliveryDetailsProps {
  webhookId: string;
  delivery: Delivery;
  /** Whether the webhook takes anything now. */
  active: boolean;
}

/** Between two askings while it waits, in milliseconds. */
const pause = 1_000;

/** Every attempt with its answer, and what is sent. */
export function DeliveryDetails({ webhookId, delivery, active }: DeliveryDetailsProps) {
  const params = { id: webhookId, deliveryId: delivery.id };
  const { data, error, refetch } = useAnswer(
    getDelivery,
    { params },
    { refetchInterval: (answer) => (answer?.state === 'waiting' ? pause : false) },
  );
  if (data === undefined) {
    return error === null ? (
      <Skeleton lines={3} what={texts.detailReading} />
    ) : (
      <ErrorState say={texts.detailNotRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  return <Shown webhookId={webhookId} delivery={data} active={active} />;
}

function Shown({ webhookId, delivery, active }: DeliveryDetailsProps & { delivery: DeliveryDetail }) {
  const client = useQueryClient();
  const may = useMay('webhooks:write');
  const command = useCommand(retryDelivery, {
    onSuccess: () =>
      Promise.all(
        [listDeliveries.path, getDelivery.path].map((path) => client.invalidateQueries({ queryKey: [path] })),
      ),
  });
  const { id, messageId, body, log, attempts } = delivery;
  const inList = useRef(attempts);
  // The line above says the same as what stands here.
  useEffect(() => {
    if (inList.current === attempts) return;
    inList.current = attempts;
    void client.invalidateQueries({ queryKey: [listDeliveries.path] });
  }, [client, attempts]);
  return (
    <div className="delivery-details">
      {log.length > 0 && (
        <ol className="attempts">
          {log.map((attempt) => (
            <OneAttempt key={attempt.number} attempt={attempt} />
          ))}
        </ol>
      )}
      {may && (
        <div className="retry">
          <Button
            unavailable={(!active && texts.testNotActive) || (command.isPending && texts.retrying)}
            onClick={() => command.mutate({ params: { id: webhookId, deliveryId: id } })}
          >
            {texts.retry}
          </Button>
          {command.error && <FieldError>{command.error.message}</FieldError>}
        </div>
      )}
      <h3>{texts.body}</h3>
      <pre>{body}</pre>
      <p className="quiet">
        {texts.messageId}: <code>{messageId}</code>
      </p>
    </div>
  );
}

function OneAttempt({ attempt: { number, at, status, milliseconds, answer, error } }: { attempt: Attempt }) {
  const { moment } = useFormats();
  const facts = [status === null ? texts.noAnswer : texts.answered(status), texts.took(milliseconds), moment(at)];
  return (
    <li>
      <h3>
        {texts.attempt(number)} <small>{facts.join(', ')}</small>
      </h3>
      {error !== null && <p>{error}</p>}
      {answer !== '' && (
        <>
          <p className="quiet">{texts.answerText}</p>
          <pre>{answer}</pre>
        </>
      )}
    </li>
  );
}
