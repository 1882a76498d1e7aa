import { listPeople, permissionsOfRole } from '@dandelion-loop/contract';
import type { ReactNode } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Checkbox } from '../../ui/checkbox.tsx';

interface PeopleFieldProps {
  legend: string;
  hint?: ReactNode;
  chosen: readonly string[];
  onChosen: (ids: string[]) => void;
  /** Whether partners can be chosen as well: they decide, but do not come to rituals. */
  partners?: boolean;
}

/** Some of the people of the workspace. Who has left stays where they were chosen, and can be taken away. */
export function PeopleField({ legend, hint, chosen, onChosen, partners = false }: PeopleFieldProps) {
  const { data } = useAnswer(listPeople, {});
  const people = (data?.people ?? []).filter(
    ({ id, left, role }) =>
      chosen.includes(id) || (!left && (partners || permissionsOfRole[role].includes('rituals:read'))),
  );
  return (
    <fieldset className="group people-field">
      <legend>{legend}</legend>
      {hint && <p className="field-hint">{hint}</p>}
      <div className="people-choices">
        {people.map(({ id, name, left }) => (
          <Checkbox
            key={id}
            label={left ? texts.hasLeft(name) : name}
            checked={chosen.includes(id)}
            onChecked={(on) => onChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
