import { type Decision, listDecisions } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { DecisionList } from './decision-list.tsx';

/** The first of them, as the page of the rhythm asks too: it is one question. */
export const dueDecisions = { query: { state: 'due', limit: 8 } } as const;

/** Decisions whose day has come. */
export function DecisionsDue() {
  const { data, error, refetch } = useAnswer(listDecisions, dueDecisions);
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={3} />
    ) : (
      <ErrorState say={texts.dueFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  return <Known total={data.total} decisions={data.decisions} />;
}

function Known({ total, decisions }: { total: number; decisions: readonly Decision[] }) {
  return (
    <Section
      finding={texts.dueFinding(total)}
      controls={
        <Link className="rhythm-link" to="/rhythm/decisions">
          {texts.allDecisions}
        </Link>
      }
    >
      {total === 0 ? <p className="quiet">{texts.dueNone}</p> : <DecisionList decisions={decisions} />}
      {decisions.length < total && (
        <p className="rhythm-more">
          <ButtonLink kind="quiet" to="/rhythm/decisions" search={{ state: 'due' }}>
            {texts.showAll(total)}
          </ButtonLink>
        </p>
      )}
    </Section>
  );
}
