import { listBeliefs } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { AddBelief } from './add-belief.tsx';
import { BeliefRow } from './belief-row.tsx';
import { answerOfBeliefs } from './belief-words.ts';
import './beliefs.css';
import { OwnScores } from './own-scores.tsx';

const most = 500;

/** What the team takes for granted, how sure each member is, and how it turned out. */
export function BeliefsPage() {
  const { data, error, refetch } = useAnswer(listBeliefs, { query: { limit: most } });
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('beliefs:write');
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} what={texts.reading} />;
    return (
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const { beliefs, total } = data;
  const none = total === 0;
  const { before, finding } = none ? { before: texts.none, finding: texts.noneFinding } : answerOfBeliefs(beliefs);
  return (
    <div className="beliefs">
      <PageHead
        context={texts.context}
        actions={
          mayAdd && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              {texts.add}
            </Button>
          )
        }
        question={texts.question}
        answer={
          <>
            {before} <mark>{finding}</mark>
          </>
        }
        basis={none ? texts.noneBasis : texts.basis}
      />
      {!none && (
        <Section finding={texts.listed(total)}>
          {total > beliefs.length && <p className="quiet">{texts.onlyNewest(beliefs.length, total)}</p>}
          <ul className="belief-list">
            {beliefs.map((belief) => (
              <BeliefRow key={belief.id} belief={belief} />
            ))}
          </ul>
        </Section>
      )}
      <OwnScores />
      {adding && <AddBelief onClose={() => setAdding(false)} />}
    </div>
  );
}
