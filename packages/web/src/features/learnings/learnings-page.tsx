import { computeLearnings, getLearnings, type Library } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { keyOf, useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/learnings.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import './learnings.css';
import { LearningsEmpty } from './learnings-empty.tsx';
import { LearningsView } from './learnings-view.tsx';

const route = getRouteApi('/shell/learnings');

/** Milliseconds between two askings while something is computed. */
const pause = 1500;

const isComputing = ({ state, outdated }: Library): boolean =>
  state === 'computing' || (outdated && state !== 'failed');

/** What all tests together say. */
export function LearningsPage() {
  const search = route.useSearch();
  const { data, error, refetch } = useAnswer(
    getLearnings,
    {},
    { refetchInterval: (library) => (library !== undefined && isComputing(library) ? pause : false) },
  );
  if (data === undefined) {
    if (error === null) return <Skeleton lines={8} what={texts.reading} />;
    return (
      <ErrorState say={texts.failedReading} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  if (data.answer !== null)
    return <LearningsView library={data} answer={data.answer} search={search} notice={<Changes library={data} />} />;
  if (data.state === 'failed') return <Failed library={data} />;
  return data.state === 'empty' ? <LearningsEmpty /> : <Computing />;
}

/** Why what is seen is not of today. */
function Changes({ library }: { library: Library }) {
  const { moment } = useFormats();
  const { state, outdated, failure, computedAt } = library;
  if (state === 'failed')
    return (
      <Notice tone="warning" title={texts.failedTitle} action={<Compute />}>
        {`${failure ?? ''} ${texts.failedKept}`.trim()}
      </Notice>
    );
  if (!outdated) return null;
  return (
    <div role="status">
      <Notice title={texts.outdatedTitle}>{texts.outdated(computedAt === null ? null : moment(computedAt))}</Notice>
    </div>
  );
}

function Compute() {
  const client = useQueryClient();
  const may = useMay('learnings:write');
  const compute = useCommand(computeLearnings, {
    onSuccess: (library) => client.setQueryData(keyOf(getLearnings, {}), library),
    onError: (error) =>
      notify({
        tone: 'warning',
        title: texts.notBegun,
        text: error instanceof ApiProblem ? error.detail : error.message,
      }),
  });
  if (!may) return null;
  return (
    <Button onClick={() => compute.mutate({})} unavailable={compute.isPending && texts.computing}>
      {texts.computeAgain}
    </Button>
  );
}

function Failed({ library: { failure } }: { library: Library }) {
  return (
    <div className="learnings">
      <PageHead context={texts.context} question={texts.question} />
      <ErrorState say={texts.failedSay} actions={<Compute />}>
        {`${failure ?? ''} ${texts.failedWhat}`.trim()}
      </ErrorState>
    </div>
  );
}

function Computing() {
  return (
    <div className="learnings">
      <PageHead context={texts.context} question={texts.question} />
      <div className="learnings-progress">
        <Progress what={texts.computingWhat} fraction={null} detail={texts.computingDetail} atOnce />
      </div>
    </div>
  );
}
