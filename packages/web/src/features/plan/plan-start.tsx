import type { ReactNode } from 'react';
import { texts } from '../../texts/plan.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { EmptyState } from '../../ui/state-card.tsx';

/** A plan that does not yet say what it is for. */
export function PlanStart({
  planId,
  context,
  actions,
  mayWrite,
}: {
  planId: string;
  context: ReactNode;
  actions: ReactNode;
  mayWrite: boolean;
}) {
  return (
    <div className="plan-page">
      <PageHead
        context={context}
        actions={actions}
        question={texts.question}
        answer={
          <>
            {texts.noOutcome}
            <mark>{texts.noOutcomeFinding}</mark>.
          </>
        }
      />
      <EmptyState
        say={texts.startSay}
        actions={
          mayWrite && (
            <ButtonLink to="/plan/parts" search={{ plan: planId }} kind="primary">
              {texts.startAdd}
            </ButtonLink>
          )
        }
      >
        <p>{texts.startText}</p>
      </EmptyState>
    </div>
  );
}
