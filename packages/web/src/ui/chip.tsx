import type { ReactNode } from 'react';
import { texts } from '../texts/ui.ts';
import './chip.css';
import { Icon } from './icon.tsx';

interface FilterChipProps {
  pressed: boolean;
  onPress: () => void;
  /** How many there are, written. */
  count?: string;
  children: ReactNode;
}

/** Switches one filter on and off. Put several into `<Chips label="Filter by verdict">`. */
export function FilterChip({ pressed, onPress, count, children }: FilterChipProps) {
  return (
    <button className="chip" type="button" aria-pressed={pressed} onClick={onPress}>
      {children}
      {count !== undefined && <span className="n">{count}</span>}
    </button>
  );
}

export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="chips" aria-label={label}>
      {children}
    </fieldset>
  );
}

/** A choice that was made, and can be taken back. */
export function Chip({ children, name, onRemove }: { children: ReactNode; name: string; onRemove: () => void }) {
  return (
    <span className="chip removable">
      {children}
      <button type="button" aria-label={texts.remove(name)} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}

/** A word that somebody gave. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
