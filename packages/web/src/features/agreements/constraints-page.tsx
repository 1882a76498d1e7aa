import { type AnswerOf, type Constraint, listConstraints } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/constraints.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { ConstraintForm } from './constraint-form.tsx';
import { ConstraintRow } from './constraint-row.tsx';
import '../plan/plan.css';
import './agreements.css';

const route = getRouteApi('/shell/plan/constraints');
type Around = AnswerOf<typeof listConstraints>;
type Outcome = Around['outcomes'][number];

/** Working back from each outcome: what stands between, by which sign it is seen, and what was agreed for that case. */
export function ConstraintsPage() {
  const { plan } = route.useSearch();
  const { data, error, refetch } = useAnswer(listConstraints, { query: plan === undefined ? {} : { plan } });
  if (data !== undefined) return <Between around={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  const isNone = error instanceof ApiProblem && error.status === 404;
  return (
    <>
      <PageHead context={<Link to="/plan">{texts.plan}</Link>} question={texts.question} />
      <ErrorState
        say={texts.failedReading}
        actions={
          isNone ? (
            <ButtonLink to="/plan">{texts.plan}</ButtonLink>
          ) : (
            <Button onClick={() => refetch()}>{texts.tryAgain}</Button>
          )
        }
      >
        {error.message}
      </ErrorState>
    </>
  );
}

const isOpen = ({ state }: Constraint) => state !== 'settled';

function Between({ around }: { around: Around }) {
  const mayWrite = useMay('plan:write');
  const { outcomes, constraints } = around;
  return (
    <div className="plan-page">
      <Head around={around} />
      {outcomes.length === 0 && (
        <EmptyState
          say={texts.noOutcomes}
          actions={mayWrite && <ButtonLink to="/plan/parts">{texts.toParts}</ButtonLink>}
        />
      )}
      {constraints.length === 0 && outcomes.length > 0 && <ForExample />}
      {outcomes.map((outcome, i) => (
        <OfOutcome
          key={outcome.id}
          around={around}
          outcome={outcome}
          mayWrite={mayWrite}
          isFirst={constraints.length === 0 && i === 0}
          note={i === 0 && constraints.length > 0 && <Doubt />}
        />
      ))}
    </div>
  );
}

function Head({ around: { plan, constraints } }: { around: Around }) {
  const seen = constraints.filter(({ state }) => state === 'fired');
  const watching = constraints.filter(({ state }) => state === 'watching');
  const late = constraints.filter(({ firings }) => firings.some(({ followUp }) => followUp?.overdue)).length;
  const settled = constraints.length - seen.length - watching.length;
  const said =
    constraints.length === 0
      ? texts.none
      : seen.length > 0
        ? texts.seen(seen.length)
        : watching.length === 0
          ? texts.allSettled
          : texts.quiet;
  return (
    <PageHead
      context={
        <>
          <Link to="/plan" search={{ plan: plan.id }}>
            {texts.plan}
          </Link>
          <span>{plan.name}</span>
        </>
      }
      question={texts.question}
      answer={
        <>
          <mark>{said[0]}</mark>
          {said[1]}
        </>
      }
      basis={
        constraints.length === 0
          ? texts.noneBasis
          : texts.basis(watching.length, watching.filter(({ watch }) => watch !== null).length, settled) +
            (late > 0 ? texts.late(late) : '')
      }
    />
  );
}

function Doubt() {
  return (
    <>
      <h3>{texts.howTitle}</h3>
      <p>{texts.how}</p>
      <h3>{texts.doubtTitle}</h3>
      <p>{texts.doubt}</p>
    </>
  );
}

/** Nothing yet: what it looks like when there is something. */
function ForExample() {
  return (
    <Section finding={texts.exampleTitle}>
      <ol className="between-list example">
        {texts.example.map(({ kind, what, sign, response }) => (
          <li className="between" key={what}>
            <div className="between-text">
              <p className="between-kind">{kind}</p>
              <h3>{what}</h3>
              <dl className="between-terms">
                <div>
                  <dt>{texts.sign}</dt>
                  <dd>{sign}</dd>
                </div>
                <div>
                  <dt>{texts.thenTerm}</dt>
                  <dd>{response}</dd>
                </div>
              </dl>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const figure = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const shown = (value: number) => figure.format(value).replace('-', '−');

interface OfOutcomeProps {
  around: Around;
  outcome: Outcome;
  mayWrite: boolean;
  /** The one next action of the page is here. */
  isFirst: boolean;
  note: ReactNode;
}

function OfOutcome({ around, outcome, mayWrite, isFirst, note }: OfOutcomeProps) {
  const [open, setOpen] = useState<string | null>(null);
  const own = around.constraints.filter((one) => one.outcome.id === outcome.id);
  // What asks for something first, what is settled last.
  const rank = { fired: 0, watching: 1, settled: 2 };
  const ordered = [...own].sort((a, b) => rank[a.state] - rank[b.state]);
  const close = () => setOpen(null);
  const form = (constraint: Constraint | null) => (
    <ConstraintForm around={around} outcomeId={outcome.id} constraint={constraint} onDone={close} />
  );
  return (
    <Section finding={texts.outcomeFinding(outcome.name, own.length, own.filter(isOpen).length)} note={note}>
      <Goal outcome={outcome} />
      {own.length > 0 && (
        <ol className="between-list">
          {ordered.map((constraint) =>
            open === constraint.id ? (
              <li key={constraint.id}>{form(constraint)}</li>
            ) : (
              <ConstraintRow
                key={constraint.id}
                constraint={constraint}
                mayWrite={mayWrite}
                onEdit={() => setOpen(constraint.id)}
              />
            ),
          )}
        </ol>
      )}
      {open === 'new' && form(null)}
      {mayWrite && open !== 'new' && (
        <p className="plan-action">
          <Button kind={isFirst ? 'primary' : 'plain'} icon="add" onClick={() => setOpen('new')}>
            {isFirst ? texts.addFirst : texts.add}
          </Button>
        </p>
      )}
    </Section>
  );
}

/** Where it is to end: what all below works back from. */
function Goal({ outcome: { target, unit, by, current } }: { outcome: Outcome }) {
  const { day } = useFormats();
  return (
    <p className="between-goal">
      <b>{texts.target(shown(target), unit ?? '')}</b>{' '}
      <span>
        {[
          by === null ? null : texts.by(day(by)),
          current === null ? texts.noValue : texts.now(texts.target(shown(current), unit ?? '')),
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
    </p>
  );
}
