import { getBelief } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { BeliefView } from './belief-view.tsx';
import './beliefs.css';

const route = getRouteApi('/shell/beliefs/$id');

/** One assumption: what was said of it, and what came of it. */
export function BeliefPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getBelief, { params: { id } });
  usePageTitle(data?.claim);
  if (data !== undefined) return <BeliefView key={id} belief={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status))
    return (
      <PageHead
        question={texts.missing}
        answer={texts.missingAnswer}
        basis={<Link to="/beliefs">{texts.context}</Link>}
      />
    );
  return (
    <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
      {error.message}
    </ErrorState>
  );
}
