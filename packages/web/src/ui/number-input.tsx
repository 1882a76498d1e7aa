import { type ComponentProps, type ReactNode, useState } from 'react';
import './field.css';
import { useFieldAria } from './field.tsx';
import { readNumber, writeNumber } from './number-text.ts';

interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  value: number | null;
  /** With the text as typed, to tell an empty field from one that holds no number. */
  onValue: (value: number | null, text: string) => void;
  /** Whole numbers: a phone shows digits only. */
  whole?: boolean;
  /** `%`, `people`; before or after the number. */
  unit?: ReactNode;
  unitBefore?: boolean;
}

/** A number typed as people type it. It stays as typed; arrows and wheels change nothing by accident. */
export function NumberInput({ value, onValue, whole = false, unit, unitBefore = false, ...rest }: NumberInputProps) {
  const [text, setText] = useState(() => writeNumber(value));
  // The value was changed from outside: by a reset, a draft, an example.
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (readNumber(text) !== value) setText(writeNumber(value));
  }
  const change = (typed: string) => {
    setText(typed);
    const read = readNumber(typed);
    setSeen(read);
    onValue(read, typed);
  };
  const unitText = unit !== undefined && <span className="unit">{unit}</span>;
  return (
    <span className="input figures">
      {unitBefore && unitText}
      <input
        {...useFieldAria()}
        {...rest}
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {!unitBefore && unitText}
    </span>
  );
}
