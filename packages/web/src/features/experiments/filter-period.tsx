import { useFormats } from '../../app/formats.ts';
import { dayBeside } from '../../app/zone-day.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { FilterButton } from './filter-choices.tsx';
import { daysOf, type ListPart } from './list-head.tsx';
import { withWord } from './list-view.ts';
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
