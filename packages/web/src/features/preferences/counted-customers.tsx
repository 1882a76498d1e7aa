import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/preferences.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { CountFile } from './count-file.tsx';
import type { CustomersDraft, CustomersFaults } from './customers-draft.ts';

export interface CustomersFieldsProps {
  options: readonly string[];
  draft: CustomersDraft;
  faults: CustomersFaults;
  set: (part: Partial<CustomersDraft>) => void;
}

/** How many customers chose each option: typed, or counted in a file. */
export function CountedCustomers({ options, draft, faults, set }: CustomersFieldsProps) {
  const { counts, source, on } = draft;
  const mayStore = useMay('imports:write');
  const [counted, setCounted] = useState(0);
  return (
    <>
      {mayStore && (
        <CountFile
          key={counted}
          options={options}
          onCounted={(found, name) => {
            set({ counts: found, ...(source.trim() === '' && { source: name }) });
            // Another file begins anew.
            setCounted(counted + 1);
          }}
        />
      )}
      <div className="preference-shares">
        {options.map((option, place) => (
          <Field key={option} label={spoken(texts.countOf(option))}>
            <NumberInput
              whole
              value={counts[place] ?? null}
              onValue={(count) => set({ counts: counts.map((before, at) => (at === place ? count : before)) })}
            />
          </Field>
        ))}
      </div>
      {faults.counts && <FieldError>{faults.counts}</FieldError>}
      <Field label={texts.from} hint={texts.fromHint} error={faults.source}>
        <TextInput value={source} onValue={(value) => set({ source: value })} maxLength={200} autoComplete="off" />
      </Field>
      <DayField label={texts.on} value={on} onValue={(day) => set({ on: day })} error={faults.on} />
    </>
  );
}
