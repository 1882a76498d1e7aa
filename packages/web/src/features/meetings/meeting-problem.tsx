import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { RhythmCrumbs } from '../rhythm/rhythm-crumbs.tsx';

/** Nothing is at this address. */
export function MissingMeeting() {
  return <PageHead context={<RhythmCrumbs />} question={texts.missing} answer={texts.missingAnswer} />;
}

/** A meeting that cannot be shown, and why. */
export function MeetingProblem({ error, onAgain }: { error: Error; onAgain: () => void }) {
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status)) return <MissingMeeting />;
  return (
    <ErrorState say={texts.failed} actions={<Button onClick={onAgain}>{texts.tryAgain}</Button>}>
      {error.message}
    </ErrorState>
  );
}
