import { type Experiment, getExperiment } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { questionText } from './experiment-question.ts';
import { ExperimentView } from './experiment-view.tsx';

const route = getRouteApi('/shell/experiments/$id');

/** One experiment: may it be read, what does it say, how do we know. */
export function ExperimentPage() {
  const { id } = route.useParams();
  const { analysis } = route.useSearch();
  const { data, error, refetch } = useAnswer(getExperiment, {
    params: { id },
    query: analysis === undefined ? {} : { analysis },
  });
  usePageTitle(data && questionText(data));
  if (data !== undefined) return <ExperimentView key={`${id} ${data.analysis.id}`} experiment={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status))
    return <Missing id={id} earlier={analysis !== undefined} />;
  return (
    <div role="alert">
      <PageHead question={texts.failedQuestion} answer={texts.failed} basis={error.message} />
      <Button onClick={() => refetch()}>{texts.tryAgain}</Button>
    </div>
  );
}

function Missing({ id, earlier }: { id: Experiment['id']; earlier: boolean }) {
  return (
    <PageHead
      question={texts.missing}
      answer={earlier ? texts.missingAnalysis : texts.missingAnswer}
      basis={
        earlier ? (
          <Link to="/experiments/$id" params={{ id }}>
            {texts.toCurrent}
          </Link>
        ) : (
          <Link to="/experiments">{texts.toExperiments}</Link>
        )
      }
    />
  );
}
