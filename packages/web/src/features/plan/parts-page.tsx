import { getPlan, type WholePlan } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { numbersTexts } from '../../texts/numbers.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { partsTexts } from '../../texts/plan-parts.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { DeletePlan } from './delete-plan.tsx';
import { Domains } from './domains-editor.tsx';
import { ImportPlan } from './import-plan.tsx';
import { Outcomes } from './outcomes-editor.tsx';
import { PeriodForm } from './period-form.tsx';
import { Rates } from './rates.tsx';
import './plan.css';

const route = getRouteApi('/shell/plan/parts');

/** Outcomes, causes, period: what bets are made of. */
export function PartsPage() {
  const { plan } = route.useSearch();
  const { data, error, refetch } = useAnswer(getPlan, { query: plan === undefined ? {} : { plan } });
  if (data !== undefined) return <Parts whole={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead context={texts.context} question={partsTexts.partsQuestion} />
      <ErrorState say={texts.failedReading} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function Parts({ whole }: { whole: WholePlan }) {
  const mayWrite = useMay('plan:write');
  const { plan } = whole;
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
        question={partsTexts.partsQuestion}
        answer={
          <>
            <mark>{periodTexts.outcomes(whole.outcomes.length)}</mark>
            {periodTexts.hangOn(whole.bets.length, whole.domains.length)}
          </>
        }
      />
      <Section finding={partsTexts.outcomes}>
        <Outcomes whole={whole} mayWrite={mayWrite} />
      </Section>
      <Section finding={partsTexts.causes}>
        <p>{partsTexts.noCauses}</p>
        <Domains whole={whole} mayWrite={mayWrite} />
      </Section>
      {mayWrite && (
        <>
          <Section finding={partsTexts.period}>
            <PeriodForm key={plan.version} plan={plan} />
          </Section>
          <Section finding={numbersTexts.rates}>
            <Rates key={`rates ${plan.version}`} plan={plan} />
          </Section>
          <Section finding={periodTexts.importTitle}>
            <ImportPlan into={plan} />
          </Section>
          <Section finding={periodTexts.delete}>
            <DeletePlan whole={whole} />
          </Section>
        </>
      )}
    </div>
  );
}
