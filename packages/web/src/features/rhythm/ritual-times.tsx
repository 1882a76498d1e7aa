import { changeOccurrence, listOccurrences, type Occurrence, type Ritual } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { clockSentences, ownZone } from './clock-words.ts';
import { MeetingLink } from './go-to-meeting.tsx';
import { OccurrenceDialog, type OccurrenceTask } from './occurrence-dialog.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';
import { useWhen } from './use-when.ts';

const shownFirst = 6;
const yearMilliseconds = 366 * 86_400_000;

/** The next times, of a whole year where that is wanted; each of which can be moved, cancelled and put back; and one added. */
export function RitualTimes({ ritual }: { ritual: Ritual }) {
  const { id, cadence, ended } = ritual;
  const mayWrite = useMay('rituals:write') && ended === null;
  const [task, setTask] = useState<OccurrenceTask | null>(null);
  // Until when, once all are wanted: without it three months.
  const [to, setTo] = useState<string | null>(null);
  const { data, error, refetch } = useAnswer(
    listOccurrences,
    { params: { id }, query: to === null ? {} : { to } },
    { enabled: cadence !== null && ended === null, keepPrevious: true },
  );
  if (ended !== null) return null;
  if (cadence === null)
    return (
      <Section finding={texts.timesFinding}>
        <p className="quiet">{texts.timesNoneAsked}</p>
      </Section>
    );
  return (
    <Section
      finding={texts.timesFinding}
      controls={mayWrite && <Button onClick={() => setTask({ to: 'add' })}>{texts.addTime}</Button>}
    >
      {data !== undefined ? (
        <Times
          occurrences={to === null ? data.occurrences.slice(0, shownFirst) : data.occurrences}
          onAll={to === null ? () => setTo(new Date(Date.now() + yearMilliseconds).toISOString()) : null}
          ritual={ritual}
          timeZone={cadence.timeZone}
          mayWrite={mayWrite}
          onTask={setTask}
        />
      ) : error === null ? (
        <Skeleton lines={4} />
      ) : (
        <ErrorState say={texts.timesFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
          {error.message}
        </ErrorState>
      )}
      {task !== null && <OccurrenceDialog ritual={ritual} task={task} onClose={() => setTask(null)} />}
    </Section>
  );
}

interface TimesProps {
  occurrences: readonly Occurrence[];
  ritual: Ritual;
  timeZone: string;
  mayWrite: boolean;
  onTask: (task: OccurrenceTask) => void;
  /** Null: all are shown. */
  onAll: (() => void) | null;
}

function Times({ occurrences, onAll, ritual, timeZone, mayWrite, onTask }: TimesProps) {
  const { day } = useWhen();
  // Of times as the rule has them: what was moved by hand moved for another reason.
  const planned = occurrences.filter(({ state }) => state === 'planned');
  return (
    <>
      {occurrences.length === 0 && <p className="quiet">{onAll === null ? texts.timesNoneYear : texts.timesNone}</p>}
      <ul className="occurrences">
        {occurrences.map((one) => (
          <OneTime
            key={one.occurrence}
            occurrence={one}
            ritual={ritual}
            timeZone={timeZone}
            mayWrite={mayWrite}
            onTask={onTask}
          />
        ))}
      </ul>
      {onAll !== null && (
        <p className="rhythm-more">
          <Button kind="quiet" onClick={onAll}>
            {texts.timesYear}
          </Button>
        </p>
      )}
      {clockSentences({ occurrences: planned, skipped: [], timeZone, own: ownZone(), day }).map((sentence) => (
        <p key={sentence} className="clock-sentence">
          {sentence}
        </p>
      ))}
    </>
  );
}

type OneTimeProps = Omit<TimesProps, 'occurrences' | 'onAll'> & { occurrence: Occurrence };

function OneTime({ occurrence: one, ritual, timeZone, mayWrite, onTask }: OneTimeProps) {
  const when = useWhen();
  const { occurrence, local, startsAt, state, reason, meetingId } = one;
  const time = when.local(local);
  const own = when.own(startsAt, timeZone);
  const because = reason === '' ? '' : texts.because(spoken(reason));
  const said = state === 'moved' ? texts.states.moved(when.local(occurrence)) : texts.states[state];
  return (
    <li className={state}>
      <div>
        <p className="occurrence-when">
          {state === 'cancelled' ? <s>{time}</s> : time}
          {own !== null && <small>{own}</small>}
        </p>
        {said !== '' && (
          <p className="quiet">
            {said}
            {because}
          </p>
        )}
      </div>
      {meetingId !== null ? (
        <MeetingLink id={meetingId}>{texts.held}</MeetingLink>
      ) : (
        mayWrite && <TimeActions occurrence={one} ritual={ritual} time={time} onTask={onTask} />
      )}
    </li>
  );
}

interface TimeActionsProps {
  occurrence: Occurrence;
  ritual: Ritual;
  time: string;
  onTask: (task: OccurrenceTask) => void;
}

function TimeActions({ occurrence: one, ritual, time, onTask }: TimeActionsProps) {
  const changed = useRhythmChanged();
  const restore = useCommand(changeOccurrence, {
    onSuccess: async () => {
      notify({ title: texts.restored });
      await changed('ritual');
    },
    onError: async (error) => {
      notify({ tone: 'warning', title: texts.notSaved, text: error.message });
      await changed('ritual');
    },
  });
  const { occurrence, state } = one;
  const putBack = () =>
    restore.mutate({
      params: { id: ritual.id },
      body: { version: ritual.version, occurrence, change: { to: 'restore' } },
    });
  const added = state === 'added';
  return (
    <div className="occurrence-actions">
      {state !== 'planned' && (
        <Button
          kind="quiet"
          aria-label={added ? texts.takeAwayOf(time) : texts.restoreOf(time)}
          unavailable={restore.isPending && texts.saving}
          onClick={putBack}
        >
          {added ? texts.takeAway : texts.restore}
        </Button>
      )}
      {state !== 'cancelled' && (
        <Button kind="quiet" aria-label={texts.moveOf(time)} onClick={() => onTask({ to: 'move', occurrence: one })}>
          {texts.move}
        </Button>
      )}
      {(state === 'planned' || state === 'moved') && (
        <Button
          kind="quiet"
          aria-label={texts.cancelOf(time)}
          onClick={() => onTask({ to: 'cancel', occurrence: one })}
        >
          {texts.cancelTime}
        </Button>
      )}
    </div>
  );
}
