import {
  type AnswerOf,
  addConstraint,
  type Constraint,
  changeConstraint,
  constraintKinds,
  listConstraints,
  listPeople,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/constraints.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { type ConstraintDraft, draftOf, newDraft, readDraft } from './constraint-draft.ts';
import { type DraftPart, SignFields } from './sign-fields.tsx';

interface ConstraintFormProps {
  around: AnswerOf<typeof listConstraints>;
  outcomeId: string;
  /** Null: a new one. */
  constraint: Constraint | null;
  onDone: () => void;
}

/** What stands between, its sign, and what was agreed for that case. */
export function ConstraintForm({ around, outcomeId, constraint, onDone }: ConstraintFormProps) {
  const client = useQueryClient();
  const { member } = useSession();
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(constraint?.version ?? 0);
  const [draft, setDraft] = useState(() =>
    constraint === null ? newDraft(outcomeId, member.id) : draftOf(constraint),
  );
  const [missing, setMissing] = useState<ReadonlySet<keyof ConstraintDraft>>(new Set());
  const changed = () => client.invalidateQueries({ queryKey: [listConstraints.path] });
  const onSuccess = async () => {
    await changed();
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addConstraint, { onSuccess });
  const change = useCommand(changeConstraint, { onSuccess, onError: changed });
  const error = add.error ?? change.error;
  const busy = add.isPending || change.isPending;
  const part: DraftPart = { draft, missing, around, set: (given) => setDraft((now) => ({ ...now, ...given })) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(draft);
    setMissing('missing' in read ? read.missing : new Set());
    if (!('body' in read)) return;
    if (constraint === null) add.mutate({ params: { id: around.plan.id }, body: read.body });
    else change.mutate({ params: { id: constraint.id }, body: { version, ...read.body } });
  };
  return (
    <form
      className="plan-form plan-part"
      onSubmit={submit}
      aria-label={constraint === null ? texts.addTitle : texts.editTitle}
    >
      <What {...part} />
      <fieldset>
        <legend>{texts.signLegend}</legend>
        <Field label={texts.watchOn}>
          <Select
            value={draft.on}
            onValue={(on) => part.set({ on })}
            choices={(['hand', 'outcome', 'bet', 'domain', 'date'] as const).map((value) => ({
              value,
              label: texts.watches[value],
            }))}
          />
        </Field>
        <SignFields {...part} />
        <Field
          label={texts.signWords}
          hint={draft.on === 'hand' ? undefined : texts.signWordsHint}
          optional={draft.on !== 'hand'}
          error={missing.has('sign') && texts.signLegend}
        >
          <TextInput value={draft.sign} onValue={(sign) => part.set({ sign })} maxLength={500} />
        </Field>
      </fieldset>
      <Response {...part} />
      {(error !== null || missing.size > 0) && <FieldError>{error?.message ?? texts.missing}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={busy && texts.saving}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

function What({ draft, set, around }: DraftPart) {
  return (
    <>
      <RadioGroup
        legend={texts.kindLegend}
        value={draft.kind}
        onValue={(kind) => set({ kind })}
        choices={constraintKinds.map((value) => ({ value, label: texts.kinds[value], hint: texts.kindHints[value] }))}
      />
      <Field label={texts.what[draft.kind]} hint={texts.whatHint}>
        <TextInput value={draft.what} onValue={(what) => set({ what })} maxLength={300} required autoFocus />
      </Field>
      {around.outcomes.length > 1 && (
        <Field label={texts.outcome}>
          <Select
            value={draft.outcomeId}
            onValue={(outcomeId) => set({ outcomeId })}
            choices={around.outcomes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </>
  );
}

function Response({ draft, set, missing }: DraftPart) {
  const { data } = useAnswer(listPeople, {});
  const people = (data?.people ?? []).filter(({ id, left }) => !left || id === draft.ownerId);
  return (
    <fieldset>
      <legend>{texts.responseLegend}</legend>
      <Field label={texts.response} hint={texts.responseHint}>
        <TextArea value={draft.response} onValue={(response) => set({ response })} rows={2} maxLength={1000} required />
      </Field>
      <div className="plan-row">
        <Field label={texts.owner}>
          <Select
            value={draft.ownerId}
            onValue={(ownerId) => set({ ownerId })}
            choices={[
              { value: '', label: texts.lead },
              ...people.map(({ id, name, left }) => ({ value: id, label: left ? texts.hasLeft(name) : name })),
            ]}
          />
        </Field>
        <Field label={texts.withinDays} error={missing.has('withinDays') && texts.mustNumber}>
          <NumberInput whole value={draft.withinDays} onValue={(withinDays) => set({ withinDays })} />
        </Field>
      </div>
      <Checkbox
        label={texts.workingDays}
        checked={draft.workingDays}
        onChecked={(workingDays) => set({ workingDays })}
      />
    </fieldset>
  );
}
