import { type Decision, getDecision } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { LookVerdict } from './decision-marks.tsx';
import { MeetingLink } from './go-to-meeting.tsx';
import { LookAgain } from './look-again.tsx';
import { RhythmCrumbs } from './rhythm-crumbs.tsx';
import { SubjectLink } from './subject-link.tsx';
import './rhythm.css';

const route = getRouteApi('/shell/rhythm/decisions/$id');

/** One decision with its history. */
export function DecisionPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getDecision, { params: { id } });
  usePageTitle(data?.what);
  if (data !== undefined) return <View key={id} decision={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  const context = <RhythmCrumbs to="/rhythm/decisions" />;
  if (error instanceof ApiProblem && [400, 404, 422].includes(error.status))
    return <PageHead context={context} question={texts.missing} answer={texts.missingAnswer} />;
  return (
    <>
      <PageHead context={context} question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function answerOf({ state, due, lookAgainOn, looks }: Decision, day: (iso: string) => string) {
  const last = looks.at(-1);
  if (state === 'closed' && last) return texts.answerClosed(texts.closedAs[last.right], last.kept);
  if (lookAgainOn === null) return texts.answerNever;
  return due ? texts.answerDue(day(lookAgainOn)) : texts.answerOpen(`${day(lookAgainOn)}.`);
}

function View({ decision }: { decision: Decision }) {
  const { day } = useFormats();
  const mayWrite = useMay('decisions:write');
  const [doing, setDoing] = useState<'look' | 'change' | null>(null);
  const { what, deciders, decidedAt, state, due } = decision;
  const { before, finding } = answerOf(decision, day);
  const names = deciders.map(({ name }) => spoken(name)).join(', ') || texts.nobody;
  const close = () => setDoing(null);
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmCrumbs to="/rhythm/decisions" />}
        actions={
          mayWrite &&
          state === 'open' && (
            <>
              <Button icon="edit" onClick={() => setDoing('change')}>
                {texts.change}
              </Button>
              <Button kind={due ? 'primary' : 'plain'} onClick={() => setDoing('look')}>
                {texts.look}
              </Button>
            </>
          )
        }
        question={spoken(what)}
        answer={
          <>
            {before}
            <mark>{finding}</mark>
          </>
        }
        basis={texts.basisOne(names, day(decidedAt))}
      />
      <Facts decision={decision} />
      <History decision={decision} />
      {doing === 'look' && <LookAgain decision={decision} onClose={close} />}
      {doing === 'change' && <DecisionDialog decision={decision} onClose={close} />}
    </div>
  );
}

function Facts({ decision: { why, evidence, meeting } }: { decision: Decision }) {
  return (
    <Section finding={texts.facts}>
      <dl className="rhythm-facts">
        <dt>{texts.why}</dt>
        <dd className="rhythm-text">{why === '' ? texts.noReason : spoken(why)}</dd>
        <dt>{texts.evidence}</dt>
        <dd>
          {evidence.length === 0 ? (
            texts.noEvidence
          ) : (
            <ul>
              {evidence.map((one) => (
                <li key={`${one.kind} ${one.id}`}>
                  <SubjectLink subject={one} />
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{texts.meeting}</dt>
        <dd>
          {meeting === null ? texts.noMeeting : <MeetingLink id={meeting.id}>{spoken(meeting.ritual)}</MeetingLink>}
        </dd>
      </dl>
    </Section>
  );
}

/** From the day it was recorded on, each time that somebody looked. */
function History({ decision: { id, by, decidedAt, looks } }: { decision: Decision }) {
  const { moment } = useFormats();
  const mayAudit = useMay('audit:read');
  return (
    <Section
      finding={texts.history}
      controls={
        mayAudit && (
          <Link className="rhythm-link" to="/settings/audit" search={{ of: id }}>
            {texts.changesLink}
          </Link>
        )
      }
    >
      <ol className="decision-history">
        <li>
          <span className="n">{moment(decidedAt)}</span>
          <div>{texts.decided(spoken(by.name))}</div>
        </li>
        {looks.map((look) => (
          <li key={look.at}>
            <span className="n">{moment(look.at)}</span>
            <div>
              <p className="decision-about">
                <span>{texts.lookedBy(spoken(look.by.name))}</span>
                <LookVerdict look={look} />
              </p>
              {look.reason !== '' && <p className="rhythm-text">{spoken(look.reason)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
