import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { texts } from '../../texts/experiments.ts';
import { IconButton } from '../../ui/button.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface SearchFieldProps {
  value: string;
  /** `first`: the first change since the field was entered; the others go on with it. */
  onValue: (text: string, first: boolean) => void;
  all: number;
}

const settleMilliseconds = 220;
const longest = 200;

/** Looks a moment after the last key. A slash goes to it from anywhere, Esc empties it. */
export function SearchField({ value, onValue, all }: SearchFieldProps) {
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
    <search className="list-search">
      <TextInput
        ref={field}
        type="search"
        icon="search"
        aria-label={texts.search}
        aria-keyshortcuts="/"
        placeholder={texts.searchHint(all)}
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
      {typed !== '' && <IconButton icon="close" label={texts.clearSearch} onClick={clear} />}
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
