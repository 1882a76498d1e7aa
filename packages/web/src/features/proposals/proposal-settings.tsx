import { changeProposalSettings, getProposals, type ProposalSettings, type Proposals } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { originWords } from './proposal-words.ts';

interface SettingsProps {
  data: Proposals;
  onClose: () => void;
}

type Typed = Omit<ProposalSettings, 'version' | 'weeks'> & { weeks: number | null };

const variationChoices = ['2', '4', '8', '16'].map((value) => ({ value, label: value }));

/** What tests are valued with. */
export function ProposalSettingsDialog({ data, onClose }: SettingsProps) {
  const formId = useId();
  const client = useQueryClient();
  const { version, ...stored } = data.settings;
  const [typed, setTyped] = useState<Typed>(stored);
  const command = useCommand(changeProposalSettings, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [getProposals.path] });
      onClose();
    },
  });
  const weeksFault = typed.weeks === null || typed.weeks < 1 || typed.weeks > 520 ? texts.weeksMissing : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (weeksFault !== undefined || command.isPending) return;
    command.mutate({ body: { version, ...typed, weeks: typed.weeks! } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.settingsTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="proposal-form" onSubmit={submit} noValidate>
        <SettingsFields
          data={data}
          typed={typed}
          weeksFault={weeksFault}
          set={(part) => setTyped({ ...typed, ...part })}
        />
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  data: Proposals;
  typed: Typed;
  weeksFault: string | undefined;
  set: (part: Partial<Typed>) => void;
}

function SettingsFields({ data, typed, weeksFault, set }: FieldsProps) {
  const { currency } = useWorkspace();
  const { count } = useFormats();
  const metrics = data.metrics.map((name, at) => ({ value: name, label: at === 0 ? texts.metricOwn(name) : name }));
  const reaches = (['everywhere', 'one-place'] as const).map((value) => ({ value, label: texts.reaches[value] }));
  return (
    <>
      {metrics.length > 0 && (
        <Field label={texts.metric}>
          <Select value={typed.metric ?? metrics[0]!.value} onValue={(metric) => set({ metric })} choices={metrics} />
        </Field>
      )}
      <Field label={texts.valueOfOne} hint={texts.valueOfOneHint} optional>
        <NumberInput value={typed.valueOfOne} onValue={(valueOfOne) => set({ valueOfOne })} unit={currency} />
      </Field>
      <Field
        label={texts.unitsPerWeek}
        hint={texts.unitsPerWeekHint(count(Math.round(data.basis.unitsPerWeek)), originWords(data.basis))}
        optional
      >
        <NumberInput value={typed.unitsPerWeek} onValue={(unitsPerWeek) => set({ unitsPerWeek })} whole />
      </Field>
      <Field label={texts.weeks} error={weeksFault}>
        <NumberInput value={typed.weeks} onValue={(weeks) => set({ weeks })} />
      </Field>
      <div className="proposal-pair">
        <Field label={texts.costPerTest}>
          <NumberInput value={typed.costPerTest} onValue={(cost) => set({ costPerTest: cost ?? 0 })} unit={currency} />
        </Field>
        <Field label={texts.costPerWeek}>
          <NumberInput value={typed.costPerWeek} onValue={(cost) => set({ costPerWeek: cost ?? 0 })} unit={currency} />
        </Field>
      </div>
      <Field label={texts.mostVariations}>
        <Select
          value={String(typed.mostVariations)}
          onValue={(most) => set({ mostVariations: Number(most) })}
          choices={variationChoices}
        />
      </Field>
      <Field label={texts.reach}>
        <Select value={typed.reach} onValue={(reach) => set({ reach })} choices={reaches} />
      </Field>
    </>
  );
}
