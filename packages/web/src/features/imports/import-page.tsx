import { getImport, type Import } from '@dandelion-loop/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { ofImport } from '../experiments/experiment-links.ts';
import { EditStep } from './edit-step.tsx';
import { isGoing } from './import-state.tsx';
import { ImportView } from './import-view.tsx';

const route = getRouteApi('/shell/imports/$id');

/** Between two askings while it is judged, in milliseconds. */
const pause = 700;

/** One import: what runs, what it brought, how it was judged. */
export function ImportPage() {
  const { id } = route.useParams();
  const { edit } = route.useSearch();
  const { data, error, refetch } = useAnswer(
    getImport,
    { params: { id } },
    { refetchInterval: (imported) => (imported?.analyses.some(isGoing) ? pause : false) },
  );
  const mayChange = useMay('imports:write');
  usePageTitle(data?.name);
  if (data === undefined) {
    return error === null ? <Skeleton lines={4} /> : <NotShown problem={error} again={() => void refetch()} />;
  }
  return mayChange && edit === '1' && !data.analyses.some(isGoing) ? (
    <EditStep key={id} imported={data} />
  ) : (
    <Shown key={id} imported={data} lost={error} />
  );
}

/** `lost`: the newest answer did not come, and what is shown is from before. */
function Shown({ imported, lost }: { imported: Import; lost: Error | null }) {
  useGoOn(imported);
  return <ImportView imported={imported} lost={lost} />;
}

/** Who saw it being judged wants to see the result, not the import. Who comes back later wants the import. */
function useGoOn(imported: Import): void {
  const navigate = useNavigate();
  const [newest] = imported.analyses;
  const seenGoing = useRef(false);
  useEffect(() => {
    if (newest === undefined) return;
    if (isGoing(newest)) seenGoing.current = true;
    else if (newest.state === 'done' && seenGoing.current && imported.experiments > 0) {
      seenGoing.current = false;
      if (imported.experimentId !== null) {
        void navigate({ to: '/experiments/$id', params: { id: imported.experimentId }, replace: true });
      } else {
        void navigate({ to: '/experiments', search: ofImport(imported.id), replace: true });
      }
    }
  }, [imported, newest, navigate]);
}

function NotShown({ problem, again }: { problem: Error; again: () => void }) {
  const gone = problem instanceof ApiProblem && (problem.status === 404 || problem.status === 400);
  return (
    <>
      <PageHead context={<Link to="/imports">{texts.imports}</Link>} question={texts.importQuestion} />
      <ErrorState
        say={gone ? texts.importGone : texts.importNotRead}
        actions={
          gone ? <ButtonLink to="/imports">{texts.listAll}</ButtonLink> : <Button onClick={again}>{texts.again}</Button>
        }
      >
        {gone ? texts.importGoneText : problem.message}
      </ErrorState>
    </>
  );
}
