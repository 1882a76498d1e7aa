import { beliefStates } from '@dandelion-loop/contract';
import { useNavigate } from '@tanstack/react-router';
import { texts } from '../../texts/beliefs.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import type { BeliefsSearch } from './beliefs-search.ts';

const all = 'all';
const states = [all, ...beliefStates] as const;

/** Which assumptions are listed: kept in the address. */
export function BeliefsTools({ search, topics }: { search: BeliefsSearch; topics: readonly string[] }) {
  const navigate = useNavigate();
  const go = ({ state, topic, ...rest }: BeliefsSearch) => {
    const next = { ...rest, ...(state && { state }), ...(topic && { topic }) };
    void navigate({ to: '/beliefs', search: next, replace: true, resetScroll: false });
  };
  const without = <Key extends keyof BeliefsSearch>(key: Key): BeliefsSearch => {
    const { [key]: _, ...rest } = search;
    return rest;
  };
  const set = (key: 'state' | 'topic' | 'search', value: string) =>
    go(value === '' || value === all ? without(key) : { ...search, [key]: value });
  return (
    <div className="beliefs-tools">
      <SearchField
        label={texts.search}
        placeholder={texts.searchPlaceholder}
        clearLabel={texts.searchClear}
        value={search.search ?? ''}
        onValue={(value) => set('search', value)}
      />
      <Select
        aria-label={texts.statesLegend}
        value={search.state ?? all}
        onValue={(value) => set('state', value)}
        choices={states.map((value) => ({ value, label: texts.states[value] }))}
      />
      {topics.length > 1 && (
        <Select
          aria-label={texts.topic}
          value={search.topic ?? ''}
          onValue={(value) => set('topic', value)}
          choices={[
            { value: '', label: texts.allTopics },
            ...topics.filter((topic) => topic !== '').map((value) => ({ value, label: value })),
          ]}
        />
      )}
    </div>
  );
}
