import { type AgendaItem, type Meeting, recordDecision } from '@dandelion-loop/contract';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { useToday } from '../../app/use-today.ts';
import { dayBeside } from '../../app/zone-day.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Details } from '../../ui/details.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';
import { DecidersField } from './deciders-field.tsx';
import { bodyOf, type DecisionDraft, emptyDraft, faultsOf, isBegun } from './decision-draft.ts';
import { keyOfItem, type PlacedBlock, subjectOfBlock } from './meeting-blocks.ts';

const words = texts.decide;

interface DecisionFormProps {
  meeting: Meeting;
  placed: PlacedBlock;
  /** The thing that is decided on; null where the block is only talk. */
  item: AgendaItem | null;
  draft: DecisionDraft | undefined;
  onDraft: (draft: DecisionDraft | undefined) => void;
}

/** What is decided, why, by whom, on which evidence, and when it is looked at again. */
export function DecisionForm(props: DecisionFormProps) {
  const may = useMay('decisions:write');
  if (!may) return <p className="quiet run-reader">{words.reader}</p>;
  return <Form {...props} />;
}

function Form({ meeting, placed, item, draft = emptyDraft, onDraft }: DecisionFormProps) {
  const changed = useRhythmChanged();
  const today = useToday();
  const [tried, setTried] = useState(false);
  const { items } = placed.block;
  const rests = draft.rests ?? (item === null ? [] : [keyOfItem(item)]);
  const evidence = items.filter((one) => rests.includes(keyOfItem(one))).map(({ subject }) => subject);
  const set = (part: Partial<DecisionDraft>) => onDraft({ ...draft, ...part });
  const command = useCommand(recordDecision, {
    onSuccess: async ({ what }) => {
      setTried(false);
      onDraft(undefined);
      notify({ title: words.recorded, text: what });
      await changed('outcome');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft, item, today)).length > 0 || command.isPending) return;
    const given = evidence.length > 0 ? evidence : [subjectOfBlock(placed)];
    command.mutate({ body: bodyOf(draft, item, { meetingId: meeting.id, evidence: given }) });
  };
  const faults = tried ? faultsOf(draft, item, today) : {};
  return (
    <form className="decide" onSubmit={submit} noValidate aria-label={words.title}>
      <h2>{item === null || items.length === 1 ? words.title : words.about(item.subject.name)}</h2>
      <WhatField item={item} draft={draft} set={set} missing={faults.what === true && words.whatMissing} />
      <div className="run-fields">
        <Field label={words.why} error={faults.why && words.whyMissing}>
          <TextInput value={draft.why} onValue={(why) => set({ why })} maxLength={4000} />
        </Field>
        <DecidersField present={meeting.present} value={draft.deciders} onValue={(deciders) => set({ deciders })} />
        <DayField
          label={words.look}
          value={draft.lookAgainOn || undefined}
          onValue={(day) => set({ lookAgainOn: day ?? '' })}
          error={faults.lookAgainOn && words.lookBad}
        />
      </div>
      <p className="run-quick">
        {words.look}:{' '}
        {(
          [
            [words.twoWeeks, 14],
            [words.aMonth, 28],
            [words.quarter, 91],
          ] as const
        ).map(([label, days]) => (
          <Button key={label} kind="quiet" onClick={() => set({ lookAgainOn: dayBeside(today, days) })}>
            {label}
          </Button>
        ))}
      </p>
      {items.length > 1 && <RestsField items={items} rests={rests} onRests={(keys) => set({ rests: keys })} />}
      {command.error !== null && <FieldError>{command.error.message}</FieldError>}
      <div className="run-submit">
        <Button type="submit" kind="primary" unavailable={command.isPending && texts.saving}>
          {words.record}
        </Button>
        {isBegun(draft) && (
          <Button kind="quiet" onClick={() => onDraft(undefined)}>
            {words.clear}
          </Button>
        )}
      </div>
    </form>
  );
}

interface WhatFieldProps {
  item: AgendaItem | null;
  draft: DecisionDraft;
  set: (part: Partial<DecisionDraft>) => void;
  missing: string | false;
}

/** One of what its source gives, or one's own words. */
function WhatField({ item, draft, set, missing }: WhatFieldProps) {
  const name = useId();
  const [own, setOwn] = useState(draft.what !== '');
  const options = item?.options ?? [];
  const field = (
    <Field label={words.what} error={missing}>
      <TextArea rows={2} value={draft.what} onValue={(what) => set({ what, option: null })} maxLength={1000} />
    </Field>
  );
  if (options.length === 0) return field;
  const choose = (option: string | null) => {
    setOwn(option === null);
    set({ option });
  };
  return (
    <>
      <fieldset className="opts">
        <legend className="visually-hidden">{words.options}</legend>
        {options.map(({ what, hint }) => (
          <Option key={what} name={name} checked={draft.option === what} onChoose={() => choose(what)} hint={hint}>
            {what}
          </Option>
        ))}
        <Option name={name} checked={own && draft.option === null} onChoose={() => choose(null)} hint={words.ownHint}>
          {words.own}
        </Option>
      </fieldset>
      {own && draft.option === null ? field : missing && <FieldError>{missing}</FieldError>}
    </>
  );
}

interface OptionProps {
  name: string;
  checked: boolean;
  onChoose: () => void;
  hint: string;
  children: ReactNode;
}

function Option({ name, checked, onChoose, hint, children }: OptionProps) {
  return (
    <label className="opt">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <b>{children}</b>
      <small>{hint}</small>
    </label>
  );
}

interface RestsFieldProps {
  items: readonly AgendaItem[];
  rests: readonly string[];
  onRests: (keys: string[]) => void;
}

function RestsField({ items, rests, onRests }: RestsFieldProps) {
  const on = items.filter((item) => rests.includes(keyOfItem(item))).map(({ subject }) => subject.name);
  return (
    <Details summary={on.length === 0 ? words.restsLegend : words.rests(on)}>
      <fieldset className="group">
        <legend className="visually-hidden">{words.restsLegend}</legend>
        {items.map((item) => {
          const key = keyOfItem(item);
          return (
            <Checkbox
              key={key}
              label={item.subject.name}
              checked={rests.includes(key)}
              onChecked={(checked) => onRests(checked ? [...rests, key] : rests.filter((one) => one !== key))}
            />
          );
        })}
      </fieldset>
    </Details>
  );
}
