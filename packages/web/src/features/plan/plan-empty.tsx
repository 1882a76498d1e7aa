import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/plan.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { EmptyState } from '../../ui/state-card.tsx';
import { PlanBeginnings } from './plan-beginnings.tsx';

/** No plan yet: two to look at, a form, a file. */
export function PlanEmpty() {
  const mayWrite = useMay('plan:write');
  return (
    <div className="plan-page">
      <PageHead
        context={texts.context}
        question={texts.question}
        answer={
          <>
            {texts.emptyAnswer}
            <mark>{texts.emptyFinding}</mark>.
          </>
        }
        basis={texts.emptyBasis}
      />
      {mayWrite ? (
        <PlanBeginnings />
      ) : (
        <EmptyState say={texts.emptyBasis}>
          <p>{texts.reader}</p>
        </EmptyState>
      )}
    </div>
  );
}
