import type { ReactNode } from 'react';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { columnChoices, useChoices } from './choices-context.ts';

interface ColumnFieldProps {
  /** As problems name it. */
  field: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What an empty choice means. */
  none: string;
  value: string;
  onValue: (column: string) => void;
}

/** A field that takes one column of the file. */
export function ColumnField({ field, label, hint, none, value, onValue }: ColumnFieldProps) {
  const { facts, problems } = useChoices();
  return (
    <Field label={label} hint={hint} error={problems.get(field)}>
      <Select data-field={field} value={value} onValue={onValue} choices={columnChoices(facts.columns, value, none)} />
    </Field>
  );
}
