import { type AnswerOf, deleteSegment, getSegment, listSegmentMembers, listSegments } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { shareWords, texts } from '../../texts/segments.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState, TooFewState } from '../../ui/state-card.tsx';
import { SegmentForm } from './segment-form.tsx';
import { ShareBar } from './share-bar.tsx';
import '../plan/plan.css';

const route = getRouteApi('/shell/segments/$id');

/** One segment: how many it holds now and held before, and who they are. */
export function SegmentPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getSegment, { params: { id } });
  if (data !== undefined) return <OneSegment key={id} answer={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.readingOne} />;
  return (
    <>
      <PageHead context={<Link to="/segments">{texts.segments}</Link>} question={texts.question} />
      <ErrorState say={texts.failedOne} actions={<Button onClick={() => refetch()}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function OneSegment({ answer: { segment, days, usedBy } }: { answer: AnswerOf<typeof getSegment> }) {
  const mayWrite = useMay('segments:write');
  const mayRead = useMay('customers:read');
  const [editing, setEditing] = useState(false);
  const { count, sentence, name, about } = segment;
  const share = count === null || count.of === 0 ? null : count.customers / count.of;
  return (
    <div className="plan-page">
      <PageHead
        context={
          <>
            <Link to="/segments">{texts.segments}</Link>
            <span>{name}</span>
          </>
        }
        question={texts.questionOf(name)}
        answer={
          <>
            <mark>{count === null ? texts.notCounted : texts.holds(count.customers, count.of)}</mark>
            {share === null ? '. ' : ` (${shareWords(share)}). `}
            {sentence}
          </>
        }
        basis={count === null ? about : `${texts.unreadable(count.unreadable)} ${about}`}
      />
      {count?.of === 0 && <TooFewState say={texts.noCustomers}>{texts.noCustomersText}</TooFewState>}
      {usedBy.length > 0 && <p>{`${texts.usedBy}: ${usedBy.map((one) => one.name).join(', ')}`}</p>}
      {editing ? (
        <SegmentForm segment={segment} onDone={() => setEditing(false)} />
      ) : (
        mayWrite && (
          <p className="plan-action">
            <Button icon="edit" onClick={() => setEditing(true)}>
              {texts.edit}
            </Button>
            <RemoveSegment segment={segment} />
          </p>
        )
      )}
      {days.length > 0 && <Days days={days} />}
      {mayRead && <Members id={segment.id} />}
    </div>
  );
}

function RemoveSegment({ segment: { id, name, version } }: Pick<AnswerOf<typeof getSegment>, 'segment'>) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useCommand(deleteSegment, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listSegments.path] });
      notify({ title: texts.removed });
      await navigate({ to: '/segments' });
    },
  });
  return (
    <>
      <Button kind="quiet" icon="delete" onClick={() => setOpen(true)}>
        {texts.remove}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={texts.removeTitle(name)}
        confirm={texts.remove}
        onConfirm={() => remove.mutate({ params: { id }, query: { version } })}
        busy={remove.isPending ? texts.saving : undefined}
        error={remove.error?.message}
      >
        {texts.removeText}
      </ConfirmDialog>
    </>
  );
}

/** So many days are seen at once, the latest. */
const mostDays = 14;

function Days({ days }: Pick<AnswerOf<typeof getSegment>, 'days'>) {
  const { day: dayText } = useFormats();
  const shown = days.slice(-mostDays);
  return (
    <Section finding={texts.days(days.length)}>
      <ul className="share-list">
        {shown.map(({ day, customers, of, before }) => (
          <li key={day}>
            <span>
              <span>{dayText(day)}</span>
              <span className="quiet">{`${texts.holds(customers, of)}${before ? `, ${texts.before}` : ''}`}</span>
            </span>
            <ShareBar share={of === 0 ? null : customers / of} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Members({ id }: { id: string }) {
  const [limit, setLimit] = useState(50);
  const { moment } = useFormats();
  const { data, error } = useAnswer(listSegmentMembers, { params: { id }, query: { limit } }, { keepPrevious: true });
  if (error !== null) return <ErrorState say={texts.membersNot}>{error.message}</ErrorState>;
  if (data === undefined) return null;
  return (
    <Section finding={texts.members}>
      {data.members.length === 0 ? (
        <p className="quiet">{texts.nobody}</p>
      ) : (
        <BlockTable caption={texts.members}>
          <thead>
            <tr>
              <th scope="col">{texts.columnsOf.name}</th>
              <th scope="col">{texts.columnsOf.email}</th>
              <th scope="col">{texts.columnsOf.seen}</th>
            </tr>
          </thead>
          <tbody>
            {data.members.map(({ id: customer, name, email, lastSeen }) => (
              <tr key={customer}>
                <th scope="row">{name === '' ? `${texts.unnamed} (${customer})` : name}</th>
                <td>{email}</td>
                <td>{moment(lastSeen)}</td>
              </tr>
            ))}
          </tbody>
        </BlockTable>
      )}
      {data.next !== null && limit < 200 && <Button onClick={() => setLimit(200)}>{texts.more}</Button>}
    </Section>
  );
}
