import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { type ButtonKind, buttonClass } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface AnchorProps extends ComponentProps<'a'> {
  kind?: ButtonKind;
  icon?: IconName;
}

function Anchor({ kind = 'plain', icon, className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={buttonClass(kind, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A way to another page that looks like a button: `<ButtonLink to="/imports/new" kind="primary">`. */
export const ButtonLink = createLink(Anchor);
