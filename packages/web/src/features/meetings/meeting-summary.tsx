import { getAccount, type Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { RhythmCrumbs } from '../rhythm/rhythm-crumbs.tsx';
import { DecidedList } from './decided-list.tsx';
import { FollowUpRow } from './follow-up-row.tsx';
import { heldBlocks } from './meeting-blocks.ts';
import { spentInAll, spentOf } from './meeting-clock.ts';
import { NotesTrouble } from './notes-panel.tsx';
import type { SharedNotes } from './shared-notes.ts';
import { useMeetingCommands } from './use-meeting-commands.ts';
import { useMeetingThings } from './use-meeting-things.ts';
import { WhoDialog } from './who-dialog.tsx';

const words = texts.summary;

/** A meeting after its end: what came of it, to read. */
export function MeetingSummary({ meeting, notes }: { meeting: Meeting; notes: SharedNotes | null }) {
  const { moment } = useFormats();
  const { decided, promised } = useMeetingThings(meeting);
  const mayChange = useMay('meetings:write');
  const commands = useMeetingCommands(meeting);
  const [who, setWho] = useState(false);
  const minutes = Math.round(spentInAll(meeting.timer, 0) / 60);
  const people = meeting.present.map(({ name }) => name);
  return (
    <div className="meeting-summary">
      <PageHead
        context={<RhythmCrumbs />}
        actions={mayChange && <Button onClick={() => setWho(true)}>{words.changeWho}</Button>}
        question={meeting.ritual.name}
        answer={
          <>
            <mark>{words.answer(decided.length, promised.length)}</mark>
            {words.took(minutes, meeting.agenda.minutes)}
          </>
        }
        basis={[
          words.basis(moment(meeting.startedAt), people),
          ...(meeting.about === '' ? [] : [words.about(spoken(meeting.about))]),
        ].join(' ')}
      />
      <Section finding={texts.decided.inIt}>
        <DecidedList decisions={decided} full />
      </Section>
      <Section finding={texts.followUps.title}>
        {promised.length === 0 ? (
          <p className="quiet">{texts.followUps.noneAfter}</p>
        ) : (
          <ul className="run-list">
            {promised.map((one) => (
              <FollowUpRow key={one.id} followUp={one} readOnly />
            ))}
          </ul>
        )}
      </Section>
      <Section finding={texts.notes.after}>
        <NotesTrouble notes={notes} />
        {meeting.notes.trim() === '' ? (
          <p className="quiet">{texts.notes.none}</p>
        ) : (
          <p className="notes-text">{spoken(meeting.notes)}</p>
        )}
      </Section>
      <Section finding={words.time}>
        <Times meeting={meeting} />
      </Section>
      <Section finding={words.sent}>
        <Sent summary={meeting.summary} />
      </Section>
      {who && <WhoDialog meeting={meeting} commands={commands} onClose={() => setWho(false)} />}
    </div>
  );
}

/** Each block with its minutes as planned and as they were. */
function Times({ meeting }: { meeting: Meeting }) {
  const { heads } = words;
  return (
    <table className="run-times">
      <thead>
        <tr>
          <th scope="col">{heads.block}</th>
          <th scope="col">{heads.planned}</th>
          <th scope="col">{heads.took}</th>
        </tr>
      </thead>
      <tbody>
        {heldBlocks(meeting).map(({ block, place }) => {
          const spent = spentOf(meeting.timer, place, 0);
          return (
            <tr key={place}>
              <th scope="row">
                {block.title}
                <small>{spoken(block.because)}</small>
              </th>
              <td className="n">{words.minutes(block.minutes)}</td>
              <td className="n">{spent < 1 ? words.notReached : words.minutes(Math.round(spent / 60))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Sent({ summary }: Pick<Meeting, 'summary'>) {
  const { moment } = useFormats();
  const { data: account } = useAnswer(getAccount, {});
  if (summary === null) return <p>{words.unknown}</p>;
  if (summary.passedOnAt === null) return <p>{words.waits}</p>;
  const to = summary.to.map(({ name }) => name);
  const at = moment(summary.passedOnAt);
  return (
    <p>
      {to.length === 0 ? words.sentChosen(at) : words.sentTo(to, at)} {account?.mail === false && words.noMail}
    </p>
  );
}
