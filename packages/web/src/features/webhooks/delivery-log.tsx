import { type Delivery, deliveryStates, listDeliveries, type Webhook } from '@dandelion-loop/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/api.ts';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { DeliveryDetails } from './delivery-details.tsx';
import { deliveryWords, factsOfDelivery } from './webhook-words.ts';

type Shown = 'all' | Delivery['state'];

const choices = (['all', ...deliveryStates] as const).map((value) => ({ value, label: texts.logStates[value] }));

/** Between two askings while only the newest are shown, in milliseconds. */
const pause = 5_000;

function useDeliveries(id: string, shown: Shown) {
  return useInfiniteQuery({
    queryKey: [listDeliveries.path, 'pages', id, shown],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(shown !== 'all' && { state: shown }), ...(pageParam !== undefined && { before: pageParam }) };
      return call(listDeliveries, { params: { id }, query }, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? pause : false),
  });
}

/** What was or is to be sent, newest first, each with its attempts. */
export function DeliveryLog({ webhook: { id, state } }: { webhook: Webhook }) {
  const [shown, setShown] = useState<Shown>('all');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(id, shown);
  const deliveries = data?.pages.flatMap((page) => page.deliveries);
  return (
    <>
      <div className="log-filter">
        <Segmented legend={texts.logShow} value={shown} onValue={setShown} choices={choices} />
      </div>
      {deliveries === undefined ? (
        error === null ? (
          <Skeleton lines={4} what={texts.logReading} />
        ) : (
          <ErrorState say={texts.logNotRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : deliveries.length === 0 ? (
        <EmptyState say={shown === 'all' ? texts.logNone : texts.logNoneOf}>
          {shown === 'all' && texts.logNoneText}
        </EmptyState>
      ) : (
        <ol className="deliveries">
          {deliveries.map((delivery) => (
            <OneDelivery key={delivery.id} webhookId={id} delivery={delivery} active={state === 'active'} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button unavailable={isFetchingNextPage && texts.readingOlder} onClick={() => void fetchNextPage()}>
          {texts.older}
        </Button>
      )}
    </>
  );
}

interface OneDeliveryProps {
  webhookId: string;
  delivery: Delivery;
  active: boolean;
}

function OneDelivery({ webhookId, delivery, active }: OneDeliveryProps) {
  const { moment } = useFormats();
  const [open, setOpen] = useState(false);
  const { tone, word } = deliveryWords(delivery);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Verdict tone={tone}>{word}</Verdict>
          <span>{texts.types[delivery.type]}</span>
          <span className="delivery-facts">{factsOfDelivery(delivery, moment)}</span>
          <time dateTime={delivery.createdAt}>{moment(delivery.createdAt)}</time>
          <Icon name="chevron" />
        </summary>
        {open && <DeliveryDetails webhookId={webhookId} delivery={delivery} active={active} />}
      </details>
    </li>
  );
}
