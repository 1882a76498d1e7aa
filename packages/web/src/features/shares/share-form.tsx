import {
  type AnswerOf,
  type Experiment,
  listShares,
  makeShare,
  type ShareDays,
  shareDays,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { onThisMachine } from '../../app/on-this-machine.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/share.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import './share-form.css';

type Made = AnswerOf<typeof makeShare>;

/** Makes a link to one experiment, and shows it this once. */
export function ShareForm({ experiment }: { experiment: Experiment }) {
  const client = useQueryClient();
  const [made, setMade] = useState<Made | null>(null);
  const command = useCommand(makeShare, {
    onSuccess: (answer) => {
      setMade(answer);
      void client.invalidateQueries({ queryKey: [listShares.path] });
    },
  });
  if (made !== null) return <MadeLink made={made} onAnother={() => setMade(null)} />;
  return <Choices experiment={experiment} command={command} />;
}

function MadeLink({ made: { link, share }, onAnother }: { made: Made; onAnother: () => void }) {
  const { day } = useFormats();
  const box = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone: before the paint, or the dialog takes the focus itself a frame later.
  useLayoutEffect(() => box.current?.querySelector('input')?.focus(), []);
  return (
    <div className="share-made" ref={box}>
      <CopyField label={texts.made} hint={texts.madeHint(day(share.expiresAt))} value={link} />
      {onThisMachine(link) && <FieldError>{texts.onlyHere}</FieldError>}
      <Button kind="quiet" onClick={onAnother}>
        {texts.another}
      </Button>
    </div>
  );
}

interface ChoicesProps {
  experiment: Experiment;
  command: ReturnType<typeof useCommand<typeof makeShare>>;
}

function Choices({ experiment: { id, answer }, command }: ChoicesProps) {
  const [madeFor, setMadeFor] = useState('');
  const [days, setDays] = useState<ShareDays>(90);
  const [segment, setSegment] = useState('');
  const [showMaker, setShowMaker] = useState(false);
  // A number before the column: a column can be called anything.
  const columns = answer.segments.map(({ column }, index) => ({ value: String(index), column }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (command.isPending) return;
    const column = columns.find(({ value }) => value === segment)?.column ?? null;
    command.mutate({ body: { experimentId: id, madeFor, days, segment: column, showMaker } });
  };
  return (
    <form className="share-form" onSubmit={submit}>
      <p>{texts.linkHint}</p>
      <div className="share-fields">
        <Field label={texts.madeFor} hint={texts.madeForHint} optional>
          <TextInput value={madeFor} onValue={setMadeFor} maxLength={80} dir="auto" autoComplete="off" />
        </Field>
        <Field label={texts.days}>
          <Select
            value={String(days)}
            onValue={(chosen) => setDays(shareDays.find((one) => String(one) === chosen) ?? 90)}
            choices={shareDays.map((one) => ({ value: String(one), label: texts.dayWords[one] }))}
          />
        </Field>
      </div>
      {columns.length > 0 && (
        <Field label={texts.groups} hint={texts.groupsHint}>
          <Select
            value={segment}
            onValue={setSegment}
            choices={[
              { value: '', label: texts.noGroups },
              ...columns.map(({ value, column }) => ({ value, label: texts.groupsBy(spoken(column)) })),
            ]}
          />
        </Field>
      )}
      <Checkbox checked={showMaker} onChecked={setShowMaker} label={texts.showMaker} />
      <div className="share-foot">
        <Button type="submit" kind="primary" unavailable={command.isPending && texts.making}>
          {command.isPending ? texts.making : texts.make}
        </Button>
        <p className="quiet">{texts.notShown}</p>
      </div>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </form>
  );
}
