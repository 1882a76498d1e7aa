import { type AnswerOf, listAuditChoices } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { dayBeside } from '../../app/zone-day.ts';
import { texts } from '../../texts/audit.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field } from '../../ui/field.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { type AuditSearch, isFiltered, withFilter } from './audit-search.ts';
import { actionWords, fieldWords } from './audit-words.ts';

interface AuditToolsProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch, replace?: boolean) => void;
}

type Choices = AnswerOf<typeof listAuditChoices>;

const none: Choices = { actors: [], actions: [], subjectKinds: [] };

/** A choice of a whole kind is told from one of an action by what stands before it. */
const kindValue = (kind: string): string => `kind:${kind}`;

const kindWords = (kind: string): string => texts.manyKinds[kind] ?? fieldWords(kind);

function whatChoices({ actions, subjectKinds }: Choices) {
  return [
    { value: '', label: texts.anything },
    ...subjectKinds.map((kind) => ({ value: kindValue(kind), label: texts.kindOnly(kindWords(kind)) })),
    ...actions.map((action) => ({ value: action, label: actionWords(action) })),
  ];
}

/** Search and filters. They stand in the address: a link to what one sees can be handed on. */
export function AuditTools({ search, onSearch }: AuditToolsProps) {
  const { data: choices = none } = useAnswer(listAuditChoices, {});
  const { actor = '', action, kind, from, to } = search;
  const last = to === undefined ? undefined : dayBeside(to, -1);
  const set = (name: keyof AuditSearch, value: string | undefined) => onSearch(withFilter(search, name, value));
  const setWhat = (value: string) => {
    const without = withFilter(withFilter(search, 'action', undefined), 'kind', undefined);
    onSearch(
      value.startsWith('kind:') ? withFilter(without, 'kind', value.slice(5)) : withFilter(without, 'action', value),
    );
  };
  const what = action ?? (kind === undefined ? '' : kindValue(kind));
  return (
    <div className="audit-tools">
      <SearchField
        value={search.search ?? ''}
        onValue={(text, first) => onSearch(withFilter(search, 'search', text), !first)}
        label={texts.search}
        placeholder={texts.searchHint}
        clearLabel={texts.clearSearch}
      />
      <Field label={texts.who}>
        <Select
          value={actor}
          onValue={(value) => set('actor', value)}
          choices={withChosen(actorChoices(choices), actor)}
        />
      </Field>
      <Field label={texts.what}>
        <Select value={what} onValue={setWhat} choices={withChosen(whatChoices(choices), what)} />
      </Field>
      <DayField label={texts.from} value={from} onValue={(day) => set('from', day)} />
      <DayField
        label={texts.to}
        value={last}
        onValue={(day) => set('to', day === undefined ? undefined : dayBeside(day, 1))}
        error={from !== undefined && last !== undefined && last < from ? texts.wrongOrder : undefined}
      />
      {isFiltered(search) && (
        <p className="audit-active">
          {search.of !== undefined && (
            <Chip name={texts.only(texts.onlyOne)} onRemove={() => set('of', undefined)}>
              {texts.only(texts.onlyOne)}
            </Chip>
          )}
          <Button kind="quiet" onClick={() => onSearch({})}>
            {texts.clear}
          </Button>
        </p>
      )}
    </div>
  );
}

function actorChoices({ actors }: Choices) {
  const people = actors.map(({ kind, id, name }) => ({
    value: id ?? kind,
    label: kind === 'member' || kind === 'system' ? name : `${name} (${texts.by[kind]})`,
  }));
  return [
    { value: '', label: texts.anybody },
    ...people.toSorted((one, other) => one.label.localeCompare(other.label)),
  ];
}

/** What the address asks for stays chosen, also before the choices are there, or when they have it no more. */
function withChosen(choices: readonly { value: string; label: string }[], chosen: string) {
  return choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label: chosen }];
}
