import {
  addPrinciple,
  changePrinciple,
  getPrinciple,
  listPeople,
  listPrinciples,
  type Principle,
  principleStates,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/principles.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';

/** What changes a principle changes the list too. */
export function usePrincipleChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    for (const { path } of [listPrinciples, getPrinciple]) await client.invalidateQueries({ queryKey: [path] });
  };
}

interface PrincipleFormProps {
  /** Null: a new one. */
  principle: Principle | null;
  onDone: () => void;
}

export function PrincipleForm({ principle, onDone }: PrincipleFormProps) {
  const { member } = useSession();
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(principle?.version ?? 0);
  const [sentence, setSentence] = useState(principle?.sentence ?? '');
  const [why, setWhy] = useState(principle?.why ?? '');
  const [state, setState] = useState<Principle['state']>(principle?.state ?? 'proposed');
  const [ownerId, setOwnerId] = useState(principle === null ? member.id : (principle.owner?.id ?? ''));
  const { data } = useAnswer(listPeople, {});
  const people = (data?.people ?? []).filter(({ id, left }) => !left || id === ownerId);
  const changed = usePrincipleChanged();
  const onSuccess = async () => {
    await changed();
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addPrinciple, { onSuccess });
  const change = useCommand(changePrinciple, { onSuccess, onError: changed });
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { sentence, why, state, ownerId: ownerId === '' ? null : ownerId };
    if (principle === null) add.mutate({ body });
    else change.mutate({ params: { id: principle.id }, body: { version, ...body } });
  };
  return (
    <form className="plan-form plan-part" onSubmit={submit} aria-label={principle === null ? texts.add : texts.edit}>
      <Field label={texts.sentence} hint={texts.sentenceHint}>
        <TextInput value={sentence} onValue={setSentence} maxLength={300} required autoFocus />
      </Field>
      <Field label={texts.whyLabel} optional>
        <TextArea value={why} onValue={setWhy} rows={3} maxLength={2000} />
      </Field>
      <div className="plan-row">
        <Field label={texts.owner}>
          <Select
            value={ownerId}
            onValue={setOwnerId}
            choices={[
              { value: '', label: texts.nobodyOwns },
              ...people.map(({ id, name, left }) => ({ value: id, label: left ? texts.hasLeft(name) : name })),
            ]}
          />
        </Field>
        <Field label={texts.state}>
          <Select
            value={state}
            onValue={setState}
            choices={principleStates.map((value) => ({ value, label: texts.states[value] }))}
          />
        </Field>
      </div>
      {error !== null && <FieldError>{error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={(add.isPending || change.isPending) && texts.saving}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
