import type { ReactNode } from 'react';
import { ThemeSwitch } from '../../app/theme-switch.tsx';
import { Mark } from '../../ui/mark.tsx';

export function SharedFoot({ children }: { children?: ReactNode }) {
  return (
    <footer className="shared-foot">
      <Mark />
      {children && <p className="shared-words">{children}</p>}
      <ThemeSwitch />
    </footer>
  );
}
