import { listWebhooks, type Webhook } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { AddWebhook } from './add-webhook.tsx';
import { SignaturesNote } from './signatures-note.tsx';
import { answerOfAll, hostOf, stateWords } from './webhook-words.ts';
import './webhooks.css';

/** All webhooks, and whether they are well. */
export function WebhooksPage() {
  const { data, error, refetch } = useAnswer(listWebhooks, {});
  const may = useMay('webhooks:write');
  const [adding, setAdding] = useState(false);
  const webhooks = data?.webhooks;
  const answer = webhooks && answerOfAll(webhooks);
  const empty = webhooks?.length === 0;
  const add = may && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <>
      <PageHead
        actions={webhooks !== undefined && !empty && add}
        question={texts.question}
        answer={
          answer && (
            <>
              {answer.text}
              <mark>{answer.finding}</mark>
            </>
          )
        }
        basis={webhooks && !empty && texts.basis}
      />
      {webhooks === undefined ? (
        error === null ? (
          <Skeleton lines={4} what={texts.reading} />
        ) : (
          <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : empty ? (
        <EmptyState say={texts.emptySay} actions={add}>
          {texts.emptyText}
        </EmptyState>
      ) : (
        <Section finding={texts.sectionList(webhooks.length)} note={<SignaturesNote />}>
          <List webhooks={webhooks} />
        </Section>
      )}
      {adding && <AddWebhook onClose={() => setAdding(false)} />}
    </>
  );
}

const words = texts.columns;

function List({ webhooks }: { webhooks: readonly Webhook[] }) {
  return (
    <BlockTable caption={texts.list}>
      <thead>
        <tr>
          <th scope="col">{words.url}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.types}</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} />
        ))}
      </tbody>
    </BlockTable>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const { moment } = useFormats();
  const { id, url, description, types, disabledBecause } = webhook;
  const { tone, word } = stateWords(webhook, moment);
  return (
    <tr>
      <th scope="row">
        <Link to="/settings/webhooks/$id" params={{ id }}>
          {description || hostOf(url)}
        </Link>
        <small>{url}</small>
      </th>
      <td>
        <Verdict tone={tone}>{word}</Verdict>
        {disabledBecause && <small>{disabledBecause}</small>}
      </td>
      <td data-label={words.types}>{types.map((type) => texts.types[type]).join(' · ')}</td>
    </tr>
  );
}
