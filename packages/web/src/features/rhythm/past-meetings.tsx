import { listMeetings } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { MeetingLink } from './go-to-meeting.tsx';

const step = 10;
const most = 200;

/** The meetings that were held, and what each brought. */
export function PastMeetings({ ritualId }: { ritualId: string }) {
  const { moment, count } = useFormats();
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useAnswer(
    listMeetings,
    { query: { ritual: ritualId, state: 'ended', limit } },
    { keepPrevious: true },
  );
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={3} />
    ) : (
      <ErrorState say={texts.pastFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  const { total, meetings } = data;
  const [, about, decisions, followUps] = texts.pastHeads;
  if (total === 0)
    return (
      <Section finding={texts.pastNone}>
        <p className="quiet">{texts.pastNoneText}</p>
      </Section>
    );
  return (
    <Section finding={texts.pastFinding(total)}>
      <BlockTable caption={texts.pastCaption}>
        <Heads of={texts.pastHeads} />
        <tbody>
          {meetings.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <MeetingLink id={one.id}>{moment(one.startedAt)}</MeetingLink>
              </th>
              <td data-label={about}>{spoken(one.about)}</td>
              <td data-label={decisions} className="n">
                {count(one.decisions)}
              </td>
              <td data-label={followUps} className="n">
                {count(one.followUps)}
              </td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
      {meetings.length < total && limit < most && (
        <p className="rhythm-more">
          <Button kind="quiet" onClick={() => setLimit(Math.min(most, limit + step * 3))}>
            {texts.pastMore}
          </Button>
        </p>
      )}
    </Section>
  );
}
