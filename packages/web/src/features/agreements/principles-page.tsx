import { listPrinciples, type Principle, type principleStates } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/principles.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { PrincipleForm } from './principle-form.tsx';
import '../plan/plan.css';
import './agreements.css';

/** What the team holds itself to. */
export function PrinciplesPage() {
  const { data, error, refetch } = useAnswer(listPrinciples, {});
  if (data !== undefined) return <Principles principles={data.principles} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead context={<Link to="/plan">{texts.plan}</Link>} question={texts.question} />
      <ErrorState say={texts.failedReading} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

const order = ['active', 'proposed', 'retired'] as const satisfies readonly (typeof principleStates)[number][];

function Principles({ principles }: { principles: readonly Principle[] }) {
  const mayWrite = useMay('plan:write');
  const [adding, setAdding] = useState(false);
  const of = (state: Principle['state']) => principles.filter((one) => one.state === state);
  const isEmpty = principles.length === 0;
  const broken = of('active').reduce((sum, { breaks }) => sum + breaks.bets, 0);
  const [found, rest] = isEmpty ? texts.none : texts.holding(of('active').length);
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/plan">{texts.plan}</Link>
            <span>{texts.principles}</span>
          </>
        }
        question={texts.question}
        answer={
          <>
            <mark>{found}</mark>
            {isEmpty ? rest : broken > 0 ? texts.broken(broken) : '.'}
          </>
        }
        basis={isEmpty ? texts.basisNone : texts.basis(of('proposed').length, of('retired').length)}
      />
      {isEmpty && (
        <Section finding={texts.exampleTitle}>
          <ul className="plan-sentences">
            {texts.examples.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Section>
      )}
      {order.map(
        (state) =>
          of(state).length > 0 && (
            <Section key={state} finding={texts.sectionOf[state](of(state).length)}>
              <ul className="agreement-list">
                {of(state).map((principle) => (
                  <OnePrinciple key={principle.id} principle={principle} />
                ))}
              </ul>
            </Section>
          ),
      )}
      {adding && <PrincipleForm principle={null} onDone={() => setAdding(false)} />}
      {mayWrite && !adding && (
        <p className="plan-action">
          <Button kind={isEmpty ? 'primary' : 'plain'} icon="add" onClick={() => setAdding(true)}>
            {isEmpty ? texts.addFirst : texts.add}
          </Button>
        </p>
      )}
    </div>
  );
}

const tones = { active: 'ok', proposed: 'running', retired: 'stopped' } as const;

function OnePrinciple({ principle }: { principle: Principle }) {
  const { id, sentence, state, owner, follows, breaks } = principle;
  const none = follows.bets + breaks.bets === 0;
  const said = none ? [texts.bets(0)] : [texts.follows(follows.bets), texts.breaks(breaks.bets)];
  return (
    <li>
      <Glyph tone={tones[state]} />
      <div>
        <Link to="/plan/principles/$id" params={{ id }}>
          {sentence}
        </Link>
        <small className="quiet">{[texts.states[state], ...said, ownerWords(owner)].join(' · ')}</small>
      </div>
    </li>
  );
}

export const ownerWords = (owner: Principle['owner']): string =>
  owner === null ? texts.nobodyOwns : owner.left ? texts.hasLeft(owner.name) : texts.ownedBy(owner.name);
