import { type ComponentProps, type ReactNode, useId } from 'react';
import './choices.css';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'checked' | 'onChange'> {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ checked, onChecked, label, hint, ...rest }: CheckboxProps) {
  const hintId = useId();
  return (
    <div className="option">
      <label>
        <input
          {...rest}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChecked(event.target.checked)}
          {...(hint && { 'aria-describedby': hintId })}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
