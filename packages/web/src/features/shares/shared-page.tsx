import { openShared } from '@dandelion-loop/contract';
import { useLocation } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { sharedTexts as texts } from '../../texts/share.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SharedExperimentView } from './shared-experiment.tsx';
import { SharedProblem } from './shared-problem.tsx';
import './shared-page.css';

/** What a link shows to people without an account. The token stays in the address, behind `#`, so that the page can be kept. */
export function SharedPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  return (
    <main className="shared" id="main" tabIndex={-1}>
      {token === '' ? (
        <PageHead question={texts.endedQuestion} answer={texts.noToken} basis={texts.noTokenBasis} />
      ) : (
        <Opened key={token} token={token} />
      )}
    </main>
  );
}

function Opened({ token }: { token: string }) {
  // Opening is counted: once, not whenever somebody comes back to the window.
  const { data, error, refetch } = useAnswer(openShared, { body: { token } }, { staleTime: Number.POSITIVE_INFINITY });
  usePageTitle(data && (data.title ?? data.question));
  if (data !== undefined) return <SharedExperimentView shared={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return <SharedProblem error={error} onAgain={() => void refetch()} />;
}
