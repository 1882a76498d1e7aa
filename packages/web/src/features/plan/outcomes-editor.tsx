import {
  addOutcome,
  addOutcomeValue,
  changeOutcome,
  deleteOutcome,
  getPlan,
  type Outcome,
  type WholePlan,
} from '@dandelion-loop/contract';
import { valueText } from '@dandelion-loop/portfolio';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { useToday } from '../../app/use-today.ts';
import { texts } from '../../texts/plan.ts';
import { partsTexts } from '../../texts/plan-parts.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FormActions } from './form-actions.tsx';

interface OutcomesProps {
  whole: WholePlan;
  mayWrite: boolean;
}

/** What is open: nothing, a new one, or one by its id. */
type Open = { form: 'new' | 'edit' | 'value'; id: string } | null;

export function Outcomes({ whole: { plan, outcomes }, mayWrite }: OutcomesProps) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const chosen = outcomes.find(({ id }) => id === open?.id);
  return (
    <>
      {outcomes.length > 0 && (
        <BlockTable caption={partsTexts.outcomes}>
          <thead>
            <tr>
              <th scope="col">{texts.name}</th>
              <th scope="col">{partsTexts.baseline}</th>
              <th scope="col">{partsTexts.targetLabel}</th>
              <th scope="col">{partsTexts.nowIs}</th>
              <th scope="col">
                <span className="visually-hidden">{texts.edit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <OutcomeRow key={outcome.id} outcome={outcome} mayWrite={mayWrite} onOpen={setOpen} />
            ))}
          </tbody>
        </BlockTable>
      )}
      {open?.form === 'value' && chosen && <ValueForm key={chosen.id} outcome={chosen} onDone={close} />}
      {open?.form === 'edit' && chosen && (
        <OutcomeForm key={`${chosen.id} ${chosen.version}`} planId={plan.id} outcome={chosen} onDone={close} />
      )}
      {open?.form === 'new' && <OutcomeForm planId={plan.id} outcome={null} onDone={close} />}
      {mayWrite && open === null && (
        <p className="plan-action">
          <Button icon="add" onClick={() => setOpen({ form: 'new', id: '' })}>
            {partsTexts.addOutcome}
          </Button>
        </p>
      )}
    </>
  );
}

interface RowProps {
  outcome: Outcome;
  mayWrite: boolean;
  onOpen: (open: Open) => void;
}

