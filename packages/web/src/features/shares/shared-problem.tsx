import { ApiProblem } from '../../app/api-problem.ts';
import { sharedTexts as texts } from '../../texts/share.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SharedFoot } from './shared-foot.tsx';

/** A link that has ended, or could not be opened now. */
export function SharedProblem({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const known = error instanceof ApiProblem;
  const head =
    known && [400, 410].includes(error.status)
      ? { answer: texts.ended, basis: texts.endedBasis }
      : known && error.code === 'unreachable'
        ? { answer: texts.offline, basis: error.message }
        : { answer: texts.failed, basis: error.message };
  return (
    <div role="alert">
      <PageHead question={texts.endedQuestion} {...head} />
      {head.answer !== texts.ended && <Button onClick={onAgain}>{texts.tryAgain}</Button>}
      <SharedFoot />
    </div>
  );
}
