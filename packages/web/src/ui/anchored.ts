import { cloneElement, type ReactElement, type ToggleEvent, useEffect, useId, useRef, useState } from 'react';

/**
 * A panel beside its button, by the browser's own popover: it lies over everything, Esc and a click elsewhere close it,
 * and focus goes back. In the document it stays where it is written, so readers find it after its button.
 */

export type Align = 'start' | 'end';

const gap = 6;
const margin = 8;

/** Below the button, or above it where there is no room; never over the edge of the window. */
function place(panel: HTMLElement, button: HTMLElement, align: Align): void {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const { clientWidth, clientHeight } = document.documentElement;
  const wanted = align === 'end' ? anchor.right - width : anchor.left;
  const left = Math.max(margin, Math.min(wanted, clientWidth - width - margin));
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - height;
  const top = below + height > clientHeight - margin && above >= margin ? above : below;
  panel.style.left = `${left + window.scrollX}px`;
  panel.style.top = `${top + window.scrollY}px`;
}

export interface Anchored {
  open: boolean;
  close: () => void;
  trigger: ReactElement;
  panel: {
    id: string;
    popover: 'auto';
    ref: React.RefObject<HTMLDivElement | null>;
    onBeforeToggle: (event: ToggleEvent) => void;
  };
}

/** `onOpen` is called when the panel is in its place, before it is painted. */
export function useAnchored(
  trigger: ReactElement,
  align: Align,
  kind: 'menu' | 'dialog',
  onOpen?: (panel: HTMLElement) => void,
): Anchored {
  const id = useId();
  const buttonId = `${id}-button`;
  const ref = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const onBeforeToggle = ({ newState, target }: ToggleEvent) => {
    if (target !== ref.current) return;
    setOpen(newState === 'open');
    if (newState !== 'open') return;
    requestAnimationFrame(() => {
      const [panel, button] = [ref.current, document.getElementById(buttonId)];
      if (panel === null || button === null) return;
      place(panel, button, align);
      onOpen?.(panel);
    });
  };
  // The button may stand in a bar that stays while the page goes on.
  useEffect(() => {
    if (!open) return;
    const follow = () => {
      const [panel, button] = [ref.current, document.getElementById(buttonId)];
      if (panel !== null && button !== null) place(panel, button, align);
    };
    addEventListener('scroll', follow, { passive: true });
    addEventListener('resize', follow);
    return () => {
      removeEventListener('scroll', follow);
      removeEventListener('resize', follow);
    };
  }, [open, buttonId, align]);
  return {
    open,
    close: () => ref.current?.hidePopover(),
    trigger: cloneElement(trigger as ReactElement<Record<string, unknown>>, {
      id: buttonId,
      popoverTarget: id,
      'aria-haspopup': kind,
      'aria-expanded': open,
    }),
    panel: { id, popover: 'auto', ref, onBeforeToggle },
  };
}
