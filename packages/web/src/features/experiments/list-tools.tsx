import { experimentSorts, type HealthVerdict } from '@dandelion-loop/contract';
import { healthMarks } from '@dandelion-loop/wording';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ChoiceMenu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { FilterChoices, type FilterOption } from './filter-choices.tsx';
import { FilterPeriod } from './filter-period.tsx';
import type { Summary } from './list-answer.ts';
import type { ListPart } from './list-head.tsx';
import { type ListName, toggled, withWord } from './list-view.ts';
import type { ExperimentSort } from './search.ts';

interface ToolsProps extends ListPart {
  /** `replace`: goes on with the change before, as the letters of one search do. */
  onSearch: (next: ListPart['search'], replace?: boolean) => void;
  ref: React.Ref<HTMLElement>;
}

export function ListTools({ search, onSearch, summary, ref }: ToolsProps) {
  return (
    <section className="list-tools" aria-label={texts.tools} ref={ref}>
      <SearchField
        value={search.search ?? ''}
        onValue={(text, first) => onSearch(withWord(search, 'search', text), !first)}
        label={texts.search}
        placeholder={texts.searchHint(summary.all)}
        clearLabel={texts.clearSearch}
        className="list-search"
      />
      <div className="list-filters">
        <FilterPeriod search={search} onSearch={onSearch} summary={summary} />
        <Filters search={search} onSearch={onSearch} summary={summary} />
        <Sort sort={search.sort ?? 'newest'} onSort={(sort) => onSearch(withWord(search, 'sort', sort))} />
      </div>
    </section>
  );
}

const healthOrder: readonly HealthVerdict[] = ['ok', 'warning', 'invalid'];

function optionsOf({ health, metrics, tags }: Summary): Record<Exclude<ListName, 'verdict'>, FilterOption[]> {
  return {
    health: healthOrder.map((value) => {
      const { tone, word } = healthMarks[value];
      return { value, name: word, label: <Verdict tone={tone}>{word}</Verdict>, count: health[value] };
    }),
    metric: metrics.map(({ metric, count }) => ({ value: metric, name: metric, count })),
    tag: tags.map(({ tag, count }) => ({ value: tag, name: tag, count })),
  };
}

/** What was chosen stays in the list, also when nothing else of the filters has it. */
function withChosen(options: FilterOption[], chosen: readonly string[]): FilterOption[] {
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  return [...missing.map((value) => ({ value, name: value, count: 0 })), ...options];
}

const filterNames = { health: texts.health, metric: texts.metric, tag: texts.tag };
/** With fewer choices a filter would change nothing. */
const fewest = { health: 1, metric: 2, tag: 1 };

function Filters({ search, onSearch, summary }: ListPart) {
  const options = optionsOf(summary);
  return (
    <>
      {(['health', 'metric', 'tag'] as const).map((name) => {
        const chosen = search[name] ?? [];
        const all = withChosen(options[name], chosen);
        if (all.length < fewest[name] && chosen.length === 0) return null;
        return (
          <FilterChoices
            key={name}
            name={filterNames[name]}
            options={all}
            chosen={chosen}
            onToggle={(value) => onSearch(toggled(search, name, value))}
          />
        );
      })}
      <ImportFilter search={search} onSearch={onSearch} summary={summary} />
    </>
  );
}

function ImportFilter({ search, onSearch, summary: { imports } }: ListPart) {
  const chosen = search.import;
  if (imports.length < 2 && chosen === undefined) return null;
  const options = imports.map(({ id, name, count }) => ({ value: id, name, count }));
  return (
    <FilterChoices
      name={texts.importName}
      options={options}
      chosen={chosen === undefined ? [] : [chosen]}
      // One at a time: the address has one import.
      onToggle={(id) => onSearch(withWord(search, 'import', id === chosen ? undefined : id))}
    />
  );
}

function Sort({ sort, onSort }: { sort: ExperimentSort; onSort: (sort: ExperimentSort) => void }) {
  return (
    <ChoiceMenu
      trigger={
        <Button kind="quiet" className="list-sort" aria-label={texts.sortLabel(texts.sorts[sort])}>
          {texts.sorts[sort]}
          <Icon name="chevron" />
        </Button>
      }
      value={sort}
      onValue={onSort}
      choices={experimentSorts.map((value) => ({ value, label: texts.sorts[value] }))}
      align="end"
    />
  );
}
