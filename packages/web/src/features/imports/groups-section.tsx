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

const taken = ({ variation, unit, metrics, segments, attributes, texts: read, held }: ChoicesDraft): Set<string> => {
  const measured = metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const used = new Set([variation, unit, ...measured, ...attributes, ...read, ...held]);
  for (const segment of segments) used.delete(segment);
  return used;
};

/** In which groups the variations are compared as well. */
export function GroupsSection() {
  const { draft, facts, problems } = useChoices();
  const used = taken(draft);
  const free = facts.columns.filter(({ name }) => !used.has(name)).slice(0, mostOffered);
  const gone = draft.segments.filter((segment) => facts.columns.every(({ name }) => name !== segment));
  const first = free.filter(({ name, guess }) => guess === 'segment' || draft.segments.includes(name));
  const others = free.filter((column) => !first.includes(column));
  return (
    <Section finding={texts.groupsFinding}>
      {isManyTests(draft) ? (
        <p className="quiet">{texts.segmentsMany}</p>
      ) : (
        <fieldset className="group" data-field="segments">
          <legend>{texts.segments}</legend>
          <p className="field-hint">{texts.segmentsHint}</p>
          <div className="segments">
            {gone.map((name) => (
              <Segment key={name} name={name} label={texts.goneChoice(name)} />
            ))}
            {first.map(({ name }) => (
              <Segment key={name} name={name} label={name} />
            ))}
          </div>
          {free.length === 0 && <p className="quiet">{texts.segmentsNone}</p>}
          {others.length > 0 && (
            <Details summary={texts.moreSegments(others.length)}>
              <div className="segments">
                {others.map(({ name }) => (
                  <Segment key={name} name={name} label={name} />
                ))}
              </div>
            </Details>
          )}
          {problems.has('segments') && <FieldError>{problems.get('segments')}</FieldError>}
        </fieldset>
      )}
    </Section>
  );
}

function Segment({ name, label }: { name: string; label: string }) {
  const { draft, set } = useChoices();
  const others = draft.segments.filter((segment) => segment !== name);
  return (
    <Checkbox
      checked={draft.segments.includes(name)}
      onChecked={(checked) => set({ segments: checked ? [...others, name] : others })}
      label={label}
    />
  );
}
