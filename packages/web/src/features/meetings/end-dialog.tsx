import { type Decision, type FollowUp, getAccount, getRitual, type Meeting } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { heldBlocks } from './meeting-blocks.ts';
import { spentOf } from './meeting-clock.ts';
import type { SharedNotes } from './shared-notes.ts';
import type { MeetingCommands } from './use-meeting-commands.ts';
import { useNotesStatus } from './use-shared-notes.ts';

const words = texts.end;

interface EndDialogProps {
  meeting: Meeting;
  commands: MeetingCommands;
  decided: readonly Decision[];
  /** Of this meeting. */
  promised: readonly FollowUp[];
  notes: SharedNotes | null;
  /** Whether a decision is being written. */
  begun: boolean;
  now: number;
  onClose: () => void;
}

/** Before the end: what will be sent, to whom, and what would be left behind. */
export function EndDialog(props: EndDialogProps) {
  const { meeting, commands, decided, promised, notes, begun, now, onClose } = props;
  const { unsent } = useNotesStatus(notes);
  const unreached = heldBlocks(meeting)
    .filter(({ place }) => meeting.timer.block !== place && spentOf(meeting.timer, place, now) < 1)
    .map(({ block }) => block.title);
  const end = async () => {
    await notes?.send();
    commands.end(onClose);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      actions={
        <>
          <CancelButton onClose={onClose}>{words.back}</CancelButton>
          <Button kind="primary" unavailable={commands.busy} onClick={() => void end()}>
            {words.confirm}
          </Button>
        </>
      }
    >
      {unreached.length > 0 && <p>{words.unreached(unreached)}</p>}
      {begun && <p>{words.begun}</p>}
      {unsent && <p>{words.unsent}</p>}
      <dl className="run-facts">
        <dt>{words.summaryHas}</dt>
        <dd>{words.what(decided.length, promised.length)}</dd>
        <dt>{words.goesTo}</dt>
        <dd>
          <Receivers ritualId={meeting.ritual.id} />
        </dd>
      </dl>
    </Dialog>
  );
}

/** Who gets the summary. */
function Receivers({ ritualId }: { ritualId: string }) {
  const { data: ritual } = useAnswer(getRitual, { params: { id: ritualId } });
  const { data: account } = useAnswer(getAccount, {});
  if (ritual === undefined || account === undefined) return <Skeleton lines={2} />;
  if (!account.mail) return words.noMail;
  const people = ritual.summaryTo === 'nobody' ? [] : ritual.members.filter(({ left }) => !left);
  return (
    <ul>
      {people.length > 0 && <li>{words.mail(people.map(({ name }) => name))}</li>}
      <li>{words.chosen}</li>
      <li>{words.webhooks}</li>
    </ul>
  );
}
