import { useFormats } from '../../app/formats.ts';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { controlOf } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import { ColumnField } from './column-field.tsx';
import { SplitChoice } from './split-choice.tsx';
import { variationsOf } from './values-of-variation.ts';

/** Who was compared with whom, and how large the groups were meant to be. */
export function ComparedSection() {
  const { draft, set, problems, asksName } = useChoices();
  return (
    <Section finding={texts.comparedFinding}>
      <div className="fields">
        {asksName && (
          <Field label={texts.name} error={problems.get('name')}>
            <TextInput
              data-field="name"
              value={draft.name}
              onValue={(name) => set({ name })}
              maxLength={200}
              autoComplete="off"
            />
          </Field>
        )}
        <ColumnField
          field="variation"
          label={texts.variation}
          hint={texts.variationHint}
          none={texts.choose}
          value={draft.variation}
          // What was said of the values of another column says nothing of these.
          onValue={(variation) => set({ variation, control: null, split: null, weights: {} })}
        />
        <ControlField />
      </div>
      <Counting />
      <SplitChoice />
    </Section>
  );
}

function ControlField() {
  const { draft, set, facts, problems } = useChoices();
  const control = controlOf(draft, facts.values);
  const listed = variationsOf(facts.values, control);
  const change = (next: string) => set({ control: next });
  // Where the values are not known or too many to be listed, it can still be named.
  if (listed === null) {
    return (
      <Field label={texts.control} hint={texts.controlHint} error={problems.get('control')} optional>
        <TextInput data-field="control" value={control} onValue={change} autoComplete="off" maxLength={500} />
      </Field>
    );
  }
  const known = listed.map(({ value }) => value);
  const values = control === '' || known.includes(control) ? known : [control, ...known];
  return (
    <Field label={texts.control} hint={texts.controlHint} error={problems.get('control')}>
      <Select
        data-field="control"
        value={control}
        onValue={change}
        choices={[{ value: '', label: texts.noControl }, ...values.map((value) => ({ value, label: value }))]}
      />
    </Field>
  );
}

/** What the count of the values of the variation column says, or that it goes on. */
function Counting() {
  const { draft, facts, counting } = useChoices();
  const formats = useFormats();
  const { values } = facts;
  if (counting.problem !== null) {
    return (
      <p className="field-hint counting">
        {texts.countFailed} {counting.problem} <Button onClick={counting.again}>{texts.countAgain}</Button>
      </p>
    );
  }
  if (counting.busy) {
    return (
      <p className="field-hint counting" role="status">
        {texts.counting}
      </p>
    );
  }
  if (values === undefined) return null;
  const manyValues = variationsOf(values, '') === null && values.distinct > 1 && draft.test === '';
  const said = [
    ...(manyValues ? [texts.tooManyValues(formats.count(values.distinct))] : []),
    ...(values.empty > 0 ? [texts.emptyValues(formats.count(values.empty))] : []),
    ...(values.whole ? [] : [texts.countedFirst]),
  ];
  return said.length > 0 && <p className="field-hint counting">{said.join(' ')}</p>;
}
