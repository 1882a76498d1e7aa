import type { ComponentProps } from 'react';
import './field.css';
import { useFieldAria } from './field.tsx';
import { Icon } from './icon.tsx';

export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> {
  value: Value;
  onValue: (value: Value) => void;
  choices: readonly Choice<Value>[];
}

/** One of a list: the system's own list, which every hand and reader knows. */
export function Select<Value extends string>({ value, onValue, choices, ...rest }: SelectProps<Value>) {
  return (
    <span className="input choice">
      <select {...useFieldAria()} {...rest} value={value} onChange={(event) => onValue(event.target.value as Value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  );
}
