import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { texts } from '../texts/ui.ts';
import './dialog.css';
import { Button, IconButton } from './button.tsx';

interface Opening {
  open: boolean;
  onClose: () => void;
}

const closing = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose();
};

export interface DialogProps extends Opening {
  title: ReactNode;
  children?: ReactNode;
  /** Buttons, the one that goes on last. */
  actions: ReactNode;
  /** A click beside it leaves it open, since what it shows is shown this once. */
  once?: boolean;
  /** Where the focus goes first; otherwise to the first thing that takes it. */
  focus?: RefObject<HTMLElement | null>;
}

/** What a dialog was opened from can be gone when it closes: then the focus goes to what is there, not to nothing. Lists are drawn anew a moment later. */
function useFocusKept(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const under = [...document.querySelectorAll<HTMLElement>('.dialog:not([data-closed]), #main')].at(-1);
        under?.focus({ preventScroll: true });
      }, 100);
    };
  }, [open]);
}

/** A question over the page. Focus goes in, stays, and comes back; Esc closes. */
export function Dialog({ open, onClose, title, children, actions, once = false, focus }: DialogProps) {
  useFocusKept(open);
  return (
    <Base.Root open={open} onOpenChange={closing(onClose)} disablePointerDismissal={once}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="dialog" {...(focus && { initialFocus: focus })}>
          <Base.Title className="dialog-title">{title}</Base.Title>
          {children && <div className="dialog-body">{children}</div>}
          <div className="dialog-actions">{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The button of a dialog that leaves everything as it is. */
export function CancelButton({ onClose, children = texts.cancel }: { onClose: () => void; children?: ReactNode }) {
  return (
    <Button kind="quiet" onClick={onClose}>
      {children}
    </Button>
  );
}

export interface DrawerProps extends Opening {
  title: ReactNode;
  children: ReactNode;
}

/** Reading matter at the right of the page, such as the method behind a number. */
export function Drawer({ open, onClose, title, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={closing(onClose)}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="drawer">
          <header>
            <Base.Title>{title}</Base.Title>
            <IconButton icon="close" label={texts.close} onClick={onClose} />
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
