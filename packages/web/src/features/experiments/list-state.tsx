import { exportExperiments, type HealthVerdict } from '@dandelion-loop/contract';
import { healthMarks, testMarks } from '@dandelion-loop/wording';
import { addressOf } from '../../app/api.ts';
import { useFormats } from '../../app/formats.ts';
import { dayBeside } from '../../app/zone-day.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/state-card.tsx';
import { sumOf } from './list-answer.ts';
import type { ListPart } from './list-head.tsx';
import { isFiltered, toggled, withList, withWord } from './list-view.ts';
import { Name } from './result-words.tsx';
import type { ExperimentsSearch } from './search.ts';

/** How many are shown, by which filters, and the way to take them along. Always there, so that nothing jumps. */
export function ListState({ search, onSearch, summary, ref }: ListPart & { ref: React.Ref<HTMLDivElement> }) {
  const active = useActive(search, summary);
  const { sort } = search;
  return (
    <div className="list-state" ref={ref}>
      <p role="status" className="n">
        {texts.shown(summary.total, summary.all)}
      </p>
      {active.length > 0 && (
        <ul className="list-active" aria-label={texts.active}>
          {active.map(({ key, words, name, without }) => (
            <li key={key}>
              <Chip name={name} onRemove={() => onSearch(without)}>
                {words}
              </Chip>
            </li>
          ))}
          <li>
            <Button kind="quiet" onClick={() => onSearch(sort === undefined ? {} : { sort })}>
              {texts.clear}
            </Button>
          </li>
        </ul>
      )}
      <a className="list-export" href={addressOf(exportExperiments, { query: search })} download>
        <Icon name="export" />
        {texts.exportView}
      </a>
    </div>
  );
}

interface Active {
  key: string;
  words: React.ReactNode;
  name: string;
  /** The address without it. */
  without: ExperimentsSearch;
}

const healthWord = (verdict: HealthVerdict): string => `${texts.health}: ${healthMarks[verdict].word}`;

function useActive(search: ExperimentsSearch, { imports }: ListPart['summary']): Active[] {
  const { day } = useFormats();
  const of = (key: string, name: string, without: ExperimentsSearch, words: React.ReactNode = name): Active => ({
    ...{ key, name, without, words },
  });
  const named = (name: 'metric' | 'tag', title: string) =>
    (search[name] ?? []).map((value) =>
      of(
        `${name} ${value}`,
        `${title}: ${value}`,
        toggled(search, name, value),
        <>
          {title}: <Name room={30}>{value}</Name>
        </>,
      ),
    );
  const found: Active[] = [];
  const { search: text, import: importId, from, to } = search;
  if (text !== undefined) found.push(of('search', texts.activeSearch(text), withWord(search, 'search', undefined)));
  for (const verdict of search.verdict ?? [])
    found.push(of(`verdict ${verdict}`, testMarks[verdict].word, toggled(search, 'verdict', verdict)));
  for (const verdict of search.health ?? [])
    found.push(of(`health ${verdict}`, healthWord(verdict), toggled(search, 'health', verdict)));
  found.push(...named('metric', texts.metric), ...named('tag', texts.tag));
  if (importId !== undefined) {
    const name = imports.find(({ id }) => id === importId)?.name ?? texts.importName;
    found.push(of('import', name, withWord(search, 'import', undefined), <Name room={40}>{name}</Name>));
  }
  if (from !== undefined) found.push(of('from', texts.activeFrom(day(from)), withWord(search, 'from', undefined)));
  if (to !== undefined) found.push(of('to', texts.activeTo(day(dayBeside(to, -1))), withWord(search, 'to', undefined)));
  return found;
}

/** Nothing fits: what would, and the way out. */
export function NothingFits({ search, onSearch, summary }: ListPart) {
  const { sort, verdict } = search;
  const withAnyVerdict = verdict === undefined ? 0 : sumOf(summary.verdicts);
  const without = withList(search, 'verdict', []);
  return (
    <EmptyState
      say={texts.nothing}
      actions={
        <>
          {withAnyVerdict > 0 && isFiltered(without) && (
            <Button onClick={() => onSearch(without)}>{texts.nothingVerdict(withAnyVerdict)}</Button>
          )}
          <Button onClick={() => onSearch(sort === undefined ? {} : { sort })}>{texts.clear}</Button>
        </>
      }
    >
      {texts.nothingWhy(summary.all)}
    </EmptyState>
  );
}
