import { useState } from 'react';
import { Field } from './field.tsx';
import { TextInput } from './text-input.tsx';

interface DayFieldProps {
  label: string;
  value: string | undefined;
  onValue: (value: string | undefined) => void;
  error?: string | undefined;
}

/** While a year is typed the browser reports the years 2, 20 and 201: those are not meant. */
const meant = (day: string): boolean => day >= '1000';

/** A day, in the browser's own way; told only once a whole one is there. */
export function DayField({ label, value = '', onValue, error }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }
  const change = (day: string) => {
    setTyped(day);
    if (day !== '' && !meant(day)) return;
    setSeen(day);
    onValue(day === '' ? undefined : day);
  };
  return (
    <Field label={label} error={error}>
      <TextInput type="date" max="9999-12-30" value={typed} onValue={change} />
    </Field>
  );
}
