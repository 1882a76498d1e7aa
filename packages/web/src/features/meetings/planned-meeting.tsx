import { getMeeting, getRitual, type Ritual, readAgenda, startMeeting } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { keyOf, useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { RhythmCrumbs } from '../rhythm/rhythm-crumbs.tsx';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';
import { AgendaPreview } from './agenda-preview.tsx';
import { heldBlocks, passedBlocks } from './meeting-blocks.ts';
import { MeetingProblem } from './meeting-problem.tsx';

const words = texts.plan;

interface PlannedMeetingProps {
  ritualId: string;
  /** Which time of it; left out: the nearest, or none that was planned. */
  occurrence: string | undefined;
}

/** A meeting before it begins: the agenda as it would be now, and its start. */
export function PlannedMeeting({ ritualId, occurrence }: PlannedMeetingProps) {
  const params = { id: ritualId };
  const { data: ritual, error, refetch } = useAnswer(getRitual, { params });
  const { data: agenda, error: noAgenda } = useAnswer(readAgenda, { params }, { refetchInterval: 60_000 });
  const { moment } = useFormats();
  usePageTitle(ritual?.name);
  const problem = error ?? noAgenda;
  if (ritual === undefined || agenda === undefined)
    return problem === null ? (
      <Skeleton lines={8} what={texts.reading} />
    ) : (
      <MeetingProblem error={problem} onAgain={() => void refetch()} />
    );
  const held = heldBlocks({ agenda });
  const { next } = ritual;
  const when = next !== null && (occurrence === undefined || next.occurrence === occurrence) ? next.startsAt : null;
  const empty = held.length === 0;
  return (
    <div className="meeting-planned">
      <PageHead
        context={<RhythmCrumbs />}
        question={ritual.name}
        answer={empty ? words.answerEmpty : <mark>{words.answer(held.length, agenda.minutes)}</mark>}
        basis={[
          when === null ? (ritual.cadence === null ? words.unplanned : '') : words.when(moment(when)),
          words.who(ritual.members.filter(({ left }) => !left).map(({ name }) => name)),
          empty ? words.answerEmptyText : words.asNow,
        ].join(' ')}
      />
      <Beginning ritual={ritual} occurrence={occurrence} />
      <Section finding={words.finding}>
        <AgendaPreview held={held} passed={passedBlocks({ agenda })} />
      </Section>
    </div>
  );
}

/** The one gold button, or why there is none. */
function Beginning({ ritual, occurrence }: { ritual: Ritual; occurrence: string | undefined }) {
  const may = useMay('meetings:write');
  if (ritual.meetingId !== null)
    return (
      <Notice
        title={words.running}
        action={
          <ButtonLink to="/rhythm/meetings/$id" params={{ id: ritual.meetingId }} search={{}} kind="primary">
            {words.join}
          </ButtonLink>
        }
      >
        {words.runningText}
      </Notice>
    );
  if (ritual.ended !== null) return <Notice title={words.ended}>{spoken(ritual.ended.reason)}</Notice>;
  if (!may) return <p className="quiet">{words.nobodyStarts}</p>;
  return <StartForm ritual={ritual} occurrence={occurrence} />;
}

function StartForm({ ritual, occurrence }: { ritual: Ritual; occurrence: string | undefined }) {
  const client = useQueryClient();
  const changed = useRhythmChanged();
  const navigate = useNavigate();
  const [about, setAbout] = useState('');
  const command = useCommand(startMeeting, {
    onSuccess: async (meeting) => {
      client.setQueryData(keyOf(getMeeting, { params: { id: meeting.id } }), meeting);
      await changed('ritual');
      await navigate({ to: '/rhythm/meetings/$id', params: { id: meeting.id }, search: {}, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (command.isPending) return;
    const body = { about, ...(occurrence !== undefined && { occurrence }) };
    command.mutate({ params: { id: ritual.id }, body });
  };
  return (
    <form className="run-start" onSubmit={submit}>
      {ritual.cadence === null && (
        <Field label={words.about} hint={words.aboutHint} optional>
          <TextInput value={about} onValue={setAbout} maxLength={300} />
        </Field>
      )}
      <Button type="submit" kind="primary" unavailable={command.isPending && words.starting}>
        {words.start}
      </Button>
      {command.error !== null && <FieldError>{command.error.message}</FieldError>}
    </form>
  );
}
