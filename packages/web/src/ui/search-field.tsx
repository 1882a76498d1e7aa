import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import './search-field.css';
import { TextInput } from './text-input.tsx';

interface SearchFieldProps {
  value: string;
  /** `first`: the first change since the field was entered; the others go on with it. */
  onValue: (text: string, first: boolean) => void;
  /** What it looks through, for screen readers. */
  label: string;
  placeholder: string;
  /** Of the button that empties it. */
  clearLabel: string;
  className?: string;
}

const settleMilliseconds = 220;
const longest = 200;

/** Looks a moment after the last key. A slash goes to it from anywhere, Esc empties it. */
export function SearchField(props: SearchFieldProps) {
  const { value, onValue, label, placeholder, clearLabel, className = '' } = props;
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const first = useRef(true);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSlash(field);
  // The address was changed by something else: the way back, a filter that was cleared.
  if (value !== seen) {
    setSeen(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (text: string) => {
    clearTimeout(timer.current);
    const wanted = text.trim();
    if (wanted === value) return;
    setSeen(wanted);
    onValue(wanted, first.current);
    first.current = false;
  };
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => look(text), settleMilliseconds);
  };
  const clear = () => {
    setTyped('');
    look('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') look(typed);
    if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      clear();
    }
  };
  return (
    <search className={`search-field ${className}`.trim()}>
      <TextInput
        ref={field}
        type="search"
        icon="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={longest}
        spellCheck={false}
        autoComplete="off"
        enterKeyHint="search"
        value={typed}
        onValue={change}
        onFocus={() => {
          first.current = true;
        }}
        onKeyDown={onKeyDown}
      />
      {typed !== '' && <IconButton icon="close" label={clearLabel} onClick={clear} />}
    </search>
  );
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null;

function useSlash(field: React.RefObject<HTMLInputElement | null>): void {
  const pressed = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('[role="dialog"][data-open], :popover-open') !== null) return;
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => {
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
