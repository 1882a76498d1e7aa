import { texts } from '../../texts/four-numbers.ts';
import { Field } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { CountsPart } from './four-numbers.ts';

/** What changes a verdict and cannot be seen in the counts. */
export function FourNumbersMore({ draft, set, problems }: CountsPart) {
  return (
    <div className="counts-more">
      <Field label={texts.direction}>
        <Select
          value={draft.lowerIsBetter ? 'lower' : 'higher'}
          onValue={(value) => set({ lowerIsBetter: value === 'lower' })}
          choices={[
            { value: 'higher', label: texts.higher },
            { value: 'lower', label: texts.lower },
          ]}
        />
      </Field>
      <div className="counts-practical">
        <Field label={texts.practical} error={problems.get('practical')}>
          <TextInput
            className="figures"
            inputMode="decimal"
            autoComplete="off"
            value={draft.practical}
            onValue={(practical) => set({ practical })}
          />
        </Field>
        <Select
          aria-label={texts.practicalUnit}
          value={draft.practicalIs}
          onValue={(practicalIs) => set({ practicalIs })}
          choices={[
            { value: 'percent', label: texts.percent },
            { value: 'points', label: texts.points },
          ]}
        />
      </div>
      <RadioGroup
        legend={texts.looked}
        value={draft.looked ? 'yes' : 'no'}
        onValue={(value) => set({ looked: value === 'yes' })}
        choices={[
          { value: 'no', label: texts.no },
          { value: 'yes', label: texts.yes },
        ]}
      />
      {draft.looked && (
        <Field label={texts.plannedUnits} hint={texts.plannedUnitsHint} error={problems.get('plannedUnits')}>
          <TextInput
            className="figures"
            inputMode="numeric"
            autoComplete="off"
            value={draft.plannedUnits}
            onValue={(plannedUnits) => set({ plannedUnits })}
          />
        </Field>
      )}
      <SplitFields draft={draft} set={set} problems={problems} />
    </div>
  );
}

function SplitFields({ draft, set, problems }: CountsPart) {
  const { arms, weighted } = draft;
  return (
    <div className="counts-split">
      <RadioGroup
        legend={texts.split}
        value={weighted ? 'weights' : 'equal'}
        onValue={(value) => set({ weighted: value === 'weights' })}
        choices={[
          { value: 'equal', label: texts.splitEqual },
          { value: 'weights', label: texts.splitWeights },
        ]}
      />
      {weighted && (
        <div className="counts-weights">
          {arms.map(({ key, name, weight }) => (
            <Field key={key} label={texts.weightOf(name)} error={problems.get(`${key}.weight`)}>
              <TextInput
                className="figures"
                inputMode="decimal"
                autoComplete="off"
                value={weight}
                onValue={(typed) =>
                  set({ arms: arms.map((arm) => (arm.key === key ? { ...arm, weight: typed } : arm)) })
                }
              />
            </Field>
          ))}
        </div>
      )}
    </div>
  );
}
