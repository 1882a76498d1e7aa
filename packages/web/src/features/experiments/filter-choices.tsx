import { numbers } from '@dandelion-loop/wording';
import { type ReactNode, useState } from 'react';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextInput } from '../../ui/text-input.tsx';

export interface FilterOption {
  value: string;
  /** What it is called, to be found by. */
  name: string;
  label?: ReactNode;
  count: number;
}

interface FilterChoicesProps {
  name: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}

/** So many are seen at a glance; of more one looks for one. */
const few = 10;
const most = 60;

/** Several of a list, with how many tests each would bring. */
export function FilterChoices({ name, options, chosen, onToggle }: FilterChoicesProps) {
  return (
    <Popover
      trigger={<FilterButton words={texts.chosen(name, chosen.length)} set={chosen.length > 0} />}
      label={texts.filterBy(name)}
    >
      <Choices name={name} options={options} chosen={chosen} onToggle={onToggle} />
    </Popover>
  );
}

/** What opens a filter, and whether it is set. Further properties come from the popover. */
export function FilterButton({ words, set, ...rest }: { words: string; set: boolean }) {
  return (
    <Button {...rest} className={set ? 'filter-button set' : 'filter-button'}>
      {words}
      {set && <span className="visually-hidden">, {texts.isSet}</span>}
      <Icon name="chevron" />
    </Button>
  );
}

function Choices({ name, options, chosen, onToggle }: FilterChoicesProps) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = options.filter((option) => option.name.toLowerCase().includes(wanted));
  return (
    <div className="filter-choices">
      {options.length > few && (
        <TextInput type="search" icon="search" aria-label={texts.find(name)} value={typed} onValue={setTyped} />
      )}
      {found.slice(0, most).map(({ value, name: own, label, count }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChecked={() => onToggle(value)}
          label={
            <>
              {label ?? <bdi>{own}</bdi>} <span className="n quiet">{numbers.count(count)}</span>
            </>
          }
        />
      ))}
      {found.length === 0 && <p className="quiet">{texts.noChoice}</p>}
      {found.length > most && <p className="quiet">{texts.moreChoices(found.length - most)}</p>}
    </div>
  );
}
