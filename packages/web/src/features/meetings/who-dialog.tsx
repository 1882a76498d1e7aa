import { listPeople, type Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import type { MeetingCommands } from './use-meeting-commands.ts';

const words = texts.who;

interface WhoDialogProps {
  meeting: Meeting;
  commands: MeetingCommands;
  onClose: () => void;
}

/** Says who is here, or was. */
export function WhoDialog({ meeting, commands, onClose }: WhoDialogProps) {
  const { data } = useAnswer(listPeople, {}, { staleTime: 60_000 });
  const [here, setHere] = useState<readonly string[]>(meeting.present.map(({ id }) => id));
  const people = data?.people.filter(({ id, left, role }) => here.includes(id) || (!left && role !== 'partner')) ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button kind="primary" unavailable={commands.busy} onClick={() => commands.present([...here], onClose)}>
            {words.save}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <fieldset className="group">
        <legend className="visually-hidden">{words.title}</legend>
        {people.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={here.includes(id)}
            onChecked={(on) => setHere(on ? [...here, id] : here.filter((one) => one !== id))}
          />
        ))}
      </fieldset>
    </Dialog>
  );
}
