import { changeFollowUp, type FollowUp, listFollowUps } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay, useWorkspace } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { FollowUpOrigin } from '../agreements/follow-up-origin.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { FollowUpDialog } from './follow-up-dialog.tsx';
import { dueWords } from './follow-up-words.ts';
import { MeetingLink } from './go-to-meeting.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

/** The first of them, as the page of the rhythm asks too: it is one question. */
export const openFollowUps = { query: { state: 'open', limit: 8 } } as const;
const allFollowUps = { query: { state: 'open', limit: 200 } } as const;

/** What was promised and is not done: ticked off, given to somebody else, added. */
export function FollowUps({ overdue }: { overdue: number }) {
  const mayAdd = useMay('follow-ups:write');
  const [all, setAll] = useState(false);
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useAnswer(listFollowUps, all ? allFollowUps : openFollowUps, {
    keepPrevious: true,
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={4} />
    ) : (
      <ErrorState say={texts.followUpsFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  const { total, followUps } = data;
  return (
    <Section
      id="follow-ups"
      finding={texts.followUpsFinding(total, overdue)}
      controls={mayAdd && <Button onClick={() => setAdding(true)}>{texts.addFollowUp}</Button>}
    >
      {total === 0 ? (
        <p className="quiet">{texts.followUpsNone}</p>
      ) : (
        <ul className="follow-ups">
          {followUps.map((one) => (
            <OneFollowUp key={one.id} followUp={one} />
          ))}
        </ul>
      )}
      {followUps.length < total && !all && (
        <p className="rhythm-more">
          <Button kind="quiet" onClick={() => setAll(true)}>
            {texts.showAll(total)}
          </Button>
        </p>
      )}
      {adding && <FollowUpDialog followUp={null} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** Ticking it ends it; for a while that can be taken back. */
function useEnd({ id, what }: FollowUp) {
  const changed = useRhythmChanged();
  const refused = async (error: Error) => {
    notify({ tone: 'warning', title: texts.notSaved, text: error.message });
    await changed('outcome');
  };
  const reopen = useCommand(changeFollowUp, { onSuccess: () => changed('outcome'), onError: refused });
  return useCommand(changeFollowUp, {
    onError: refused,
    onSuccess: async ({ version }) => {
      const run = () => reopen.mutate({ params: { id }, body: { version, state: 'open' } });
      notify({ title: texts.doneOf(spoken(what)), action: { label: texts.undo, run } });
      await changed('outcome');
    },
  });
}

function OneFollowUp({ followUp }: { followUp: FollowUp }) {
  const { timeZone } = useWorkspace();
  const { day } = useFormats();
  const [changing, setChanging] = useState(false);
  const end = useEnd(followUp);
  const { id, what, owner, overdue, note, meeting, origin, may, version } = followUp;
  const today = dayOf(Date.now(), timeZone);
  return (
    <li>
      {may.end ? (
        <label className="follow-up-tick">
          <input
            type="checkbox"
            checked={end.isPending}
            disabled={end.isPending}
            aria-label={texts.doneOf(spoken(what))}
            onChange={() => end.mutate({ params: { id }, body: { version, state: 'done' } })}
          />
        </label>
      ) : (
        <Glyph tone="uncertain" />
      )}
      <div>
        <p className="follow-up-what">{spoken(what)}</p>
        <p className="follow-up-about">
          <span>{owner.left ? texts.hasLeft(spoken(owner.name)) : spoken(owner.name)}</span>
          <span className={overdue ? 'follow-up-over' : ''}>
            {overdue && <Glyph tone="warning" />}
            {dueWords(followUp, today, day)}
          </span>
          {origin !== undefined && <FollowUpOrigin origin={origin} />}
          {meeting !== null && <MeetingLink id={meeting.id}>{texts.from(spoken(meeting.ritual))}</MeetingLink>}
        </p>
        {note !== '' && <p className="follow-up-note">{spoken(note)}</p>}
      </div>
      {(may.change || may.end) && (
        <Button kind="quiet" aria-label={texts.changeOf(spoken(what))} onClick={() => setChanging(true)}>
          {texts.change}
        </Button>
      )}
      {changing && <FollowUpDialog followUp={followUp} onClose={() => setChanging(false)} />}
    </li>
  );
}
