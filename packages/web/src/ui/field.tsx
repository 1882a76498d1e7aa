import { createContext, type ReactNode, useContext, useId } from 'react';
import { texts } from '../texts/ui.ts';
import './field.css';
import { Glyph } from './glyph.tsx';

interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

/** What ties a control to its field: label, hint and error. Outside of a field a control has its own `aria-label`. */
export function useFieldAria() {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return {
    id: field.id,
    ...(field.describedBy && { 'aria-describedby': field.describedBy }),
    ...(field.invalid && { 'aria-invalid': true as const }),
  };
}

interface FieldProps {
  label: ReactNode;
  /** How to fill it, before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do. */
  error?: ReactNode;
  optional?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, one control, its hint and its error. */
export function Field({ label, hint, error, optional = false, className = '', children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={`form-field ${className}`.trim()}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> {texts.optional}</span>}
      </label>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>{children}</FieldContext>
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="field-error" id={id} role="alert">
      <Glyph tone="warning" />
      {children}
    </p>
  );
}
