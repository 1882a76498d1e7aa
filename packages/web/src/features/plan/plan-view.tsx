import type { WholePlan } from '@dandelion-loop/contract';
import { type ReactNode, useMemo, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/plan.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Select } from '../../ui/select.tsx';
import { TooFewState } from '../../ui/state-card.tsx';
import { AgreementLinks } from '../agreements/agreement-links.tsx';
import { BetsSection } from './bets-section.tsx';
import { BudgetSection } from './budget-section.tsx';
import { DrillDrawer } from './drill-drawer.tsx';
import { EndsSection } from './ends-section.tsx';
import { LinksDrawer } from './links-drawer.tsx';
import { PairsSection } from './pairs-section.tsx';
import { PlanActions } from './plan-actions.tsx';
import type { Shown } from './plan-context.ts';
import { planDocumentOf } from './plan-document-of.ts';
import { PlanHead } from './plan-head.tsx';
import { PlanStart } from './plan-start.tsx';
import { ScenariosSection } from './scenarios-section.tsx';
import { ScoresSection } from './scores-section.tsx';
import { SharedSection } from './shared-section.tsx';
import { SpendSection } from './spend-section.tsx';
import { TryBar, TryPanel } from './try-panel.tsx';
import { useFigures } from './use-figures.ts';
import { changeCount, changedPlan, fitting, noWhatIf } from './what-if.ts';
import { YearsSection } from './years-section.tsx';

interface PlanViewProps {
  whole: WholePlan;
  /** To choose another plan, where there are several. */
  plans: ReactNode;
}

/** A plan with everything that is computed of it, and what somebody tries on it. */
export function PlanView({ whole, plans }: PlanViewProps) {
  const [whatIf, setWhatIf] = useState(noWhatIf);
  const [chosen, setChosen] = useState<string | null>(null);
  const [drawer, setDrawer] = useState<'drill' | 'links' | null>(null);
  const mayWrite = useMay('plan:write');
  const mayShare = useMay('shares:read');
  const document = useMemo(() => planDocumentOf(whole), [whole]);
  const fits = useMemo(() => fitting(whatIf, document), [whatIf, document]);
  const tried = useMemo(() => changedPlan(document, fits), [document, fits]);
  const { on } = whole.answer;
  const question = useMemo(() => ({ plan: tried, removed: fits.removed, on }), [tried, fits, on]);
  const figured = useFigures(question);
  const position = Math.max(
    0,
    whole.outcomes.findIndex(({ id }) => id === chosen),
  );
  const [now, outcome] = [whole.answer.outcomes[position], document.outcomes[position]];
  const context = (
    <>
      <span>{texts.context}</span>
      {plans}
      {whole.outcomes.length > 1 && (
        <Select
          aria-label={texts.outcome}
          value={whole.outcomes[position]!.id}
          onValue={setChosen}
          choices={whole.outcomes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
  const actions = (
    <PlanActions
      whole={whole}
      mayWrite={mayWrite}
      onDrill={() => setDrawer('drill')}
      onLinks={mayShare ? () => setDrawer('links') : null}
    />
  );
  const close = () => setDrawer(null);
  if (now === undefined || outcome === undefined)
    return <PlanStart planId={whole.plan.id} context={context} actions={actions} mayWrite={mayWrite} />;
  const isTried = changeCount(fits) > 0;
  const answer = isTried ? (figured.answer ?? whole.answer) : whole.answer;
  const shown: Shown = {
    ...{ whole, document, tried, position, outcome, now, answer, figured, mayWrite, setWhatIf },
    after: answer.outcomes[position] ?? now,
    probability: isTried ? (figured.figures?.headlines[position]?.probability ?? now.probability) : now.probability,
    whatIf: fits,
  };
  return (
    <div className="plan-page" aria-busy={figured.busy}>
      <PlanHead shown={shown} context={context} actions={actions} />
      <AgreementLinks planId={whole.plan.id} />
      {document.bets.some((bet) => bet.outcome === outcome.name) ? (
        <Chances shown={shown} />
      ) : (
        <TooFewState
          say={texts.firstBet}
          actions={
            mayWrite && (
              <ButtonLink to="/plan/bets/new" search={{ plan: whole.plan.id }}>
                {texts.newBet}
              </ButtonLink>
            )
          }
        >
          <p>{texts.firstBetText}</p>
        </TooFewState>
      )}
      <BudgetSection shown={shown} />
      <ScenariosSection shown={shown} />
      <ScoresSection shown={shown} />
      <SpendSection shown={shown} />
      <EndsSection whole={whole} mayWrite={mayWrite} />
      <DrillDrawer open={drawer === 'drill'} onClose={close} planId={whole.plan.id} mayWrite={mayWrite} />
      <LinksDrawer open={drawer === 'links'} onClose={close} planId={whole.plan.id} />
    </div>
  );
}

/** What is computed of the bets of an outcome. */
function Chances({ shown }: { shown: Shown }) {
  return (
    <>
      <TryBar shown={shown} />
      <YearsSection key={shown.position} shown={shown} />
      <TryPanel shown={shown} />
      <SharedSection shown={shown} />
      <BetsSection shown={shown} />
      <PairsSection key={`pairs ${shown.position}`} shown={shown} />
    </>
  );
}
