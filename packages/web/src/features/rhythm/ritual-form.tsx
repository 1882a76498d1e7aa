import type { ReactNode } from 'react';
import { texts } from '../../texts/ritual.ts';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { BlocksEditor } from './blocks-editor.tsx';
import { CadenceEditor } from './cadence-editor.tsx';
import { CadencePreview } from './cadence-preview.tsx';
import { PeopleField } from './people-field.tsx';
import { type DraftFaults, faultsOf, isWhole, type RitualDraft } from './ritual-draft.ts';

interface RitualFormProps {
  draft: RitualDraft;
  set: (part: Partial<RitualDraft>) => void;
  /** Whether somebody tried to send it: then what is missing is said. */
  tried: boolean;
  /** The times of a ritual that is there are changed. */
  otherTimes?: boolean;
  onSubmit: () => void;
  /** What the server said. */
  error: ReactNode;
  /** Buttons, the one that sends first. */
  actions: ReactNode;
}

const summaryTo = ['members', 'nobody'] as const;

/** Everything that is said of a ritual. */
export function RitualForm({ draft, set, tried, otherTimes = false, onSubmit, error, actions }: RitualFormProps) {
  const faults = faultsOf(draft);
  const shown = tried ? faults : null;
  return (
    <form
      className="ritual-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <What draft={draft} set={set} faults={shown} />
      <Section finding={texts.when}>
        <div className="cadence">
          <CadenceEditor
            form={draft.cadence}
            set={(part) => set({ cadence: { ...draft.cadence, ...part } })}
            faults={shown?.cadence ?? {}}
          />
          <CadencePreview form={draft.cadence} minutes={shown?.minutes ? null : draft.minutes} />
        </div>
        {otherTimes && <p className="field-hint">{texts.newCadence}</p>}
      </Section>
      <Section finding={texts.blocks}>
        <BlocksEditor
          blocks={draft.blocks}
          onBlocks={(blocks) => set({ blocks })}
          minutes={draft.minutes}
          faults={shown}
        />
      </Section>
      {error}
      {tried && !isWhole(faults) && <FieldError>{texts.mend}</FieldError>}
      <div className="ritual-form-actions">{actions}</div>
    </form>
  );
}

interface WhatProps {
  draft: RitualDraft;
  set: (part: Partial<RitualDraft>) => void;
  faults: DraftFaults | null;
}

function What({ draft, set, faults }: WhatProps) {
  return (
    <Section finding={texts.what}>
      <div className="ritual-what">
        <Field label={texts.name} error={faults?.name && texts.nameMissing}>
          <TextInput value={draft.name} onValue={(name) => set({ name })} maxLength={120} autoComplete="off" />
        </Field>
        <Field label={texts.purpose} hint={texts.purposeHint} optional>
          <TextArea rows={3} maxLength={1000} value={draft.purpose} onValue={(purpose) => set({ purpose })} />
        </Field>
        <div className="rhythm-row">
          <Field label={texts.minutes} error={faults?.minutes && texts.minutesMissing} className="short">
            <NumberInput whole value={draft.minutes} onValue={(minutes) => set({ minutes })} unit={texts.minutesUnit} />
          </Field>
          <Field label={texts.summary} hint={texts.summaryHint}>
            <Select
              value={draft.summaryTo}
              onValue={(value) => set({ summaryTo: value })}
              choices={summaryTo.map((value) => ({ value, label: texts.summaryTo[value] }))}
            />
          </Field>
        </div>
        <PeopleField
          legend={texts.members}
          hint={texts.membersHint}
          chosen={draft.members}
          onChosen={(members) => set({ members })}
        />
      </div>
    </Section>
  );
}
