import { type KeyboardEvent, type ReactElement, type ReactNode, useRef } from 'react';
import { type Align, useAnchored } from './anchored.ts';
import { Icon, type IconName } from './icon.tsx';
import './menu.css';

interface Words {
  /** Unique in its menu. */
  key: string;
  label: ReactNode;
  /** At the right: what it brings. */
  hint?: ReactNode;
  icon?: IconName;
}

interface MenuAction extends Words {
  run: () => void;
  /** Takes something away. */
  danger?: boolean;
}

/** A file to fetch, or another address. */
interface MenuLink extends Words {
  href: string;
  download?: boolean | string;
}

type MenuEntry = MenuAction | MenuLink;

interface MenuProps {
  /** A `Button` or `IconButton`: it gets what it needs to open the menu. */
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: Align;
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

/** Arrows, Home, End and letters move; Enter and the space bar choose; Tab leaves. */
function useMenuKeys(close: () => void) {
  const typed = useRef({ text: '', at: 0 });
  const find = (items: HTMLElement[], at: number, key: string, now: number): HTMLElement | undefined => {
    const text = now - typed.current.at > 700 ? key : typed.current.text + key;
    typed.current = { text, at: now };
    // One letter again and again goes through all that begin with it.
    const from = text.length === 1 ? at + 1 : at;
    const inOrder = [...items.slice(from), ...items.slice(0, from)];
    return inOrder.find((item) => item.textContent?.trim().toLowerCase().startsWith(text));
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const items = itemsOf(event.currentTarget);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const move = moves[event.key];
    if (event.key === 'Tab') close();
    else if (event.key === ' ') items[at]?.click();
    else if (move !== undefined) items.at(move % items.length)?.focus();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)
      find(items, Math.max(0, at), event.key.toLowerCase(), event.timeStamp)?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  };
}

const focusFirst = (menu: HTMLElement): void => {
  const items = itemsOf(menu);
  (items.find((item) => item.ariaChecked === 'true') ?? items[0])?.focus();
};

interface MenuPanelProps {
  trigger: ReactElement;
  align: Align;
  items: (close: () => void) => ReactNode;
}

function MenuPanel({ trigger, align, items }: MenuPanelProps) {
  const anchored = useAnchored(trigger, align, 'menu', focusFirst);
  const onKeyDown = useMenuKeys(anchored.close);
  return (
    <>
      {anchored.trigger}
      <div
        {...anchored.panel}
        className="anchored menu"
        role="menu"
        tabIndex={-1}
        aria-labelledby={`${anchored.panel.id}-button`}
        onKeyDown={onKeyDown}
      >
        {items(anchored.close)}
      </div>
    </>
  );
}

/** A few things to do, behind one button. */
export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  const items = (close: () => void) => entries.map((entry) => <MenuItem key={entry.key} entry={entry} close={close} />);
  return <MenuPanel trigger={trigger} align={align} items={items} />;
}

function MenuItem({ entry, close }: { entry: MenuEntry; close: () => void }) {
  const content = (
    <>
      {entry.icon && <Icon name={entry.icon} />}
      <span>{entry.label}</span>
      {entry.hint && <small>{entry.hint}</small>}
    </>
  );
  if ('href' in entry) {
    const { href, download } = entry;
    return (
      <a className="menu-item" role="menuitem" tabIndex={-1} href={href} download={download} onClick={close}>
        {content}
      </a>
    );
  }
  const run = () => {
    close();
    entry.run();
  };
  return (
    <button
      type="button"
      className={entry.danger ? 'menu-item danger' : 'menu-item'}
      role="menuitem"
      tabIndex={-1}
      onClick={run}
    >
      {content}
    </button>
  );
}

interface ChoiceMenuProps<Value extends string> {
  trigger: ReactElement;
  value: Value;
  onValue: (value: Value) => void;
  choices: readonly { value: Value; label: ReactNode }[];
  align?: Align;
}

/** One of several, such as the order of a list. The button says what is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { trigger, value, onValue, choices, align = 'start' } = props;
  const items = (close: () => void) =>
    choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        className="menu-item"
        role="menuitemradio"
        aria-checked={choice.value === value}
        tabIndex={-1}
        onClick={() => {
          close();
          onValue(choice.value);
        }}
      >
        <span className="menu-check">{choice.value === value && <Icon name="check" />}</span>
        <span>{choice.label}</span>
      </button>
    ));
  return <MenuPanel trigger={trigger} align={align} items={items} />;
}
