import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Field } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useChoices } from './choices-context.ts';

/** The one question whose answer nobody can find in the file. */
export function RanSection() {
  const { draft, set, problems } = useChoices();
  return (
    <Section finding={texts.ranFinding}>
      <div data-field="inference">
        <RadioGroup
          legend={texts.looked}
          value={draft.looked ? 'yes' : 'no'}
          onValue={(value) => set({ looked: value === 'yes' })}
          error={problems.get('inference')}
          choices={[
            { value: 'no', label: texts.lookedNo },
            { value: 'yes', label: texts.lookedYes, hint: texts.lookedYesHint },
          ]}
        />
      </div>
      {draft.looked && (
        <div className="planned-units">
          <Field label={texts.plannedUnits} hint={texts.plannedUnitsHint} error={problems.get('plannedUnits')}>
            <TextInput
              data-field="plannedUnits"
              className="figures"
              inputMode="numeric"
              autoComplete="off"
              value={draft.plannedUnits}
              onValue={(plannedUnits) => set({ plannedUnits })}
            />
          </Field>
        </div>
      )}
    </Section>
  );
}
