import { getPlan, listPlans, type Plan } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useAnswer } from '../../app/queries.ts';
import { dayBeside } from '../../app/zone-day.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { PlanEmpty } from './plan-empty.tsx';
import { PlanView } from './plan-view.tsx';
import './plan.css';

const route = getRouteApi('/shell/plan');

/** The plan of today, or the one that the address names. */
export function PlanPage() {
  const { plan } = route.useSearch();
  const { data, error, refetch } = useAnswer(getPlan, { query: plan === undefined ? {} : { plan } });
  if (data !== undefined) return <PlanView key={data.plan.id} whole={data} plans={<Plans id={data.plan.id} />} />;
  if (error === null) return <Skeleton lines={10} what={texts.reading} />;
  if (error instanceof ApiProblem && error.status === 404) return <PlanEmpty />;
  return (
    <>
      <PageHead context={texts.context} question={texts.question} />
      <ErrorState say={texts.failedReading} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

/** The name and period of the plan, or a list where there are several. A period is kept with the day after its last. */
function Plans({ id }: { id: string }) {
  const { data } = useAnswer(listPlans, {});
  const navigate = useNavigate({ from: '/plan' });
  const plans = data?.plans ?? [];
  const { month } = useFormats();
  const named = ({ name, from, to }: Plan) => periodTexts.span(name, month(from), month(dayBeside(to, -1)));
  if (plans.length < 2) return plans[0] === undefined ? null : <span>{named(plans[0])}</span>;
  return (
    <Select
      aria-label={texts.plan}
      value={id}
      onValue={(plan) => void navigate({ search: { plan } })}
      choices={plans.map((one) => ({ value: one.id, label: named(one) }))}
    />
  );
}
