import { type CustomerSegment, listSegments } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { shareWords, texts } from '../../texts/segments.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, TooFewState } from '../../ui/state-card.tsx';
import { SegmentForm } from './segment-form.tsx';
import { ShareBar } from './share-bar.tsx';
import '../plan/plan.css';

/** Which customers the team means by which name. */
export function SegmentsPage() {
  const { data, error, refetch } = useAnswer(listSegments, {});
  if (data !== undefined) return <Segments segments={data.segments} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

const shareOf = ({ count }: CustomerSegment) => (count === null || count.of === 0 ? null : count.customers / count.of);

function Segments({ segments }: { segments: readonly CustomerSegment[] }) {
  const mayWrite = useMay('segments:write');
  const [adding, setAdding] = useState(false);
  const bySize = segments.toSorted((a, b) => (shareOf(b) ?? -1) - (shareOf(a) ?? -1));
  const [largest] = bySize;
  const share = largest === undefined ? null : shareOf(largest);
  const isEmpty = largest === undefined;
  const add = mayWrite && !adding && (
    <Button kind={isEmpty ? 'primary' : 'plain'} icon="add" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <div className="plan-page">
      <PageHead
        context={<Link to="/personas">{texts.personas}</Link>}
        question={texts.question}
        answer={
          <>
            <mark>{isEmpty ? texts.none : texts.some(segments.length)}</mark>
            {isEmpty ? texts.noneRest : share === null ? '.' : texts.largest(largest.name, share)}
          </>
        }
        basis={texts.basis}
      />
      {isEmpty && !adding && (
        <EmptyState say={texts.emptySay} actions={add}>
          {texts.emptyText}
        </EmptyState>
      )}
      {!isEmpty && share === null && <TooFewState say={texts.noCustomers}>{texts.noCustomersText}</TooFewState>}
      {share !== null && <SizePicture segments={bySize} />}
      {!isEmpty && <SegmentTable segments={segments} />}
      {adding && <SegmentForm segment={null} onDone={() => setAdding(false)} />}
      {!isEmpty && <p className="plan-action">{add}</p>}
    </div>
  );
}

function SizePicture({ segments }: { segments: readonly CustomerSegment[] }) {
  return (
    <Section finding={texts.picture}>
      <ul className="share-list">
        {segments.map((one) => {
          const share = shareOf(one);
          return (
            <li key={one.id}>
              <span>
                <Link to="/segments/$id" params={{ id: one.id }}>
                  {one.name}
                </Link>
                <span className="quiet">{share === null ? texts.notCounted : shareWords(share)}</span>
              </span>
              <ShareBar share={share} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function SegmentTable({ segments }: { segments: readonly CustomerSegment[] }) {
  return (
    <Section finding={texts.list}>
      <BlockTable caption={texts.list}>
        <thead>
          <tr>
            <th scope="col">{texts.columns.name}</th>
            <th scope="col">{texts.columns.means}</th>
            <th scope="col">{texts.columns.customers}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ id, name, sentence, count }) => (
            <tr key={id}>
              <th scope="row">
                <Link to="/segments/$id" params={{ id }}>
                  {name}
                </Link>
              </th>
              <td>{sentence}</td>
              <td>{count === null ? texts.notCounted : texts.holds(count.customers, count.of)}</td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
    </Section>
  );
}
