import { getMeeting, type Meeting } from '@dandelion-loop/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useSession } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFollowMeeting } from './follow-meeting.ts';
import { MeetingProblem, MissingMeeting } from './meeting-problem.tsx';
import { MeetingRun } from './meeting-run.tsx';
import { MeetingSummary } from './meeting-summary.tsx';
import './meetings.css';
import { PlannedMeeting } from './planned-meeting.tsx';
import { useSharedNotes } from './use-shared-notes.ts';

const route = getRouteApi('/shell/rhythm/meetings/$id');

/** A meeting before, while and after it is held. */
export function MeetingPage() {
  const { id } = route.useParams();
  const { ritual, occurrence } = route.useSearch();
  if (id !== 'next') return <AnyMeeting key={id} id={id} />;
  return ritual === undefined ? <MissingMeeting /> : <PlannedMeeting ritualId={ritual} occurrence={occurrence} />;
}

function AnyMeeting({ id }: { id: string }) {
  const { data, error, refetch, dataUpdatedAt } = useAnswer(getMeeting, { params: { id } });
  usePageTitle(data?.ritual.name);
  if (data !== undefined) return <HeldMeeting meeting={data} readAt={dataUpdatedAt} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return <MeetingProblem error={error} onAgain={() => void refetch()} />;
}

/** Notes and events go on over the end: who was offline still sends what they wrote. */
function HeldMeeting({ meeting, readAt }: { meeting: Meeting; readAt: number }) {
  const { member } = useSession();
  const notes = useSharedNotes(meeting.id, member.id);
  const lineUp = useFollowMeeting(meeting.id, () => void notes?.refresh());
  return meeting.state === 'running' ? (
    <MeetingRun meeting={meeting} readAt={readAt} notes={notes} lineUp={lineUp} />
  ) : (
    <MeetingSummary meeting={meeting} notes={notes} />
  );
}
