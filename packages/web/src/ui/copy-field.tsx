import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import './copy-field.css';
import { Field } from './field.tsx';
import { TextInput } from './text-input.tsx';

interface CopyFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Cannot be changed; who comes into the field has it all selected. */
  value: string;
}

/** Something to take along, such as a link that is shown once. */
export function CopyField({ label, hint, value }: CopyFieldProps) {
  return (
    <Field label={label} hint={hint} className="copy-field">
      <span className="copy-row">
        <TextInput
          readOnly
          value={value}
          onValue={() => {}}
          onFocus={(event) => event.currentTarget.select()}
          spellCheck={false}
          autoComplete="off"
        />
        <CopyButton text={value} />
      </span>
    </Field>
  );
}
