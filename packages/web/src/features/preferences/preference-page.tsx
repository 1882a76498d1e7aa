import { getPreference } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { PreferenceView } from './preference-view.tsx';
import './preferences.css';

const route = getRouteApi('/shell/preferences/$id');

/** One question of what customers prefer. */
export function PreferencePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getPreference, { params: { id } });
  usePageTitle(data?.question);
  if (data !== undefined) return <PreferenceView key={id} preference={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status))
    return (
      <PageHead
        question={texts.missing}
        answer={texts.missingAnswer}
        basis={<Link to="/preferences">{texts.up}</Link>}
      />
    );
  return (
    <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
      {error.message}
    </ErrorState>
  );
}
