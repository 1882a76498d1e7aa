import type { LearnAnswer, Learning } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useNavigate } from '@tanstack/react-router';
import { texts } from '../../texts/learnings.ts';
import { Chips, FilterChip } from '../../ui/chip.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { readFrom, sourcesOf } from './learning-names.ts';
import type { Shown } from './learnings-answer.ts';
import type { LearningsSearch } from './learnings-search.ts';

/** The one with most learnings first. */
export function metricsOf(learnings: readonly Learning[]): string[] {
  const counts = new Map<string, number>();
  for (const { metric } of learnings) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([metric]) => metric);
}

interface ToolsProps {
  /** All of the library. */
  learnings: readonly Learning[];
  tests: LearnAnswer['tests'];
  shown: Shown;
  search: LearningsSearch;
}

/** Which metric, what was read, which tests. A choice that would change nothing is not offered. */
export function LearningsTools({ learnings, tests, shown, search }: ToolsProps) {
  const navigate = useNavigate({ from: '/learnings' });
  const go = (next: LearningsSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const metrics = metricsOf(learnings);
  const ofMetric = learnings.filter(({ metric }) => metric === shown.metric);
  const columns = sourcesOf(ofMetric, shown.attributes);
  const leavesOut = tests.believed < tests.all;
  if (metrics.length < 2 && columns.length < 2 && !leavesOut) return null;
  const { column: _, by: __, ...others } = search;
  const countOf = (column: string | null) =>
    numbers.count(ofMetric.filter((learning) => readFrom(learning, shown.attributes) === column).length);
  return (
    <section className="learnings-tools" aria-label={texts.tools}>
      {metrics.length > 1 && (
        <Select
          aria-label={texts.metric}
          value={shown.metric}
          onValue={(metric) => go({ ...others, metric })}
          choices={metrics.map((metric) => ({ value: metric, label: spoken(metric) }))}
        />
      )}
      {columns.length > 1 && (
        <Chips label={texts.byColumn}>
          <FilterChip
            pressed={shown.column === undefined}
            onPress={() => go(others)}
            count={numbers.count(ofMetric.length)}
          >
            {texts.all}
          </FilterChip>
          {columns.map((column) => (
            <FilterChip
              key={column ?? ''}
              pressed={shown.column === column}
              onPress={() => go(column === null ? { ...others, by: 'levels' } : { ...others, column })}
              count={countOf(column)}
            >
              {column === null ? texts.givenLevels : <Name room={30}>{column}</Name>}
            </FilterChip>
          ))}
        </Chips>
      )}
      {leavesOut && <WhichTests search={search} onSearch={go} />}
    </section>
  );
}

interface WhichProps {
  search: LearningsSearch;
  onSearch: (next: LearningsSearch) => void;
}

function WhichTests({ search, onSearch }: WhichProps) {
  const { tests, ...others } = search;
  return (
    <Segmented
      legend={texts.whichTests}
      value={tests ?? 'believed'}
      onValue={(value) => onSearch(value === 'all' ? { ...others, tests: 'all' } : others)}
      choices={[
        { value: 'believed', label: texts.believed },
        { value: 'all', label: texts.withAll },
      ]}
    />
  );
}
