import { getProposals, type Proposals } from '@dandelion-loop/contract';
import { daysSaved } from '@dandelion-loop/wording';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { DraftList } from './draft-list.tsx';
import { IdeaList } from './idea-list.tsx';
import { ProposalItem } from './proposal-item.tsx';
import { ProposalSettingsDialog } from './proposal-settings.tsx';
import { originWords } from './proposal-words.ts';
import './proposals.css';

const atFirst = 10;
const mostShown = 500;

/** What to test next, ideas, drafts, and what it is all valued with. */
export function ProposalsPage() {
  const [limit, setLimit] = useState(atFirst);
  const { data, error, refetch } = useAnswer(
    getProposals,
    { query: { limit } },
    { keepPrevious: true, refetchInterval: (answer) => (answer?.outdated ? 3000 : false) },
  );
  const may = useMay('learnings:write');
  const [setting, setSetting] = useState(false);
  return (
    <>
      <PageHead
        actions={data !== undefined && may && <Button onClick={() => setSetting(true)}>{texts.settings}</Button>}
        question={texts.question}
        answer={data && <Answer data={data} />}
        basis={data && <Basis data={data} />}
      />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={6} what={texts.reading} />
        ) : (
          <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : (
        <>
          <Queue data={data} onMore={() => setLimit(mostShown)} />
          <IdeaList />
          <DraftList />
        </>
      )}
      {setting && data && <ProposalSettingsDialog data={data} onClose={() => setSetting(false)} />}
    </>
  );
}

function Answer({ data: { state, proposals } }: { data: Proposals }) {
  const [text, finding] =
    state === 'ready'
      ? [texts.answer, texts.finding(proposals[0]!.attributes.map(({ name }) => name).join(', '))]
      : state === 'nothing'
        ? [texts.nothing, texts.nothingFinding]
        : [texts.noTests, texts.noTestsFinding];
  return (
    <>
      {text}
      <mark>{finding}</mark>
    </>
  );
}

function Basis({ data: { basis, notes, outdated, saved } }: { data: Proposals }) {
  const { count } = useFormats();
  const { metric, unitsPerWeek } = basis;
  const said = [
    ...(metric === null ? [] : [texts.basis(metric, count(Math.round(unitsPerWeek)), originWords(basis))]),
    ...(saved === null ? [] : [texts.saved(saved.units, daysSaved(saved.days))]),
    ...notes,
    ...(outdated ? [texts.outdated] : []),
  ];
  return said.join(' ');
}

function Queue({ data, onMore }: { data: Proposals; onMore: () => void }) {
  const mayImport = useMay('imports:write');
  const { state, proposals, more, basis, settings } = data;
  if (state === 'no-tests') {
    const go = mayImport && (
      <ButtonLink to="/imports/new" kind="primary">
        {texts.importTest}
      </ButtonLink>
    );
    return (
      <EmptyState say={texts.emptySay} actions={go}>
        {texts.emptyText}
      </EmptyState>
    );
  }
  if (state === 'nothing') return <EmptyState say={texts.nothingSay}>{texts.nothingText}</EmptyState>;
  return (
    <Section
      finding={texts.list(proposals.length + more)}
      note={
        <>
          <h3>{texts.howTitle}</h3>
          <p>{texts.how}</p>
          <p>{texts.howOrder}</p>
        </>
      }
    >
      <ol className="proposals">
        {proposals.map((proposal, at) => (
          <ProposalItem
            key={proposal.id}
            proposal={proposal}
            basis={basis}
            weeks={Math.round(settings.weeks)}
            place={at + 1}
          />
        ))}
      </ol>
      {more > 0 && <Button onClick={onMore}>{texts.more(more)}</Button>}
    </Section>
  );
}
