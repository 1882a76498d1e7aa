import { texts } from '../../texts/session.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Attempt } from './attempt.ts';
import { timeInWords } from './waiting-time.ts';

/** What went wrong, or how long one has to wait: that is said once and then counts down without a word. */
export function DoorProblem({ attempt: { problem, wait } }: { attempt: Attempt }) {
  if (problem === null) return null;
  if (problem.status !== 429) {
    return (
      <div role="alert">
        <Notice tone="warning" title={problem.title}>
          {problem.detail}
        </Notice>
      </div>
    );
  }
  return (
    <div>
      <p className="visually-hidden" role="alert">
        {problem.detail}
      </p>
      <div aria-hidden="true">
        <Notice tone="warning" title={texts.wait}>
          <p className="n">{texts.waitLeft(timeInWords(wait))}</p>
          <p>{texts.waitWhy}</p>
        </Notice>
      </div>
    </div>
  );
}
