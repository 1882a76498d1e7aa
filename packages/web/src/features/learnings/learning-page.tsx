import { getLearning, getLearnings } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LearningView } from './learning-view.tsx';
import './learnings.css';
import './learning.css';

const route = getRouteApi('/shell/learnings/$id');

/** Tests that are read at first, and at most. */
const first = 200;
const most = 5000;

/** One learning: what it says, how it could be wrong, and the tests behind it. */
export function LearningPage() {
  const { id } = route.useParams();
  const [limit, setLimit] = useState(first);
  const details = useAnswer(getLearning, { params: { id }, query: { limit } }, { keepPrevious: true });
  const library = useAnswer(getLearnings, {});
  const { data } = details;
  usePageTitle(data?.attribute.name);
  const problem = details.error ?? library.error;
  if (data !== undefined && library.data !== undefined && data.learning.id === id)
    return (
      <LearningView key={id} details={data} library={library.data} onAll={limit < most ? () => setLimit(most) : null} />
    );
  if (problem === null) return <Skeleton lines={8} what={texts.reading} />;
  if (problem instanceof ApiProblem && [400, 404, 422].includes(problem.status))
    return (
      <PageHead
        question={texts.missing}
        answer={texts.missingAnswer}
        basis={<Link to="/learnings">{texts.toLearnings}</Link>}
      />
    );
  const again = () => {
    void details.refetch();
    void library.refetch();
  };
  return (
    <div role="alert">
      <PageHead question={texts.failedQuestion} answer={texts.failed} basis={problem.message} />
      <Button onClick={again}>{texts.tryAgain}</Button>
    </div>
  );
}
