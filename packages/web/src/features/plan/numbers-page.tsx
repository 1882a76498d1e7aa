import { getPlan, type WholePlan } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { saveFile } from '../../app/exchange-file.ts';
import { useAnswer } from '../../app/queries.ts';
import { numbersTexts as texts } from '../../texts/numbers.ts';
import { texts as planTexts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import type { NumbersOf } from './csv-head.ts';
import { ImportNumbers } from './import-numbers.tsx';
import { NumberImports } from './number-imports.tsx';
import { numberTemplate } from './number-template.ts';
import './plan.css';

const route = getRouteApi('/shell/plan/numbers');

/** Numbers of bets and values of outcomes from a file: seen first, then imported, taken back as a whole. */
export function NumbersPage() {
  const { plan } = route.useSearch();
  const { data, error, refetch } = useAnswer(getPlan, { query: plan === undefined ? {} : { plan } });
  if (data !== undefined) return <Numbers whole={data} />;
  if (error === null) return <Skeleton lines={6} what={planTexts.reading} />;
  return (
    <>
      <PageHead context={planTexts.context} question={texts.question} />
      <ErrorState
        say={planTexts.failedReading}
        actions={<Button onClick={() => refetch()}>{planTexts.tryAgain}</Button>}
      >
        {error.message}
      </ErrorState>
    </>
  );
}

function Numbers({ whole }: { whole: WholePlan }) {
  const { plan } = whole;
  const template = (of: NumbersOf) =>
    saveFile(new File([numberTemplate(whole, of)], `${of}.csv`, { type: 'text/csv' }));
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/plan" search={{ plan: plan.id }}>
              {planTexts.context}
            </Link>
            <span>{plan.name}</span>
          </>
        }
        question={texts.question}
        answer={
          <>
            {texts.answer}
            <mark>{texts.finding}</mark>.
          </>
        }
        basis={texts.basis}
      />
      <Section finding={texts.file} note={<p>{texts.text}</p>}>
        <p className="plan-form-actions">
          <Button kind="quiet" icon="export" onClick={() => template('bets')}>
            {texts.template.bets}
          </Button>
          <Button kind="quiet" icon="export" onClick={() => template('outcomes')}>
            {texts.template.outcomes}
          </Button>
        </p>
        <ImportNumbers planId={plan.id} />
      </Section>
      <Section finding={texts.earlier}>
        <NumberImports planId={plan.id} />
      </Section>
    </div>
  );
}
