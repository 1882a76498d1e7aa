import { listBeliefs } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { Said } from '../experiments/result-words.tsx';
import { AddBelief } from './add-belief.tsx';
import { BeliefList } from './belief-list.tsx';
import { truthOf } from './belief-numbers.ts';
import { BeliefScores } from './belief-scores.tsx';
import { beliefsAnswer } from './beliefs-answer.ts';
import { BeliefsNav } from './beliefs-nav.tsx';
import type { BeliefsSearch } from './beliefs-search.ts';
import { BeliefsTools } from './beliefs-tools.tsx';
import './beliefs.css';

const route = getRouteApi('/shell/beliefs');

/** As many as the answer sentence is of, and the lines that are shown at once. */
const most = 500;
const step = 100;

/** What the team believes, how sure it is, and how it turned out. */
export function BeliefsPage() {
  const search = route.useSearch();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useAnswer(listBeliefs, { query: { limit: most } });
  const mayWrite = useMay('beliefs:write');
  if (data === undefined) {
    if (error === null) return <Skeleton lines={8} what={texts.reading} />;
    return (
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const { beliefs, total, topics } = data;
  const settled = beliefs.filter((belief) => truthOf(belief) !== null).length;
  const voided = beliefs.filter(({ state }) => state === 'void').length;
  const empty = total === 0;
  const add = mayWrite && (
    <Button kind={empty ? 'primary' : 'plain'} icon="add" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <div className="beliefs">
      <PageHead
        context={<BeliefsNav />}
        actions={!empty && add}
        question={texts.question}
        answer={empty ? <EmptyAnswer /> : <Said saying={beliefsAnswer(beliefs)} />}
        basis={!empty && texts.basis(total, settled, voided, beliefs.length)}
      />
      {empty ? (
        <EmptyState say={texts.emptySay} actions={add}>
          <ul className="beliefs-points">
            {texts.emptyPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          {!mayWrite && <p>{texts.emptyReader}</p>}
        </EmptyState>
      ) : (
        <>
          <Section finding={texts.listFinding} note={<HowToRead />}>
            <BeliefsTools search={search} topics={topics} />
            <Found search={search} />
          </Section>
          <BeliefScores />
        </>
      )}
      {adding && <AddBelief onClose={() => setAdding(false)} />}
    </div>
  );
}

function EmptyAnswer() {
  return (
    <>
      {texts.emptyAnswer} <mark>{texts.emptyFinding}</mark>
    </>
  );
}

/** Those that the address asks for. */
function Found({ search }: { search: BeliefsSearch }) {
  const navigate = useNavigate();
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useAnswer(listBeliefs, { query: { ...search, limit } }, { keepPrevious: true });
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} what={texts.reading} />;
    return (
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const { beliefs, total } = data;
  if (total === 0)
    return (
      <EmptyState
        say={texts.noneFound}
        actions={<Button onClick={() => navigate({ to: '/beliefs', search: {} })}>{texts.showAll}</Button>}
      >
        {texts.noneFoundText}
      </EmptyState>
    );
  return (
    <>
      <BeliefList beliefs={beliefs} />
      {beliefs.length < total && (
        <p className="beliefs-more">
          {texts.more(beliefs.length, total)}{' '}
          {limit < most && <Button onClick={() => setLimit(Math.min(most, limit + step))}>{texts.showMore}</Button>}
        </p>
      )}
    </>
  );
}

function HowToRead() {
  return (
    <>
      <h3>{texts.readTitle}</h3>
      {texts.read.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h3>{texts.brierTitle}</h3>
      <p>{texts.brierText}</p>
    </>
  );
}
