import type { Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useDraft } from '../../app/use-draft.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AgendaList } from './agenda-list.tsx';
import { BlockView } from './block-view.tsx';
import { DecidedList } from './decided-list.tsx';
import { type DecisionDraft, isBegun } from './decision-draft.ts';
import { EndDialog } from './end-dialog.tsx';
import { FollowUpsPanel } from './follow-ups-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RunBar } from './run-bar.tsx';
import { useServerClock } from './server-clock.ts';
import type { SharedNotes } from './shared-notes.ts';
import { useMeetingCommands } from './use-meeting-commands.ts';
import { useMeetingThings } from './use-meeting-things.ts';
import { WhoDialog } from './who-dialog.tsx';

const words = texts.block;

interface MeetingRunProps {
  meeting: Meeting;
  /** When it was read, by the clock of this page. */
  readAt: number;
  notes: SharedNotes | null;
  /** Whether the line to the server is up. */
  lineUp: boolean;
}

type Drafts = Record<string, DecisionDraft>;

/** The block that is shown: that of the clock, unless one looks elsewhere or has begun a decision where one is. */
function useShownBlock(on: number | null, begunAt: (place: number) => boolean) {
  const [looking, setLooking] = useState<number | null>(null);
  const [was, setWas] = useState(on);
  if (on !== was) {
    setWas(on);
    if (looking === null && was !== null && begunAt(was)) setLooking(was);
    if (looking === on) setLooking(null);
  }
  return {
    shown: looking ?? on,
    show: (place: number) => setLooking(place === on ? null : place),
    goAlong: () => setLooking(null),
  };
}

/** A meeting while it is held. */
export function MeetingRun({ meeting, readAt, notes, lineUp }: MeetingRunProps) {
  const now = useServerClock(meeting, readAt);
  const commands = useMeetingCommands(meeting);
  const { decided, decisions, promised, followUps, error } = useMeetingThings(meeting);
  const [drafts, setDrafts] = useDraft<Drafts>(`decisions:${meeting.id}`, {});
  const [dialog, setDialog] = useState<'who' | 'end' | null>(null);
  const on = meeting.timer.block;
  const { shown, show, goAlong } = useShownBlock(on, (place) => isBegun(drafts[place]));
  const block = shown === null ? undefined : meeting.agenda.blocks[shown];
  const setDraft = (place: number) => (draft: DecisionDraft | undefined) =>
    setDrafts(({ [place]: _, ...others }) => (draft === undefined ? others : { ...others, [place]: draft }));
  const close = () => setDialog(null);
  return (
    <div className="meeting-run">
      <RunBar
        meeting={meeting}
        commands={commands}
        now={now}
        onWho={() => setDialog('who')}
        onEnd={() => setDialog('end')}
      />
      <p className="visually-hidden" role="status">
        {on !== null && texts.bar.on(meeting.agenda.blocks[on]?.title ?? '')}
      </p>
      {!lineUp && (
        <Notice tone="warning" title={texts.cut}>
          {texts.cutText}
        </Notice>
      )}
      {error !== null && <FieldError>{error.message}</FieldError>}
      <div className="run">
        <AgendaList meeting={meeting} decisions={decided} now={now} shown={shown} onShow={show} />
        <div className="run-middle">
          {shown !== on && on !== null && shown !== null && (
            <Elsewhere
              title={meeting.agenda.blocks[on]?.title ?? ''}
              begun={isBegun(drafts[shown])}
              onGoAlong={goAlong}
              onPut={() => commands.turn({ to: 'block', block: shown })}
            />
          )}
          {block === undefined || shown === null ? (
            <p className="quiet">{words.nothing}</p>
          ) : (
            <BlockView
              key={shown}
              meeting={meeting}
              placed={{ block, place: shown }}
              decided={decided}
              decisions={decisions}
              followUps={followUps}
              draft={drafts[shown]}
              onDraft={setDraft(shown)}
            />
          )}
        </div>
        <aside className="run-side" aria-label={texts.notes.title}>
          <NotesPanel notes={notes} />
          <section>
            <h2>{texts.decided.today}</h2>
            <DecidedList decisions={decided} />
          </section>
          <FollowUpsPanel meeting={meeting} followUps={followUps} decided={decided} />
        </aside>
      </div>
      {dialog === 'who' && <WhoDialog meeting={meeting} commands={commands} onClose={close} />}
      {dialog === 'end' && (
        <EndDialog
          meeting={meeting}
          commands={commands}
          decided={decided}
          promised={promised}
          notes={notes}
          begun={Object.values(drafts).some(isBegun)}
          now={now}
          onClose={close}
        />
      )}
    </div>
  );
}

interface ElsewhereProps {
  /** Of the block that is on. */
  title: string;
  begun: boolean;
  onGoAlong: () => void;
  onPut: () => void;
}

/** The clock is on another block than the one that is shown. */
function Elsewhere({ title, begun, onGoAlong, onPut }: ElsewhereProps) {
  const mayTurn = useMay('meetings:write');
  return (
    <div className="run-elsewhere" role="status">
      <span>{begun ? words.elsewhereBegun(title) : words.elsewhere(title)}</span>
      <Button onClick={onGoAlong}>{words.goAlong}</Button>
      {mayTurn && (
        <Button kind="quiet" onClick={onPut}>
          {words.putClock}
        </Button>
      )}
    </div>
  );
}
