import type { Meeting } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/meetings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Faces } from '../../ui/faces.tsx';
import { Menu } from '../../ui/menu.tsx';
import { nextPlace } from './meeting-blocks.ts';
import { leftFigures, timeOf } from './meeting-clock.ts';
import type { MeetingCommands } from './use-meeting-commands.ts';

const words = texts.bar;

interface RunBarProps {
  meeting: Meeting;
  commands: MeetingCommands;
  /** Milliseconds on the clock of the server. */
  now: number;
  onWho: () => void;
  onEnd: () => void;
}

/** What is held, who is here, and the clock of the block that is on. It stays in sight. */
export function RunBar({ meeting, commands, now, onWho, onEnd }: RunBarProps) {
  const { moment } = useFormats();
  const mayTurn = useMay('meetings:write');
  return (
    <header className="run-bar">
      <h1>
        {meeting.ritual.name}
        {meeting.about !== '' && <span className="run-about">: {meeting.about}</span>}
      </h1>
      <span className="quiet n run-since">{words.since(moment(meeting.startedAt))}</span>
      <Faces people={meeting.present} />
      <div className="run-actions">
        <Clock meeting={meeting} now={now} />
        {mayTurn && <FiveMore meeting={meeting} commands={commands} now={now} />}
        {mayTurn && <Turns meeting={meeting} commands={commands} onWho={onWho} onEnd={onEnd} />}
      </div>
    </header>
  );
}

function Clock({ meeting: { timer, agenda }, now }: Pick<RunBarProps, 'meeting' | 'now'>) {
  const { block, runningSince } = timer;
  if (block === null) return <span className="clock quiet">{words.nothingOn}</span>;
  const { left, given } = timeOf(timer, block, now);
  const minutes = String(Math.round(given / 60));
  return (
    <>
      <span className={left < 0 ? 'clock n over' : 'clock n'} role="timer">
        <b className="clock-figures">{leftFigures(left)}</b> {left < 0 ? words.over(minutes) : words.left(minutes)}
        {runningSince === null && `, ${words.paused}`}
      </span>
      <span className="visually-hidden" role="status">
        {left < 0 && words.overSaid(agenda.blocks[block]?.title ?? '')}
      </span>
    </>
  );
}

/** At hand once the time is up, which is when it is wanted. */
function FiveMore({ meeting: { timer }, commands, now }: Pick<RunBarProps, 'meeting' | 'commands' | 'now'>) {
  if (timer.block === null || timeOf(timer, timer.block, now).left >= 0) return null;
  return (
    <Button
      kind="quiet"
      aria-label={words.extend}
      unavailable={commands.busy}
      onClick={() => commands.turn({ to: 'extend', minutes: 5 })}
    >
      {words.fiveMore}
    </Button>
  );
}

function Turns({ meeting, commands, onWho, onEnd }: Omit<RunBarProps, 'now'>) {
  const { block, runningSince } = meeting.timer;
  const next = nextPlace(meeting, block ?? -1);
  const runs = runningSince !== null;
  return (
    <>
      {block !== null && (
        <IconButton
          icon={runs ? 'pause' : 'play'}
          label={runs ? words.pause : words.resume}
          unavailable={commands.busy}
          onClick={() => commands.turn({ to: runs ? 'pause' : 'resume' })}
        />
      )}
      {next === null ? (
        <Button unavailable={commands.busy} onClick={onEnd}>
          {words.end}
        </Button>
      ) : (
        <Button unavailable={commands.busy} onClick={() => commands.turn({ to: 'block', block: next })}>
          {words.next}
        </Button>
      )}
      <Menu
        align="end"
        trigger={<IconButton icon="more" label={words.more} />}
        entries={[
          ...(block === null
            ? []
            : [{ key: 'extend', label: words.extend, run: () => commands.turn({ to: 'extend', minutes: 5 }) }]),
          { key: 'who', label: words.who, run: onWho },
          { key: 'end', label: words.end, run: onEnd },
        ]}
      />
    </>
  );
}
