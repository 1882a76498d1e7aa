import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { texts } from '../texts/problems.ts';
import { Button } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ApiProblem } from './api-problem.ts';

/** A page that could not be shown. The frame around it, and everything else, stays. */
export function RouteProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const known = error instanceof ApiProblem;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div role="alert">
      <PageHead
        context={texts.problem}
        question={known ? error.title : texts.bugTitle}
        answer={known ? error.detail : texts.bug}
        basis={known ? undefined : <code>{error instanceof Error ? error.message : String(error)}</code>}
      />
      <Button onClick={again}>{texts.tryAgain}</Button>
    </div>
  );
}

/** Before it is known who is here, there is no frame: the problem stands alone. */
export function DoorProblem(props: ErrorComponentProps) {
  return (
    <main className="page" id="main" tabIndex={-1}>
      <RouteProblem {...props} />
    </main>
  );
}
