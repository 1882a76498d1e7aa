import { changeFollowUp, type FollowUp } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { useToday } from '../../app/use-today.ts';
import { texts } from '../../texts/meetings.ts';
import { IconButton } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { FollowUpDialog } from '../rhythm/follow-up-dialog.tsx';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';

const words = texts.followUps;

interface FollowUpRowProps {
  followUp: FollowUp;
  /** The meeting that is held: what comes from another says from which. */
  meeting?: { id: string; ritual: { name: string } } | undefined;
  /** Nothing can be done here. */
  readOnly?: boolean;
}

/** What somebody is to do: ticked when it is done. */
export function FollowUpRow({ followUp, meeting, readOnly = false }: FollowUpRowProps) {
  const changed = useRhythmChanged();
  const [changing, setChanging] = useState(false);
  const { id, what, state, version, may } = followUp;
  const command = useCommand(changeFollowUp, {
    onSettled: () => changed('outcome'),
  });
  const done = command.isPending ? command.variables.body.state === 'done' : state === 'done';
  const tick = (ticked: boolean) =>
    command.mutate({ params: { id }, body: { version, state: ticked ? 'done' : 'open' } });
  return (
    <li className={state === 'open' ? '' : 'ended'}>
      {may.end && !readOnly && state !== 'dropped' ? (
        <input
          type="checkbox"
          aria-label={words.done(what)}
          checked={done}
          onChange={(event) => tick(event.target.checked)}
        />
      ) : (
        <Glyph tone={state === 'done' ? 'ok' : state === 'dropped' ? 'invalid' : 'uncertain'} />
      )}
      <span>
        <Name room={300}>{what}</Name>
        <Standing followUp={followUp} meeting={meeting} />
        {command.error !== null && <FieldError>{command.error.message}</FieldError>}
      </span>
      {may.change && !readOnly && state === 'open' && (
        <IconButton icon="edit" label={words.changeOf(what)} onClick={() => setChanging(true)} />
      )}
      {changing && <FollowUpDialog followUp={followUp} onClose={() => setChanging(false)} />}
    </li>
  );
}

/** Whole days from one to another. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function Standing({ followUp, meeting }: Pick<FollowUpRowProps, 'followUp' | 'meeting'>) {
  const { day } = useFormats();
  const today = useToday();
  const { owner, dueOn, overdue, state, endedBy, note, createdAt } = followUp;
  const of = followUp.meeting;
  const carried = meeting !== undefined && of?.id !== meeting.id;
  const made = day(createdAt);
  const when =
    state !== 'open'
      ? (state === 'done' ? words.endedBy : words.droppedBy)(endedBy?.name ?? owner.name)
      : dueOn === null
        ? null
        : `${words.until(day(dueOn))}${overdue ? `: ${words.over(daysBetween(dueOn, today))}` : ''}`;
  const from = !carried
    ? null
    : of === null || of.ritual === meeting.ritual.name
      ? words.carried(made)
      : words.carriedFrom(made, of.ritual);
  return (
    <>
      <small className={overdue ? 'over' : ''}>
        {[`${owner.name}${owner.left && state === 'open' ? `, ${words.left}` : ''}`, when, from]
          .filter(Boolean)
          .join(', ')}
      </small>
      {note !== '' && <small>{spoken(note)}</small>}
    </>
  );
}
