import { addHandOff, getPlan, type HandOff, listPeople, type WholePlan } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { portfolioTexts as texts } from '../../texts/portfolio.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useChangeHandOff } from './use-change-hand-off.ts';

interface HandOffFormProps {
  whole: WholePlan;
  /** Null: a new one. */
  handOff: HandOff | null;
  onDone: () => void;
}

interface Draft {
  what: string;
  fromId: string;
  toId: string;
  fromBetId: string;
  toBetId: string;
  dueOn: string;
}

const draftOf = (handOff: HandOff | null): Draft => ({
  what: handOff?.what ?? '',
  fromId: handOff?.from?.id ?? '',
  toId: handOff?.to?.id ?? '',
  fromBetId: handOff?.fromBet?.id ?? '',
  toBetId: handOff?.toBet?.id ?? '',
  dueOn: handOff?.dueOn ?? '',
});

const orNull = (text: string): string | null => (text === '' ? null : text);

/** What goes from whom to whom, for which bet, until when. */
export function HandOffForm({ whole, handOff: given, onDone }: HandOffFormProps) {
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [handOff] = useState(given);
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(handOff));
  const change = useChangeHandOff(onDone);
  const add = useCommand(addHandOff, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [getPlan.path] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { what, fromId, toId, fromBetId, toBetId, dueOn } = draft;
    const body = {
      ...{ what: what.trim(), fromId: orNull(fromId), toId: orNull(toId), fromBetId: orNull(fromBetId) },
      ...{ toBetId: orNull(toBetId), dueOn: orNull(dueOn) },
    };
    if (handOff === null) add.mutate({ params: { id: whole.plan.id }, body });
    else change.send(handOff, body);
  };
  const busy = (add.isPending || change.busy) && texts.saving;
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  return (
    <form className="plan-form plan-part" aria-label={texts.addTitle} onSubmit={submit}>
      <Field label={texts.what} hint={texts.whatHint}>
        <TextInput value={draft.what} onValue={(what) => set({ what })} maxLength={1000} required />
      </Field>
      <Ends whole={whole} handOff={handOff} draft={draft} set={set} />
      {add.error !== null && <FieldError>{add.error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" unavailable={busy}>
          {texts.save}
        </Button>
        {handOff !== null && (
          <Button unavailable={busy} onClick={() => change.send(handOff, { state: 'dropped' })}>
            {texts.drop}
          </Button>
        )}
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

interface EndsProps {
  whole: WholePlan;
  handOff: HandOff | null;
  draft: Draft;
  set: (part: Partial<Draft>) => void;
}

function Ends({ whole, handOff, draft, set }: EndsProps) {
  const { data } = useAnswer(listPeople, {});
  const kept = [handOff?.from?.id, handOff?.to?.id];
  const people = [
    { value: '', label: texts.nobody },
    ...(data?.people ?? [])
      .filter(({ id, left }) => !left || kept.includes(id))
      .map(({ id, name, role, left }) => ({
        value: id,
        label: left ? texts.hasLeft(name) : role === 'partner' ? texts.partnerOf(name) : name,
      })),
  ];
  const bets = [{ value: '', label: texts.noBet }, ...whole.bets.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <div className="plan-row">
        <Field label={texts.fromPerson}>
          <Select value={draft.fromId} onValue={(fromId) => set({ fromId })} choices={people} />
        </Field>
        <Field label={texts.toPerson} hint={texts.toHint}>
          <Select value={draft.toId} onValue={(toId) => set({ toId })} choices={people} />
        </Field>
        <DayField label={texts.dueOn} value={draft.dueOn} onValue={(day) => set({ dueOn: day ?? '' })} />
      </div>
      <div className="plan-row">
        <Field label={texts.fromBet} optional>
          <Select value={draft.fromBetId} onValue={(fromBetId) => set({ fromBetId })} choices={bets} />
        </Field>
        <Field label={texts.toBet} optional>
          <Select value={draft.toBetId} onValue={(toBetId) => set({ toBetId })} choices={bets} />
        </Field>
      </div>
    </>
  );
}
