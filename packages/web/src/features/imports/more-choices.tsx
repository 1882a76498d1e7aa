import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Details } from '../../ui/details.tsx';
import { Field } from '../../ui/field.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { isManyTests } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import type { ChoicesDraft } from './choices-draft.ts';
import { ColumnField } from './column-field.tsx';

/** Whether something here is not as usual: then it must be seen. */
export const hasMoreChoices = ({ test, where, bayesian, level }: ChoicesDraft): boolean =>
  test !== '' || where.trim() !== '' || bayesian || level.trim() !== '95';

/** What few files need: many tests in one, some rows only, another method. */
export function MoreChoices({ open }: { open: boolean }) {
  return (
    <div className="more-choices">
      <Details summary={texts.more} open={open}>
        <ManyTests />
        <WhereField />
        <Method />
      </Details>
    </div>
  );
}

function ManyTests() {
  const { draft, set } = useChoices();
  return (
    <fieldset className="part">
      <legend>{texts.manyLegend}</legend>
      <div className="fields">
        <ColumnField
          field="test"
          label={texts.test}
          hint={texts.testHint}
          none={texts.oneTest}
          value={draft.test}
          onValue={(test) => set({ test })}
        />
        {isManyTests(draft) && (
          <ColumnField
            field="period"
            label={texts.period}
            none={texts.noPeriod}
            value={draft.period}
            onValue={(period) => set({ period })}
          />
        )}
      </div>
    </fieldset>
  );
}

function WhereField() {
  const { draft, set, problems } = useChoices();
  return (
    <div className="part">
      <Field
        label={texts.where}
        optional
        error={problems.get('where')}
        hint={
          <>
            {texts.whereHint} <code>{texts.whereExample}</code>.
          </>
        }
      >
        <TextArea
          data-field="where"
          className="condition"
          rows={2}
          value={draft.where}
          onValue={(where) => set({ where })}
          maxLength={10_000}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
        />
      </Field>
      <Details summary={texts.whereHelp}>
        <dl className="condition-help">
          {texts.whereForms.map(([form, meaning]) => (
            <div key={form}>
              <dt>
                <code>{form}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Details>
    </div>
  );
}

function Method() {
  const { draft, set, problems } = useChoices();
  return (
    <fieldset className="part">
      <legend>{texts.methodLegend}</legend>
      <div className="fields">
        <Checkbox
          data-field="bayesian"
          checked={draft.bayesian && !draft.looked}
          disabled={draft.looked}
          onChecked={(bayesian) => set({ bayesian })}
          label={texts.bayesian}
          hint={draft.looked ? texts.bayesianLooked : texts.bayesianHint}
        />
        <Field label={texts.level} hint={texts.levelHint} error={problems.get('level')}>
          <TextInput
            data-field="level"
            className="figures"
            inputMode="decimal"
            autoComplete="off"
            value={draft.level}
            onValue={(level) => set({ level })}
          />
        </Field>
      </div>
    </fieldset>
  );
}
