import { useState } from 'react';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Details } from '../../ui/details.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { isManyTests } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import type { ChoicesDraft } from './choices-draft.ts';

/** More fields than anybody reads. */
const mostOffered = 100;
const longestExample = 80;

/** Each part of the draft, by the role that its columns have. */
const parts = { attribute: 'attributes', text: 'texts', held: 'held' } as const;
type Role = keyof typeof parts | 'none';
const roles = (Object.keys(texts.contentRoles) as Role[]).map((value) => ({ value, label: texts.contentRoles[value] }));

function roleOf(draft: ChoicesDraft, column: string): Role {
  const found = (Object.keys(parts) as (keyof typeof parts)[]).find((role) => draft[parts[role]].includes(column));
  return found ?? 'none';
}

/** Out of all parts, and into one. */
function withRole({ attributes, texts: read, held }: ChoicesDraft, column: string, role: string) {
  const others = { attributes, texts: read, held };
  return Object.fromEntries(
    Object.entries(parts).map(([of, part]) => {
      const rest = others[part].filter((name) => name !== column);
      return [part, of === role ? [...rest, column] : rest];
    }),
  ) as Pick<ChoicesDraft, 'attributes' | 'texts' | 'held'>;
}

/** What was measured, or known of people before, is no part of a variation. */
function taken(draft: ChoicesDraft): Set<string> {
  const { unit, test, period, metrics, segments } = draft;
  const measured = metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  return new Set([unit, test, period, ...measured, ...(isManyTests(draft) ? [] : segments)]);
}

/** What the variations are made of: levels, texts for the coders, and what must be equal between them. */
export function ContentsSection() {
  const { draft, facts, problems } = useChoices();
  const used = taken(draft);
  const chosen = [...draft.attributes, ...draft.texts, ...draft.held];
  // What is chosen now stays where it is, with the focus.
  const [before] = useState(chosen);
  const gone = chosen.filter((column) => facts.columns.every(({ name }) => name !== column));
  const free = facts.columns.filter(({ name }) => !used.has(name) || chosen.includes(name)).slice(0, mostOffered);
  const first = free.filter(({ name, guess }) => before.includes(name) || guess === 'text' || guess === 'held');
  const others = free.filter((column) => !first.includes(column));
  return (
    <Section finding={texts.contentsFinding}>
      <fieldset className="group" data-field="contents">
        <legend>{texts.contents}</legend>
        <p className="field-hint">{texts.contentsHint}</p>
        <div className="contents">
          {gone.map((name) => (
            <Content key={name} name={name} label={texts.goneChoice(name)} example={undefined} />
          ))}
          {first.map(({ name, examples }) => (
            <Content key={name} name={name} label={name} example={examples[0]} />
          ))}
        </div>
        {free.length === 0 && gone.length === 0 && <p className="quiet">{texts.contentsNone}</p>}
        {others.length > 0 && (
          <Details summary={texts.moreSegments(others.length)}>
            <div className="contents">
              {others.map(({ name, examples }) => (
                <Content key={name} name={name} label={name} example={examples[0]} />
              ))}
            </div>
          </Details>
        )}
        {problems.has('contents') && <FieldError>{problems.get('contents')}</FieldError>}
      </fieldset>
    </Section>
  );
}

const shortened = (text: string): string =>
  text.length > longestExample ? `${[...text].slice(0, longestExample).join('')}…` : text;

function Content({ name, label, example }: { name: string; label: string; example: string | undefined }) {
  const { draft, set } = useChoices();
  return (
    <Field label={label} hint={example ? texts.contentExample(shortened(example)) : undefined}>
      <Select value={roleOf(draft, name)} onValue={(role) => set(withRole(draft, name, role))} choices={roles} />
    </Field>
  );
}
