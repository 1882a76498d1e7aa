import type { ComponentProps } from 'react';
import './field.css';
import { useFieldAria } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';

interface TextInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: string;
  onValue: (value: string) => void;
  icon?: IconName;
}

export function TextInput({ value, onValue, icon, type = 'text', className = '', ...rest }: TextInputProps) {
  return (
    <span className={`input ${className}`.trim()}>
      {icon && <Icon name={icon} />}
      <input
        {...useFieldAria()}
        {...rest}
        type={type}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </span>
  );
}

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  value: string;
  onValue: (value: string) => void;
}

export function TextArea({ value, onValue, rows = 4, className = '', ...rest }: TextAreaProps) {
  return (
    <textarea
      {...useFieldAria()}
      {...rest}
      rows={rows}
      className={`text-area ${className}`.trim()}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
