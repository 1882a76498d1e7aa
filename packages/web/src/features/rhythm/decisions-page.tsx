import { listDecisions, listRituals } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { Said } from '../experiments/result-words.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { DecisionList } from './decision-list.tsx';
import { decisionsAnswer } from './decisions-answer.ts';
import { type DecisionsSearch, decisionsSearch } from './decisions-search.ts';
import { RhythmNav } from './rhythm-nav.tsx';
import './rhythm.css';

const route = getRouteApi('/shell/rhythm/decisions');

/** As many as the answer sentence is of. */
const most = 200;
const step = 50;

/** What was decided, why, by whom, on which evidence; and how it turned out. */
export function DecisionsPage() {
  const [recording, setRecording] = useState(false);
  const mayRecord = useMay('decisions:write');
  const all = useAnswer(listDecisions, { query: { limit: most } });
  const due = useAnswer(listDecisions, { query: { state: 'due', limit: 1 } });
  const { data, error, refetch } = all;
  if (data === undefined) {
    if (error === null) return <Skeleton lines={8} what={texts.reading} />;
    return (
      <>
        <PageHead context={<RhythmNav />} question={texts.question} />
        <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
          {error.message}
        </ErrorState>
      </>
    );
  }
  const { total, decisions } = data;
  const empty = total === 0;
  const record = mayRecord && (
    <Button kind={empty ? 'primary' : 'plain'} icon="add" onClick={() => setRecording(true)}>
      {texts.record}
    </Button>
  );
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmNav />}
        actions={!empty && record}
        question={texts.question}
        answer={empty ? <EmptyAnswer /> : <Said saying={decisionsAnswer(total, decisions)} />}
        basis={
          !empty &&
          `${texts.dueBasis(due.data?.total ?? 0)}${decisions.length < total ? texts.ofNewest(decisions.length) : ''}`
        }
      />
      {empty ? (
        <EmptyState say={texts.emptySay} actions={record}>
          <p>{texts.emptyText}</p>
          {!mayRecord && <p>{texts.emptyReader}</p>}
        </EmptyState>
      ) : (
        <Section finding={texts.listFinding}>
          <Listed />
        </Section>
      )}
      {recording && <DecisionDialog decision={null} onClose={() => setRecording(false)} />}
    </div>
  );
}

function EmptyAnswer() {
  return (
    <>
      {texts.emptyAnswer}
      <mark>{texts.emptyFinding}</mark>
    </>
  );
}

/** Those that the address asks for. */
function Listed() {
  const search = decisionsSearch(route.useSearch());
  const navigate = useNavigate();
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useAnswer(listDecisions, { query: { ...search, limit } }, { keepPrevious: true });
  return (
    <>
      <Tools search={search} />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={6} what={texts.reading} />
        ) : (
          <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : data.total === 0 ? (
        <EmptyState
          say={texts.noneFound}
          actions={<Button onClick={() => navigate({ to: '/rhythm/decisions', search: {} })}>{texts.showAll}</Button>}
        >
          {texts.noneFoundText}
        </EmptyState>
      ) : (
        <DecisionList decisions={data.decisions} />
      )}
      {data !== undefined && data.decisions.length < data.total && (
        <p className="rhythm-more">
          {texts.more(data.decisions.length, data.total)}{' '}
          {limit < most && <Button onClick={() => setLimit(Math.min(most, limit + step))}>{texts.showMore}</Button>}
        </p>
      )}
    </>
  );
}

const states = ['all', 'due', 'open', 'closed'] as const;

function Tools({ search }: { search: DecisionsSearch }) {
  const navigate = useNavigate();
  const { data } = useAnswer(listRituals, {});
  const go = (next: DecisionsSearch) =>
    void navigate({ to: '/rhythm/decisions', search: next, replace: true, resetScroll: false });
  const without = (key: keyof DecisionsSearch): DecisionsSearch => {
    const { [key]: _, ...rest } = search;
    return rest;
  };
  const rituals = data?.rituals ?? [];
  return (
    <div className="decisions-tools">
      <SearchField
        label={texts.search}
        placeholder={texts.searchPlaceholder}
        clearLabel={texts.searchClear}
        value={search.search ?? ''}
        onValue={(text) => go(text === '' ? without('search') : { ...search, search: text })}
      />
      <Select
        aria-label={texts.stateLegend}
        value={search.state ?? 'all'}
        onValue={(state) => go(state === 'all' ? without('state') : { ...search, state })}
        choices={states.map((value) => ({ value, label: texts.states[value] }))}
      />
      {rituals.length > 0 && (
        <Select
          aria-label={texts.ritual}
          value={search.ritual ?? ''}
          onValue={(ritual) => go(ritual === '' ? without('ritual') : { ...search, ritual })}
          choices={[
            { value: '', label: texts.allRituals },
            ...rituals.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </div>
  );
}
