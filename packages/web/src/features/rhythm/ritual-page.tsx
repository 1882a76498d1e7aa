import { getRitual } from '@dandelion-loop/contract';
import { getRouteApi } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { RhythmCrumbs } from './rhythm-crumbs.tsx';
import { RitualView } from './ritual-view.tsx';
import './rhythm.css';

const route = getRouteApi('/shell/rhythm/rituals/$id');

/** One ritual: when it is held, what came of it, and whether it helps. */
export function RitualPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getRitual, { params: { id } });
  usePageTitle(data?.name);
  if (data !== undefined) return <RitualView key={id} ritual={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status))
    return <PageHead context={<RhythmCrumbs />} question={texts.missing} answer={texts.missingAnswer} />;
  return (
    <>
      <PageHead context={<RhythmCrumbs />} question={texts.ritual} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}
