import { type AnswerOf, listPersonas, type Persona } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/personas.ts';
import { shareWords } from '../../texts/segments.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, TooFewState } from '../../ui/state-card.tsx';
import { ShareBar } from '../segments/share-bar.tsx';
import { OnePersona } from './one-persona.tsx';
import { PersonaForm } from './persona-form.tsx';
import '../plan/plan.css';

type Answer = AnswerOf<typeof listPersonas>;

/** Who the team believes its customers are, and what counts say to it. */
export function PersonasPage() {
  const { data, error, refetch } = useAnswer(listPersonas, {});
  if (data !== undefined) return <Personas answer={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead context={<Link to="/segments">{texts.segments}</Link>} question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function Personas({ answer }: { answer: Answer }) {
  const { personas, coverage, contradicted, overlaps } = answer;
  const mayWrite = useMay('segments:write');
  const [adding, setAdding] = useState(false);
  const isEmpty = personas.length === 0;
  const add = mayWrite && !adding && (
    <Button kind={isEmpty ? 'primary' : 'plain'} icon="add" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <div className="plan-page">
      <PageHead
        context={<Link to="/segments">{texts.segments}</Link>}
        question={texts.question}
        answer={
          isEmpty ? (
            <>
              <mark>{texts.none}</mark>
              {texts.noneRest}
            </>
          ) : (
            <mark>{coverage.sentence}</mark>
          )
        }
        basis={texts.basis(coverage.of)}
      />
      {isEmpty && !adding && (
        <EmptyState say={texts.emptySay} actions={add}>
          {texts.emptyText}
        </EmptyState>
      )}
      {!isEmpty && coverage.of === 0 && <TooFewState say={texts.noCustomers}>{texts.noCustomersText}</TooFewState>}
      {!isEmpty && coverage.of > 0 && <Coverage answer={answer} />}
      {contradicted.length > 0 && (
        <Section finding={texts.contradicted(contradicted.length)}>
          <ul className="plan-sentences">
            {contradicted.map(({ id, sentence }) => (
              <li key={id}>{sentence}</li>
            ))}
          </ul>
        </Section>
      )}
      {personas.map((persona) => (
        <OnePersona key={persona.id} persona={persona} of={coverage.of} />
      ))}
      {overlaps.length > 0 && <Overlaps personas={personas} overlaps={overlaps} />}
      {adding && <PersonaForm persona={null} onDone={() => setAdding(false)} />}
      {!isEmpty && <p className="plan-action">{add}</p>}
    </div>
  );
}

function Coverage({ answer: { personas, coverage } }: { answer: Answer }) {
  const rows = [
    ...personas.map(({ id, name, share }) => ({ id, name, share })),
    { id: '', name: texts.fitsNone, share: coverage.share },
  ];
  return (
    <Section finding={texts.picture}>
      <ul className="share-list">
        {rows.map(({ id, name, share }) => (
          <li key={id}>
            <span>
              <span>{name}</span>
              <span className="quiet">{shareWords(share ?? 0)}</span>
            </span>
            <ShareBar share={share} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Overlaps({ personas, overlaps }: { personas: readonly Persona[]; overlaps: Answer['overlaps'] }) {
  const nameOf = (id: string) => personas.find((one) => one.id === id)?.name ?? '';
  return (
    <Section finding={texts.overlaps}>
      <ul className="plan-sentences">
        {overlaps.map(({ one, other, customers }) => (
          <li key={`${one} ${other}`}>
            {`${texts.overlap(nameOf(one), nameOf(other))}: ${texts.customers(customers)}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}
