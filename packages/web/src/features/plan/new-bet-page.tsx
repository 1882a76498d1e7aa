import { addBet, getPlan, type WholePlan } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { emptyDraft, isDraft } from './bet-draft.ts';
import { BetForm } from './bet-form.tsx';
import { PlanStart } from './plan-start.tsx';
import './plan.css';

const route = getRouteApi('/shell/plan/bets/new');

export function NewBetPage() {
  const { plan } = route.useSearch();
  const { data, error, refetch } = useAnswer(getPlan, { query: plan === undefined ? {} : { plan } });
  if (data !== undefined) {
    if (data.outcomes.length === 0)
      return <PlanStart planId={data.plan.id} context={texts.context} actions={null} mayWrite />;
    return <NewBet whole={data} />;
  }
  if (error === null) return <Skeleton lines={10} what={texts.reading} />;
  return (
    <>
      <PageHead context={texts.context} question={betTexts.newBetQuestion} />
      <ErrorState say={texts.failedReading} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function NewBet({ whole }: { whole: WholePlan }) {
  const { plan } = whole;
  const { member } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft, clear] = useDraft(`new bet ${plan.id}`, emptyDraft(whole, member.id), isDraft);
  const add = useCommand(addBet, {
    onSuccess: async ({ id }) => {
      clear();
      await client.invalidateQueries({ queryKey: [getPlan.path] });
      await navigate({ to: '/plan/bets/$id', params: { id } });
    },
  });
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/plan" search={{ plan: plan.id }}>
              {texts.context}
            </Link>
            <span>{plan.name}</span>
          </>
        }
        question={betTexts.newBetQuestion}
      />
      <BetForm
        whole={whole}
        betId={null}
        draft={draft}
        setDraft={setDraft}
        onSend={(body) => add.mutate({ params: { id: plan.id }, body })}
        error={add.error}
        busy={add.isPending}
      />
    </div>
  );
}
