import { useState } from 'react';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Details } from '../../ui/details.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { isManyTests } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import type { ChoicesDraft } from './choices-draft.ts';

/** More boxes than anybody reads. */
const mostOffered = 200;

const taken = ({ variation, unit, metrics, search, attributes, texts: read, held }: ChoicesDraft): Set<string> => {
  const measured = metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const used = new Set([variation, unit, ...measured, ...attributes, ...read, ...held]);
  for (const column of search) used.delete(column);
  return used;
};

/** By which columns to look for people with another effect. */
export function SearchSection() {
  const { draft, facts, problems } = useChoices();
  const used = taken(draft);
  const free = facts.columns.filter(({ name }) => !used.has(name)).slice(0, mostOffered);
  const gone = draft.search.filter((column) => facts.columns.every(({ name }) => name !== column));
  return (
    <Section finding={texts.searchFinding}>
      {isManyTests(draft) ? (
        <p className="quiet">{texts.searchMany}</p>
      ) : (
        <fieldset className="group" data-field="search">
          <legend>{texts.search}</legend>
          <p className="field-hint">{texts.searchHint}</p>
          {free.length + gone.length === 0 ? (
            <p className="quiet">{texts.searchNone}</p>
          ) : (
            <Boxes free={free.map(({ name }) => name)} gone={gone} />
          )}
          {problems.has('search') && <FieldError>{problems.get('search')}</FieldError>}
        </fieldset>
      )}
    </Section>
  );
}

/** Closed but for those that were chosen before: most tests are not searched. What is chosen now stays where it is, with the focus. */
function Boxes({ free, gone }: { free: readonly string[]; gone: readonly string[] }) {
  const { draft } = useChoices();
  const [before] = useState(draft.search);
  const first = free.filter((name) => before.includes(name));
  const others = free.filter((name) => !first.includes(name));
  return (
    <>
      {first.length + gone.length > 0 && (
        <div className="segments">
          {gone.map((name) => (
            <Searched key={name} name={name} label={texts.goneChoice(name)} />
          ))}
          {first.map((name) => (
            <Searched key={name} name={name} label={name} />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <Details summary={first.length === 0 ? texts.searchAmong(others.length) : texts.moreSegments(others.length)}>
          <div className="segments">
            {others.map((name) => (
              <Searched key={name} name={name} label={name} />
            ))}
          </div>
        </Details>
      )}
    </>
  );
}

function Searched({ name, label }: { name: string; label: string }) {
  const { draft, set } = useChoices();
  const others = draft.search.filter((column) => column !== name);
  return (
    <Checkbox
      checked={draft.search.includes(name)}
      onChecked={(checked) => set({ search: checked ? [...others, name] : others })}
      label={label}
    />
  );
}
