import type { ReactNode } from 'react';
import { texts } from '../../texts/planning.ts';
import { Details } from '../../ui/details.tsx';
import { Field, useFieldAria } from '../../ui/field.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { isUsual, type NumberField, type PlanDraft, type ReadPlan } from './plan-draft.ts';

interface PlanPart {
  draft: PlanDraft;
  set: (part: Partial<PlanDraft>) => void;
  problems: ReadPlan['problems'];
}

/** What is planned. Everything is answered while it is typed, so there is no button. */
export function PlanForm({ short, ...part }: PlanPart & { short: ReactNode }) {
  const { draft, set } = part;
  const isRate = draft.kind === 'rate';
  return (
    <form className="planning-form" aria-label={texts.form} noValidate onSubmit={(event) => event.preventDefault()}>
      <div className="plan-kind">
        <Segmented
          legend={texts.kind}
          value={draft.kind}
          onValue={(kind) => set({ kind })}
          choices={[
            { value: 'rate', label: texts.rate },
            { value: 'mean', label: texts.mean },
          ]}
        />
        <p className="field-hint">{isRate ? texts.rateHint : texts.meanHint}</p>
      </div>
      <div className="plan-fields">
        {isRate ? (
          <NumberOf {...part} field="rate" label={texts.baselineRate} hint={texts.baselineRateHint} unit="%" />
        ) : (
          <>
            <NumberOf
              {...part}
              field="mean"
              label={texts.baselineMean}
              hint={undefined}
              optional={draft.differenceIn === 'own'}
            />
            <NumberOf
              {...part}
              field="standardDeviation"
              label={texts.standardDeviation}
              hint={texts.standardDeviationHint}
            />
          </>
        )}
        <DifferenceField {...part} />
        <NumberOf {...part} field="units" label={texts.units} hint={texts.unitsHint} optional whole />
        <NumberOf {...part} field="perDay" label={texts.perDay} hint={texts.perDayHint} optional whole />
        <NumberOf {...part} field="variations" label={texts.variations} hint={texts.variationsHint} whole />
      </div>
      <Details summary={texts.more} open={!isUsual(draft)}>
        <div className="plan-fields">
          <NumberOf {...part} field="power" label={texts.power} hint={texts.powerHint} unit="%" />
          <NumberOf {...part} field="level" label={texts.level} hint={texts.levelHint} unit="%" />
          <Field label={texts.sides}>
            <Select
              value={draft.sided === 1 ? 'one' : 'both'}
              onValue={(sides) => set({ sided: sides === 'one' ? 1 : 2 })}
              choices={[
                { value: 'both', label: texts.bothSides },
                { value: 'one', label: texts.oneSide },
              ]}
            />
          </Field>
        </div>
      </Details>
      {short}
      <p className="field-hint">{texts.keep}</p>
    </form>
  );
}

interface NumberOfProps extends PlanPart {
  field: NumberField;
  label: string;
  hint: string | undefined;
  unit?: string;
  optional?: boolean;
  whole?: boolean;
  signed?: boolean;
}

function NumberOf({ draft, set, problems, field, label, hint, optional = false, ...rest }: NumberOfProps) {
  return (
    <Field label={label} hint={hint} optional={optional} error={problems.get(field)}>
      <Figures value={draft[field]} onValue={(text) => set({ [field]: text })} {...rest} />
    </Field>
  );
}

interface FiguresProps extends Pick<NumberOfProps, 'unit' | 'whole' | 'signed'> {
  value: string;
  onValue: (text: string) => void;
}

/** Kept as typed, so that what is wrong can be told apart from what is missing. */
function Figures({ value, onValue, unit, whole = false, signed = false }: FiguresProps) {
  return (
    <span className="input figures">
      <input
        {...useFieldAria()}
        // The figures of some phones have no minus.
        inputMode={signed ? 'text' : whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
      {unit && <span className="unit">{unit}</span>}
    </span>
  );
}

/** A number and what it is of. */
function DifferenceField(part: PlanPart) {
  const { draft, set } = part;
  const isRate = draft.kind === 'rate';
  return (
    <div className="plan-difference">
      <NumberOf {...part} field="difference" label={texts.difference} hint={texts.differenceHint} signed />
      <Field label={texts.differenceIn}>
        <Select
          value={draft.differenceIn}
          onValue={(differenceIn) => set({ differenceIn })}
          choices={[
            { value: 'percent', label: isRate ? texts.percentOfRate : texts.percentOfMean },
            { value: 'own', label: isRate ? texts.points : texts.ownUnit },
          ]}
        />
      </Field>
    </div>
  );
}
