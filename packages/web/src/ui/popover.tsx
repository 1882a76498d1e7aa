import type { ReactElement, ReactNode } from 'react';
import { type Align, useAnchored } from './anchored.ts';
import './menu.css';

interface PopoverProps {
  /** A `Button` or `IconButton`. */
  trigger: ReactElement;
  /** Of the panel, for screen readers. */
  label: string;
  children: ReactNode;
  align?: Align;
}

/** A small panel beside its button: filters, sharing. Esc and a click elsewhere close it. */
export function Popover({ trigger, label, children, align = 'start' }: PopoverProps) {
  const anchored = useAnchored(trigger, align, 'dialog', (panel) => {
    const first = panel.querySelector<HTMLElement>('input, select, textarea, button, a[href]');
    first?.focus();
  });
  return (
    <>
      {anchored.trigger}
      <div {...anchored.panel} className="anchored panel" role="dialog" aria-label={label}>
        {children}
      </div>
    </>
  );
}
