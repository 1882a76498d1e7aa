import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FilterButton } from './filter-choices.tsx';
import { daysOf, type ListPart } from './list-head.tsx';
import { dayBeside, withWord } from './list-view.ts';
import type { ExperimentsSearch } from './search.ts';

/** From when to when a test ran. The address ends before a day; people say the last day itself. */
export function FilterPeriod({ search, onSearch, summary }: ListPart) {
  const { day } = useFormats();
  const { from, to } = search;
  const last = to === undefined ? undefined : dayBeside(to, -1);
  const setFrom = (value: string | undefined) => onSearch(withWord(search, 'from', value));
  const setLast = (value: string | undefined) =>
    onSearch(withWord(search, 'to', value === undefined ? undefined : dayBeside(value, 1)));
  const between = (period: { from?: string; to?: string }): ExperimentsSearch =>
    withWord(withWord(search, 'from', period.from), 'to', period.to);
  const wrong = from !== undefined && last !== undefined && last < from;
  return (
    <Popover
      trigger={<FilterButton words={texts.period} set={from !== undefined || to !== undefined} />}
      label={texts.filterBy(texts.period)}
    >
      <div className="filter-period">
        <DayField label={texts.from} value={from} onValue={setFrom} />
        <DayField label={texts.to} value={last} onValue={setLast} error={wrong ? texts.wrongOrder : undefined} />
        <div className="filter-actions">
          {summary.suspectPeriods.map((period) => (
            <Button key={period.from} onClick={() => onSearch(between(period))}>
              {texts.suspectPeriod(daysOf(period, day))}
            </Button>
          ))}
          <Button kind="quiet" onClick={() => onSearch(between({}))}>
            {texts.clearPeriod}
          </Button>
        </div>
      </div>
    </Popover>
  );
}

interface DayFieldProps {
  label: string;
  value: string | undefined;
  onValue: (value: string | undefined) => void;
  error?: string | undefined;
}

/** While a year is typed the browser reports the years 2, 20 and 201: those are not meant. */
const meant = (day: string): boolean => day >= '1000';

function DayField({ label, value = '', onValue, error }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }
  const change = (day: string) => {
    setTyped(day);
    if (day !== '' && !meant(day)) return;
    setSeen(day);
    onValue(day === '' ? undefined : day);
  };
  return (
    <Field label={label} error={error}>
      <TextInput type="date" max="9999-12-30" value={typed} onValue={change} />
    </Field>
  );
}
