import { getLearnings, type Learning } from '@dandelion-loop/contract';
import type { ReactNode } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { type Choice, Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { attributesOf, nameOf } from '../learnings/learning-names.ts';
import type { BeliefDraft, DraftFaults } from './belief-draft.ts';
import { ChooseTest } from './choose-test.tsx';

interface RuleFieldsProps {
  draft: BeliefDraft;
  faults: DraftFaults;
  set: (part: Partial<BeliefDraft>) => void;
}

const choicesOf = <Value extends string>(words: Record<Value, string>): Choice<Value>[] =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));

/** What the chosen kind of rule needs. */
export function BeliefRuleFields(props: RuleFieldsProps) {
  const { draft, faults, set } = props;
  switch (draft.by) {
    case 'hand':
      return null;
    case 'experiment':
      return (
        <OfTest {...props}>
          <Field label={texts.expects}>
            <Select value={draft.expects} onValue={(expects) => set({ expects })} choices={choicesOf(texts.expected)} />
          </Field>
        </OfTest>
      );
    case 'condition':
      return (
        <OfTest {...props}>
          <Field label={texts.condition} hint={texts.conditionHint} error={faults.condition}>
            <TextInput
              value={draft.condition}
              onValue={(condition) => set({ condition })}
              maxLength={2000}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </OfTest>
      );
    case 'metric':
      return (
        <OfTest {...props}>
          <Threshold {...props} />
        </OfTest>
      );
    case 'learning':
      return <OfLearning {...props} />;
  }
}

function Threshold({ draft, faults, set }: RuleFieldsProps) {
  const { measure, operator, threshold, reading } = draft;
  return (
    <>
      <Field label={texts.measure}>
        <Select value={measure} onValue={(value) => set({ measure: value })} choices={choicesOf(texts.measures)} />
      </Field>
      <Field label={texts.operator}>
        <Select value={operator} onValue={(value) => set({ operator: value })} choices={choicesOf(texts.operators)} />
      </Field>
      <Field label={texts.threshold} hint={texts.thresholdHint} error={faults.threshold}>
        <NumberInput value={threshold} onValue={(value) => set({ threshold: value })} />
      </Field>
      {measure !== 'value' && (
        <Field label={texts.readingOf}>
          <Select value={reading} onValue={(value) => set({ reading: value })} choices={choicesOf(texts.readings)} />
        </Field>
      )}
    </>
  );
}

function OfLearning({ draft, faults, set }: RuleFieldsProps) {
  const { data: library } = useAnswer(getLearnings, {});
  const learnings = library?.answer?.learnings ?? [];
  const attributes = attributesOf({ attributes: library?.attributes ?? [] });
  const chosen = learnings.find((one) => isSame(one, draft.learning));
  const choose = (id: string) => {
    const found = learnings.find((one) => one.id === id);
    set({
      learning: found === undefined ? null : { attribute: found.attribute, level: found.level, metric: found.metric },
    });
  };
  const none = library !== undefined && learnings.length === 0;
  return (
    <>
      <Field label={texts.learning} hint={none && texts.learningNone} error={faults.learning}>
        <Select
          value={chosen?.id ?? ''}
          onValue={choose}
          choices={[
            { value: '', label: texts.choose },
            ...learnings.map((one) => ({
              value: one.id,
              label: spoken(texts.learningChoice(nameOf(one, attributes).name, one.metric)),
            })),
          ]}
        />
      </Field>
      <Field label={texts.direction}>
        <Select
          value={draft.direction}
          onValue={(direction) => set({ direction })}
          choices={choicesOf(texts.directions)}
        />
      </Field>
    </>
  );
}

const isSame = (one: Learning, other: BeliefDraft['learning']): boolean =>
  one.attribute === other?.attribute && one.level === other.level && one.metric === other.metric;

/** Which test, metric and variation, around what is asked of them. */
function OfTest({ draft, set, children }: RuleFieldsProps & { children: ReactNode }) {
  const words = { maxLength: 200, autoComplete: 'off' } as const;
  return (
    <>
      <ChooseTest chosen={draft.experiment} onChosen={(experiment) => set({ experiment })} hint={texts.testHint} />
      <Field label={texts.metric} hint={texts.metricHint} optional>
        <TextInput {...words} value={draft.metric} onValue={(metric) => set({ metric })} />
      </Field>
      <Field label={texts.variation} hint={texts.variationHint} optional>
        <TextInput {...words} value={draft.variation} onValue={(variation) => set({ variation })} />
      </Field>
      {children}
    </>
  );
}
