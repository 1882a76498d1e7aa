import {
  type AnswerOf,
  type ArrivalDetail,
  endSource,
  eventFates,
  getSource,
  reopenSource,
  type SourceOfEvents,
} from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/sources.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { ChangeSource, useReread } from './add-source.tsx';
import { ArrivingEvents } from './arriving-events.tsx';
import { HourPicture } from './hour-picture.tsx';
import { RejectedEvents } from './rejected-events.tsx';
import { type SnippetKind, snippetKinds, snippetOf } from './snippets-of.ts';
import { SourceKeys } from './source-keys.tsx';
import { answerOfOne, notKept, preferencesText } from './source-words.ts';
import './sources.css';

const route = getRouteApi('/shell/sources/$id');

/** Between two looks at what arrives, in milliseconds. */
const pause = 5000;

/** One source: what arrives, its keys, how to send to it. */
export function SourcePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getSource, { params: { id } }, { refetchInterval: pause });
  usePageTitle(data?.source.name);
  if (data !== undefined) return <Shown key={id} of={data} />;
  return error === null ? <Skeleton lines={5} /> : <NotShown problem={error} again={() => void refetch()} />;
}

const upwards = <Link to="/sources">{texts.sources}</Link>;

function Shown({ of: { source, keys, arrivals } }: { of: AnswerOf<typeof getSource> }) {
  const formats = useFormats();
  const may = useMay('sources:write');
  const { text, finding } = answerOfOne(source, arrivals, formats);
  return (
    <>
      <PageHead
        context={upwards}
        actions={may && <Actions source={source} />}
        question={texts.oneQuestion(source.name)}
        answer={
          <>
            {text}
            <mark>{finding}</mark>
          </>
        }
      />
      {arrivals !== null && arrivals.lastEventAt !== null && <Arrived arrivals={arrivals} />}
      <ArrivingEvents sourceId={source.id} />
      <RejectedEvents sourceId={source.id} />
      <SourceKeys source={source} keys={keys} />
      <Snippets />
      <Section finding={texts.facts}>
        <Facts source={source} />
      </Section>
    </>
  );
}

function Actions({ source }: { source: SourceOfEvents }) {
  const reread = useReread();
  const [open, setOpen] = useState<'change' | 'end' | null>(null);
  const close = () => setOpen(null);
  const reopen = useCommand(reopenSource, {
    onSuccess: async () => {
      notify({ title: texts.isReopened });
      await reread();
    },
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const { id, endedAt } = source;
  return (
    <>
      <Button onClick={() => setOpen('change')}>{texts.change}</Button>
      {endedAt === null ? (
        <Button onClick={() => setOpen('end')}>{texts.end}</Button>
      ) : (
        <Button unavailable={reopen.isPending && texts.working} onClick={() => reopen.mutate({ params: { id } })}>
          {texts.reopen}
        </Button>
      )}
      {open === 'change' && <ChangeSource source={source} onClose={close} />}
      {open === 'end' && <EndSource source={source} onClose={close} />}
    </>
  );
}

function EndSource({ source: { id, name }, onClose }: { source: SourceOfEvents; onClose: () => void }) {
  const reread = useReread();
  const command = useCommand(endSource, {
    onSuccess: async () => {
      onClose();
      notify({ title: texts.isEnded });
      await reread();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.endTitle(name)}
      confirm={texts.endYes}
      busy={command.isPending ? texts.ending : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {texts.endSays}
    </ConfirmDialog>
  );
}

function Arrived({ arrivals }: { arrivals: ArrivalDetail }) {
  const events = arrivals.hour.reduce((total, minute) => total + minute.events, 0);
  return (
    <>
      <Section finding={texts.perHour(events)}>
        <HourPicture hour={arrivals.hour} />
      </Section>
      <Section
        finding={texts.fatesFinding(notKept(arrivals))}
        note={
          <>
            <h3>{texts.consentNote}</h3>
            <p>{texts.consentNoteText}</p>
          </>
        }
      >
        <BlockTable caption={texts.fatesCaption}>
          <thead>
            <tr>
              <th scope="col">{texts.fate}</th>
              <th scope="col" className="num">
                {texts.day}
              </th>
              <th scope="col" className="num">
                {texts.month}
              </th>
            </tr>
          </thead>
          <tbody>
            {eventFates.map((fate) => (
              <tr key={fate}>
                <th scope="row">{texts.fates[fate]}</th>
                <td className="num" data-label={texts.day}>
                  {numbers.count(arrivals.day[fate])}
                </td>
                <td className="num" data-label={texts.month}>
                  {numbers.count(arrivals.month[fate])}
                </td>
              </tr>
            ))}
          </tbody>
        </BlockTable>
      </Section>
    </>
  );
}

function Snippets() {
  const [kind, setKind] = useState<SnippetKind>('html');
  const snippet = snippetOf(kind, location.origin);
  return (
    <Section
      finding={texts.snippets}
      controls={
        <Segmented
          legend={texts.snippetsOf}
          value={kind}
          onValue={setKind}
          choices={snippetKinds.map((value) => ({ value, label: texts.snippetKinds[value] }))}
        />
      }
      note={
        <>
          <h3>{texts.snippetNote}</h3>
          <p>{texts.snippetNoteText}</p>
        </>
      }
    >
      <div className="source-snippet">
        <pre>
          <code>{snippet}</code>
        </pre>
        <CopyButton text={snippet} />
      </div>
    </Section>
  );
}

function Facts({ source }: { source: SourceOfEvents }) {
  const { day } = useFormats();
  const { consent, legalBasis, withheld, origins, preferences, number, createdAt, by } = source;
  const categories = preferencesText(preferences);
  return (
    <dl className="source-facts">
      <dt>{texts.factConsent}</dt>
      <dd>{consent === 'ask' ? texts.factConsentAsk : texts.factConsentOut(legalBasis)}</dd>
      <dt>{texts.factWithheld}</dt>
      <dd>{texts.factWithheldOf[withheld]}</dd>
      <dt>{texts.factOrigins}</dt>
      <dd>{origins.length === 0 ? texts.factNoOrigins : origins.join('\n')}</dd>
      <dt>{texts.factPreferences}</dt>
      <dd>{categories === '' ? texts.factNoPreferences : categories}</dd>
      <dt>{texts.factNumber}</dt>
      <dd>{number}</dd>
      <dt>{texts.factAdded}</dt>
      <dd>
        {day(createdAt)}, {by.name}
      </dd>
    </dl>
  );
}

function NotShown({ problem, again }: { problem: Error; again: () => void }) {
  const gone = problem instanceof ApiProblem && (problem.status === 404 || problem.status === 400);
  return (
    <>
      <PageHead context={upwards} question={texts.question} />
      <ErrorState
        say={gone ? texts.gone : texts.notShown}
        actions={
          gone ? <ButtonLink to="/sources">{texts.toAll}</ButtonLink> : <Button onClick={again}>{texts.again}</Button>
        }
      >
        {gone ? texts.goneText : problem.message}
      </ErrorState>
    </>
  );
}
