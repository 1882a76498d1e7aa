import { Link } from '@tanstack/react-router';
import { periodTexts as texts } from '../../texts/period.ts';
import { texts as planTexts } from '../../texts/plan.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { PlanBeginnings } from './plan-beginnings.tsx';
import './plan.css';

/** Another plan beside those that are there. */
export function NewPlanPage() {
  return (
    <div className="plan-page">
      <PageHead
        context={<Link to="/plan">{planTexts.context}</Link>}
        question={texts.newQuestion}
        answer={
          <>
            {texts.newAnswer}
            <mark>{texts.newFinding}</mark>.
          </>
        }
        basis={texts.newBasis}
      />
      <PlanBeginnings ownFirst />
    </div>
  );
}
