import { type AnswerOf, changePrinciple, getPrinciple, type PrincipleBet } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/principles.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { PrincipleForm, usePrincipleChanged } from './principle-form.tsx';
import { ownerWords } from './principles-page.tsx';
import '../plan/plan.css';
import './agreements.css';

const route = getRouteApi('/shell/plan/principles/$id');

export function PrinciplePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getPrinciple, { params: { id } });
  usePageTitle(data?.principle.sentence);
  if (data !== undefined) return <PrincipleView key={id} answer={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead context={<Link to="/plan/principles">{texts.principles}</Link>} question={texts.question} />
      <ErrorState say={texts.failedOne} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function PrincipleView({ answer: { principle, bets } }: { answer: AnswerOf<typeof getPrinciple> }) {
  const mayWrite = useMay('plan:write');
  const mayAudit = useMay('audit:read');
  const [editing, setEditing] = useState(false);
  const { sentence, why, state, owner, verdict } = principle;
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/plan">{texts.plan}</Link>
            <Link to="/plan/principles">{texts.principles}</Link>
          </>
        }
        actions={mayWrite && !editing && <Actions principle={principle} onEdit={() => setEditing(true)} />}
        question={texts.states[state]}
        answer={sentence}
        basis={`${ownerWords(owner)}. ${verdict}`}
      />
      {editing && <PrincipleForm principle={principle} onDone={() => setEditing(false)} />}
      <Section finding={texts.why}>
        <p>{why === '' ? texts.noWhy : why}</p>
        {mayAudit && (
          <p className="plan-action">
            <Link to="/settings/audit" search={{ of: principle.id }}>
              {texts.changes}
            </Link>
          </p>
        )}
      </Section>
      <Section
        finding={texts.bets(bets.length)}
        note={
          <>
            <h3>{texts.countTitle}</h3>
            <p>{texts.count}</p>
          </>
        }
      >
        {bets.length > 0 && <Bets bets={bets} />}
      </Section>
    </div>
  );
}

function Actions({ principle, onEdit }: { principle: AnswerOf<typeof getPrinciple>['principle']; onEdit: () => void }) {
  const changed = usePrincipleChanged();
  const { id, state, version } = principle;
  const change = useCommand(changePrinciple, {
    onSuccess: changed,
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const to = state === 'active' ? 'retired' : 'active';
  return (
    <>
      <Button
        unavailable={change.isPending && texts.saving}
        onClick={() => change.mutate({ params: { id }, body: { version, state: to } })}
      >
        {to === 'active' ? texts.begin : texts.retire}
      </Button>
      <Button icon="edit" onClick={onEdit}>
        {texts.edit}
      </Button>
    </>
  );
}

function Bets({ bets }: { bets: readonly PrincipleBet[] }) {
  const { day } = useFormats();
  return (
    <BlockTable caption={texts.bets(bets.length)}>
      <thead>
        <tr>
          <th scope="col">{texts.bet}</th>
          <th scope="col">{texts.stand}</th>
          <th scope="col">{texts.ended}</th>
          <th scope="col">{texts.reason}</th>
        </tr>
      </thead>
      <tbody>
        {bets.map(({ bet, stand, reason, afterwards }) => (
          <tr key={bet.id}>
            <th scope="row">
              <Link to="/plan/bets/$id" params={{ id: bet.id }}>
                {bet.name}
              </Link>
            </th>
            <td data-label={texts.stand}>
              {texts.stands[stand]}
              {afterwards && <small className="quiet"> {texts.afterwards}</small>}
            </td>
            <td data-label={texts.ended}>
              {bet.decidedOn === null
                ? texts.statuses[bet.status]
                : texts.on(texts.statuses[bet.status], day(bet.decidedOn))}
            </td>
            <td data-label={texts.reason}>{reason}</td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}
