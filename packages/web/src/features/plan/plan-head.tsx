import { inHundred, likelihood, lossOf, moneyText, valueText } from '@dandelion-loop/portfolio';
import type { ReactNode } from 'react';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/plan.ts';
import { PageHead } from '../../ui/page-head.tsx';
import type { Shown } from './plan-context.ts';
import { changeCount } from './what-if.ts';

interface PlanHeadProps {
  shown: Shown;
  context: ReactNode;
  actions: ReactNode;
}

/** The answer of the page, as it is tried. */
export function PlanHead({ shown, context, actions }: PlanHeadProps) {
  const { probability, now, whatIf, outcome } = shown;
  const { month } = useFormats();
  const hasBets = shown.document.bets.some((bet) => bet.outcome === outcome.name);
  const isTried = changeCount(whatIf) > 0;
  const said = outcome.direction === 'fall' ? texts.reachFall : texts.reach;
  const worst = now.without.find(({ kind }) => kind === 'domain') ?? now.without[0];
  return (
    <PageHead
      context={context}
      actions={actions}
      question={texts.question}
      answer={
        hasBets ? (
          <>
            {likelihood(probability)}: <mark>{inHundred(probability)}</mark>
            {said(valueText(outcome.target), outcome.unit ?? outcome.name, outcome.by ? month(outcome.by) : null)}
            {isTried
              ? texts.tried(inHundred(now.probability))
              : worst !== undefined && worst.drop > 0.005 && texts.worst(lossOf(worst), inHundred(worst.probability))}
          </>
        ) : (
          <>
            {texts.noBets(outcome.name)}
            <mark>{texts.noBetsFinding}</mark>.
          </>
        )
      }
      basis={<Basis shown={shown} />}
    />
  );
}

function Basis({ shown: { whole, document, position, now } }: { shown: Shown }) {
  const { day } = useFormats();
  const { current } = whole.outcomes[position]!;
  const open = whole.bets.filter(({ status }) => status === 'planned' || status === 'running');
  const { currency } = whole.answer;
  const staked = open.reduce((sum, { stake }) => sum + stake.money, 0);
  const shared = document.domains.filter(
    ({ name }) => open.filter(({ domains }) => domains.some((one) => one.name === name)).length > 1,
  );
  const [value, rest] =
    current === null ? [null, ''] : texts.soFar(valueText(current.value), valueText(now.target), day(current.on));
  return (
    <>
      {value !== null && (
        <>
          <b>{value}</b>
          {rest}
        </>
      )}
      {texts.basis(open.length, moneyText(staked, currency), shared.length)}
      {now.method === 'exact' ? texts.exact : texts.draws(now.draws ?? 0, ((now.standardError ?? 0) * 196).toFixed(1))}
    </>
  );
}
