import { getWebhook, listDeliveries, type Webhook } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { SignaturesNote } from './signatures-note.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { answerOfOne, hostOf } from './webhook-words.ts';
import './webhooks.css';

const route = getRouteApi('/shell/settings/webhooks/$id');

/** Between two looks at how it is, in milliseconds. */
const pause = 10_000;

/** One webhook: whether it is told, what was sent, and what can be done with it. */
export function WebhookPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getWebhook, { params: { id } }, { refetchInterval: pause });
  usePageTitle(data && hostOf(data.url));
  if (data !== undefined) return <Shown key={id} webhook={data} />;
  return error === null ? <Skeleton lines={5} /> : <NotShown problem={error} again={() => void refetch()} />;
}

const upwards = <Link to="/settings/webhooks">{texts.webhooks}</Link>;

function Shown({ webhook }: { webhook: Webhook }) {
  const { moment } = useFormats();
  const may = useMay('webhooks:write');
  const { id, url, disabledBecause, oldSecretEndsAt } = webhook;
  const { data } = useAnswer(listDeliveries, { params: { id }, query: { limit: 1 } }, { refetchInterval: pause });
  const { text, finding } = answerOfOne(webhook, data?.deliveries[0], moment);
  return (
    <>
      <PageHead
        context={upwards}
        question={texts.oneQuestion(hostOf(url))}
        answer={
          <>
            {text}
            <mark>{finding}</mark>
          </>
        }
        basis={oldSecretEndsAt !== null && texts.oldSecret(moment(oldSecretEndsAt))}
      />
      {disabledBecause !== null && (
        <div className="webhook-notice">
          <Notice tone="stopped" title={texts.disabled}>
            {disabledBecause}
          </Notice>
        </div>
      )}
      {may && <WebhookActions webhook={webhook} />}
      <Section
        finding={texts.log}
        note={
          <>
            <h3>{texts.logNote}</h3>
            <p>{texts.logNoteText}</p>
          </>
        }
      >
        <DeliveryLog webhook={webhook} />
      </Section>
      <Section finding={texts.facts} note={<SignaturesNote />}>
        <Facts webhook={webhook} />
      </Section>
    </>
  );
}

function Facts({ webhook: { url, description, types, createdAt } }: { webhook: Webhook }) {
  const { day } = useFormats();
  return (
    <dl className="webhook-facts">
      <dt>{texts.fullAddress}</dt>
      <dd>{url}</dd>
      <dt>{texts.told}</dt>
      <dd>{types.map((type) => texts.types[type]).join(' · ')}</dd>
      {description && (
        <>
          <dt>{texts.isFor}</dt>
          <dd>{description}</dd>
        </>
      )}
      <dt>{texts.addedOn}</dt>
      <dd>{day(createdAt)}</dd>
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
          gone ? (
            <ButtonLink to="/settings/webhooks">{texts.toAll}</ButtonLink>
          ) : (
            <Button onClick={again}>{texts.again}</Button>
          )
        }
      >
        {gone ? texts.goneText : problem.message}
      </ErrorState>
    </>
  );
}
