import { listSources, type SourceListItem } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/sources.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { AddSource } from './add-source.tsx';
import { answerOfAll, rateText, rejectedOfAll } from './source-words.ts';
import './sources.css';

/** Between two looks at what arrives, in milliseconds. */
const pause = 5000;

/** All sources, and what arrives by them. */
export function SourcesPage() {
  const { data, error, refetch } = useAnswer(listSources, {}, { refetchInterval: pause });
  const may = useMay('sources:write');
  const [adding, setAdding] = useState(false);
  const sources = data?.sources;
  const some = sources !== undefined && sources.length > 0;
  const answer = some ? answerOfAll(sources) : null;
  const add = may && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <>
      <PageHead
        actions={some && add}
        question={texts.question}
        answer={
          answer && (
            <>
              {answer.text}
              <mark>{answer.finding}</mark>
            </>
          )
        }
        basis={some && rejectedOfAll(sources)}
      />
      {sources === undefined ? (
        error === null ? (
          <Skeleton lines={4} what={texts.reading} />
        ) : (
          <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : some ? (
        <Section finding={texts.sectionList(sources.length)} note={<ListNote />}>
          <List sources={sources} />
        </Section>
      ) : (
        <EmptyState say={texts.emptySay} actions={add}>
          {texts.emptyText}
        </EmptyState>
      )}
      {adding && <AddSource onClose={() => setAdding(false)} />}
    </>
  );
}

function ListNote() {
  return (
    <>
      <h3>{texts.consentNote}</h3>
      <p>{texts.consentNoteText}</p>
    </>
  );
}

const words = texts.columns;

function List({ sources }: { sources: readonly SourceListItem[] }) {
  return (
    <BlockTable caption={texts.list}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.arrives}</th>
          <th scope="col">{words.rejected}</th>
          <th scope="col">{words.last}</th>
          <th scope="col">{words.keys}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <Row key={source.id} source={source} />
        ))}
      </tbody>
    </BlockTable>
  );
}

function Row({ source: { id, name, consent, endedAt, arrivals, keys } }: { source: SourceListItem }) {
  const { day, moment } = useFormats();
  const asks = consent === 'ask' ? texts.ask : texts.optOut;
  return (
    <tr>
      <th scope="row">
        <Link to="/sources/$id" params={{ id }}>
          {name}
        </Link>
        <small>{endedAt === null ? asks : texts.ended(day(endedAt))}</small>
      </th>
      <td data-label={words.arrives}>{arrivals ? texts.aMinute(rateText(arrivals.perMinute)) : texts.notKnown}</td>
      <td data-label={words.rejected}>{arrivals ? numbers.count(arrivals.day.rejected) : texts.notKnown}</td>
      <td data-label={words.last}>
        {arrivals === null ? texts.notKnown : arrivals.lastEventAt ? moment(arrivals.lastEventAt) : texts.never}
      </td>
      <td data-label={words.keys}>{texts.keysOf(keys.public, keys.secret)}</td>
    </tr>
  );
}
