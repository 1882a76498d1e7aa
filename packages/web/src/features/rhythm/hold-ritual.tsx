import { type Ritual, startMeeting } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { MeetingLink, useGoToMeeting } from './go-to-meeting.tsx';
import { isSoon } from './is-soon.ts';
import { useRhythmChanged } from './use-rhythm-changed.ts';
import { useWhen } from './use-when.ts';

/** Starts a meeting, or goes to the one that is held. What is held for a reason, or is not due yet, asks first. */
export function HoldRitual({ ritual, kind = 'plain' }: { ritual: Ritual; kind?: ButtonKind }) {
  const mayHold = useMay('meetings:write');
  const [asking, setAsking] = useState(false);
  const start = useStart(ritual.id);
  const { name, meetingId, ended } = ritual;
  if (meetingId !== null)
    return (
      <MeetingLink id={meetingId} kind={kind} label={texts.joinOf(name)}>
        {texts.join}
      </MeetingLink>
    );
  if (!mayHold || ended !== null) return null;
  const press = () => {
    if (!isSoon(ritual)) setAsking(true);
    else start.mutate({ params: { id: ritual.id }, body: {} });
  };
  return (
    <>
      <Button
        kind={kind}
        onClick={press}
        aria-label={texts.holdOf(name)}
        unavailable={start.isPending && texts.starting}
      >
        {texts.hold}
      </Button>
      {asking && <AskFirst ritual={ritual} onClose={() => setAsking(false)} />}
    </>
  );
}

function useStart(id: string) {
  const changed = useRhythmChanged();
  const go = useGoToMeeting();
  return useCommand(startMeeting, {
    onSuccess: async (meeting) => {
      go(meeting.id);
      await changed('ritual');
    },
    onError: async (error) => {
      notify({ tone: 'warning', title: texts.notStarted, text: error.message });
      await changed('ritual');
    },
    mutationKey: ['start', id],
  });
}

function AskFirst({ ritual: { id, name, next }, onClose }: { ritual: Ritual; onClose: () => void }) {
  const when = useWhen();
  const formId = useId();
  const [about, setAbout] = useState('');
  const start = useStart(id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!start.isPending) start.mutate({ params: { id }, body: { about: about.trim() } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={name}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={start.isPending && texts.starting}>
            {texts.start}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit}>
        <p>{next === null ? texts.startText : texts.startEarly(when.moment(next.startsAt))}</p>
        <Field label={texts.about} hint={texts.aboutHint} optional>
          <TextInput value={about} onValue={setAbout} maxLength={300} />
        </Field>
        {start.error && <FieldError>{start.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