function OutcomeRow({ outcome, mayWrite, onOpen }: RowProps) {
  const { day } = useFormats();
  const { id, name, unit, baseline, target, by, current, version } = outcome;
  const refresh = useRefresh();
  const remove = useCommand(deleteOutcome, {
    onSuccess: refresh,
    onError: (error) => notify({ tone: 'warning', title: error.message }),
  });
  return (
    <tr>
      <th scope="row">
        {name} {unit && unit !== name && <small className="quiet">{unit}</small>}
      </th>
      <td data-label={partsTexts.baseline}>{valueText(baseline)}</td>
      <td data-label={partsTexts.targetLabel}>
        {valueText(target)} {by && <small className="quiet">{day(by)}</small>}
      </td>
      <td data-label={partsTexts.nowIs}>
        {current && (
          <>
            {valueText(current.value)} <small className="quiet">{day(current.on)}</small>
          </>
        )}
      </td>
      <td className="actions">
        {mayWrite && (
          <>
            <Button onClick={() => onOpen({ form: 'value', id })}>{partsTexts.addValue}</Button>
            <Button kind="quiet" aria-label={texts.editNamed(name)} onClick={() => onOpen({ form: 'edit', id })}>
              {texts.edit}
            </Button>
            <Button
              kind="quiet"
              aria-label={texts.removeNamed(name)}
              onClick={() => remove.mutate({ params: { id }, query: { version } })}
            >
              {texts.remove}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [getPlan.path] });
}

interface OutcomeFormProps {
  planId: string;
  /** Null: a new one. */
  outcome: Outcome | null;
  onDone: () => void;
}

function OutcomeForm({ planId, outcome, onDone }: OutcomeFormProps) {
  const [name, setName] = useState(outcome?.name ?? '');
  const [unit, setUnit] = useState(outcome?.unit ?? '');
  const [baseline, setBaseline] = useState<number | null>(outcome?.baseline ?? null);
  const [target, setTarget] = useState<number | null>(outcome?.target ?? null);
  const [by, setBy] = useState(outcome?.by ?? undefined);
  const [direction, setDirection] = useState<'rise' | 'fall'>(outcome?.direction ?? 'rise');
  const [missing, setMissing] = useState(false);
  const refresh = useRefresh();
  const onSuccess = async () => {
    await refresh();
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addOutcome, { onSuccess });
  const change = useCommand(changeOutcome, { onSuccess });
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(baseline === null || target === null);
    if (baseline === null || target === null) return;
    const body = { name, baseline, target, direction, unit: unit.trim() === '' ? null : unit, by: by ?? null };
    if (outcome === null) add.mutate({ params: { id: planId }, body });
    else change.mutate({ params: { id: outcome.id }, body: { version: outcome.version, ...body } });
  };
  return (
    <form
      className="plan-form plan-part"
      onSubmit={submit}
      aria-label={outcome === null ? partsTexts.addOutcome : texts.editNamed(outcome.name)}
    >
      <div className="plan-row">
        <Field label={texts.name}>
          <TextInput value={name} onValue={setName} maxLength={200} required autoFocus />
        </Field>
        <Field label={partsTexts.unit} hint={partsTexts.unitHint} optional>
          <TextInput value={unit} onValue={setUnit} maxLength={200} />
        </Field>
      </div>
      <div className="plan-row">
        <Field
          label={partsTexts.baseline}
          hint={partsTexts.baselineHint}
          error={missing && baseline === null && texts.mustNumber}
        >
          <NumberInput value={baseline} onValue={setBaseline} />
        </Field>
        <Field label={partsTexts.direction}>
          <Select
            value={direction}
            onValue={setDirection}
            choices={[
              { value: 'rise', label: partsTexts.rise },
              { value: 'fall', label: partsTexts.fall },
            ]}
          />
        </Field>
        <Field label={partsTexts.targetLabel} error={missing && target === null && texts.mustNumber}>
          <NumberInput value={target} onValue={setTarget} />
        </Field>
        <DayField label={partsTexts.byDay} value={by} onValue={setBy} />
      </div>
      {error !== null && <FieldError>{error.message}</FieldError>}
      <FormActions busy={add.isPending || change.isPending} onCancel={onDone} />
    </form>
  );
}

function ValueForm({ outcome, onDone }: { outcome: Outcome; onDone: () => void }) {
  const [on, setOn] = useState<string | undefined>(useToday());
  const [value, setValue] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const refresh = useRefresh();
  const add = useCommand(addOutcomeValue, {
    onSuccess: async () => {
      await refresh();
      notify({ title: partsTexts.valueSaved });
      onDone();
    },
  });
  return (
    <form
      className="plan-form plan-part"
      aria-label={partsTexts.addValue}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (value !== null && on !== undefined) add.mutate({ params: { id: outcome.id }, body: { on, value } });
      }}
    >
      <h3>{outcome.name}</h3>
      <div className="plan-row">
        <Field label={texts.value} error={tried && value === null && texts.mustNumber}>
          <NumberInput value={value} onValue={setValue} autoFocus />
        </Field>
        <DayField
          label={texts.valueOn}
          value={on}
          onValue={setOn}
          error={tried && on === undefined ? texts.mustDay : undefined}
        />
      </div>
      {add.error !== null && <FieldError>{add.error.message}</FieldError>}
      <FormActions busy={add.isPending} onCancel={onDone} />
    </form>
  );
}
