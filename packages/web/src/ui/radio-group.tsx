import { type ReactNode, useId } from 'react';
import './choices.css';
import './field.css';
import { FieldError } from './field.tsx';

interface RadioChoice<Value extends string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
}

interface RadioGroupProps<Value extends string> {
  legend: ReactNode;
  /** Null: nothing chosen yet. */
  value: Value | null;
  onValue: (value: Value) => void;
  choices: readonly RadioChoice<Value>[];
  hint?: ReactNode;
  error?: ReactNode;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { legend, value, onValue, choices, hint, error } = props;
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <fieldset className="group" {...(describedBy && { 'aria-describedby': describedBy })}>
      <legend>{legend}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {choices.map((choice) => (
        <div className="option" key={choice.value}>
          <label>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onValue(choice.value)}
              {...(choice.hint && { 'aria-describedby': `${id}-${choice.value}` })}
            />
            <span>{choice.label}</span>
          </label>
          {choice.hint && (
            <p className="field-hint" id={`${id}-${choice.value}`}>
              {choice.hint}
            </p>
          )}
        </div>
      ))}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

interface SegmentedProps<Value extends string> {
  /** For screen readers; the choices speak for themselves to others. */
  legend: string;
  value: Value;
  onValue: (value: Value) => void;
  choices: readonly { value: Value; label: ReactNode }[];
}

/** Two to four ways to look at the same thing. */
export function Segmented<Value extends string>({ legend, value, onValue, choices }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onValue(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
