import { type Bet, changeBet, getBet, getPlan, type WholePlan } from '@dandelion-loop/contract';
import { inHundred, moneyText, valueText } from '@dandelion-loop/portfolio';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { BetPrinciples } from '../agreements/bet-principles.tsx';
import { BetActions } from './bet-actions.tsx';
import { BetBreakers } from './bet-breakers.tsx';
import { BetComments } from './bet-comments.tsx';
import { draftOfBet } from './bet-draft.ts';
import { BetForm } from './bet-form.tsx';
import { BetHistory } from './bet-history.tsx';
import { BetNumbers } from './bet-numbers.tsx';
import './plan.css';
import { useBetChanged } from './use-bet-changed.ts';

const route = getRouteApi('/shell/plan/bets/$id');

export function BetPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getBet, { params: { id } });
  const planId = data?.planId;
  const { data: whole } = useAnswer(
    getPlan,
    { query: planId === undefined ? {} : { plan: planId } },
    { enabled: planId !== undefined },
  );
  usePageTitle(data?.name);
  if (data !== undefined && whole !== undefined) return <BetView key={id} bet={data} whole={whole} />;
  if (error === null) return <Skeleton lines={10} what={betTexts.readingBet} />;
  return (
    <>
      <PageHead context={texts.context} question={betTexts.betContext} />
      <ErrorState say={betTexts.noBet} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function BetView({ bet, whole }: { bet: Bet; whole: WholePlan }) {
  const mayWrite = useMay('plan:write');
  const [editing, setEditing] = useState(false);
  const decided = bet.decidedOn !== null;
  const { day } = useFormats();
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/plan" search={{ plan: whole.plan.id }}>
              {texts.context}
            </Link>
            <span>{betTexts.betContext}</span>
          </>
        }
        actions={
          mayWrite &&
          !decided && (
            <Button icon="edit" aria-expanded={editing} onClick={() => setEditing(!editing)}>
              {betTexts.changeBet}
            </Button>
          )
        }
        question={bet.name}
        answer={bet.hypothesis}
        basis={
          <>
            <b>
              {bet.owner === null
                ? betTexts.noOwner
                : bet.owner.left
                  ? betTexts.hasLeft(bet.owner.name)
                  : bet.owner.name}
            </b>
            {', '}
            {[bet.discipline, bet.outcome.name, decided ? null : texts.statuses[bet.status]].filter(Boolean).join(', ')}
            {bet.decidedOn !== null &&
              `. ${betTexts.ended(texts.statuses[bet.status], day(bet.decidedOn))} ${bet.decidedBecause}`}
          </>
        }
      />
      {editing && <EditBet bet={bet} whole={whole} onDone={() => setEditing(false)} />}
      <Terms bet={bet} whole={whole} mayWrite={mayWrite} currency={bet.currency ?? whole.answer.currency} />
      <BetBreakers bet={bet} mayWrite={mayWrite} currency={bet.currency ?? whole.answer.currency} />
      <BetNumbers bet={bet} mayWrite={mayWrite} currency={bet.currency ?? whole.answer.currency} />
      <BetPrinciples bet={bet} mayWrite={mayWrite} />
      <BetHistory bet={bet} currency={bet.currency ?? whole.answer.currency} />
      <Section finding={betTexts.commentsTitle}>
        <BetComments betId={bet.id} label={betTexts.commentsOf(bet.name)} />
      </Section>
    </div>
  );
}

function EditBet({ bet, whole, onDone }: { bet: Bet; whole: WholePlan; onDone: () => void }) {
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(bet.version);
  const [draft, setDraft] = useState(() => draftOfBet(bet));
  const changed = useBetChanged();
  const change = useCommand(changeBet, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.saved });
      onDone();
    },
    onError: changed,
  });
  return (
    <Section finding={betTexts.changeBet}>
      <BetForm
        whole={whole}
        betId={bet.id}
        draft={draft}
        setDraft={setDraft}
        onSend={(body) =>
          change.mutate({
            params: { id: bet.id },
            body: { version, ...body, ownerId: body.ownerId ?? null },
          })
        }
        error={change.error}
        busy={change.isPending}
        more={
          <Button kind="quiet" onClick={onDone}>
            {texts.cancel}
          </Button>
        }
      />
    </Section>
  );
}

interface TermsProps {
  bet: Bet;
  whole: WholePlan;
  mayWrite: boolean;
  currency: string | null;
}

/** What was agreed, what it stakes and may bring, and what is to be done with it. */
function Terms({ bet, whole, mayWrite, currency }: TermsProps) {
  const { day } = useFormats();
  const money = (value: number) => moneyText(value, currency);
  const { stake, payoff, spent, counts, signed } = bet;
  const names = (parts: readonly { name: string }[]) => parts.map(({ name }) => name).join(', ');
  const rows: [string, string][] = [
    [betTexts.chance, inHundred(bet.probability)],
    [betTexts.payoffLegend, texts.payoff(valueText(payoff.low), valueText(payoff.high))],
    ...(bet.ifFails === 0 ? [] : [[betTexts.fails, valueText(bet.ifFails)] as [string, string]]),
    [betTexts.spentTitle, betTexts.spentOf(money(spent.money ?? 0), money(stake.money))],
    [betTexts.hours, betTexts.spentOf(valueText(spent.hours), valueText(stake.hours))],
    [
      betTexts.coordinationHours,
      betTexts.spentOf(valueText(spent.coordinationHours), valueText(stake.coordinationHours)),
    ],
    [betTexts.betCap, bet.cap === null ? betTexts.none : money(bet.cap)],
    [betTexts.kill, bet.killCriteria.join('; ')],
    [betTexts.success, bet.successMetric],
    [betTexts.guardrails, bet.guardrails.join('; ')],
    [betTexts.drawsOn, names(bet.domains)],
    [betTexts.waits, names(bet.dependsOn)],
    [betTexts.partners, names(bet.partners)],
    [betTexts.starts, (bet.startedOn ?? bet.startsOn) ? day((bet.startedOn ?? bet.startsOn)!) : ''],
    [betTexts.ends, bet.endsOn === null ? '' : day(bet.endsOn)],
    [betTexts.learned, bet.learned],
  ];
  return (
    <Section
      finding={betTexts.agreed}
      note={
        <>
          <p>{signed === null ? betTexts.notSigned : betTexts.signedOn(signed.by.name, day(signed.on))}</p>
          <p>{counts.would ? betTexts.counts : betTexts.countsNot(counts.reason ?? '')}</p>
          {bet.changedSince.length > 0 && <p>{betTexts.changedSince}</p>}
        </>
      }
    >
      <dl className="plan-terms">
        {rows
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {bet.experiments.length > 0 && (
          <div>
            <dt>{betTexts.experiments}</dt>
            <dd>
              {bet.experiments.map(({ id, title }) => (
                <Link key={id} to="/experiments/$id" params={{ id }}>
                  {title}{' '}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {mayWrite && <BetActions bet={bet} outcome={whole.outcomes.find(({ id }) => id === bet.outcome.id)} />}
    </Section>
  );
}
