import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import './button.css';
import { Icon, type IconName } from './icon.tsx';

/** Gold is for the one next action: a screen has one primary button or none. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const classes: Record<ButtonKind, string> = {
  primary: 'btn primary',
  plain: 'btn',
  quiet: 'btn quiet-btn',
  danger: 'btn danger',
};

export const buttonClass = (kind: ButtonKind, more = ''): string => `${classes[kind]} ${more}`.trim();

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  kind?: ButtonKind;
  icon?: IconName | undefined;
  /** Why it cannot be pressed now. It stays in the order of focus, so that everybody can find the reason. */
  unavailable?: string | false | null | undefined;
  children?: ReactNode;
}

export function Button({
  kind = 'plain',
  icon,
  unavailable,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const off = typeof unavailable === 'string';
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass(kind, className)}
      onClick={press}
      {...(off ? { 'aria-disabled': true, 'aria-description': unavailable, title: unavailable } : {})}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that is only a picture: its word is its label and its hint. */
export function IconButton({
  icon,
  label,
  kind = 'quiet',
  className = '',
  ...rest
}: Omit<ButtonProps, 'children' | 'icon'> & { icon: IconName; label: string }) {
  return (
    <Button {...rest} kind={kind} icon={icon} className={`icon-btn ${className}`} aria-label={label} title={label} />
  );
}
