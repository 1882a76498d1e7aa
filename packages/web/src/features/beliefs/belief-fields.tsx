import { useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/beliefs.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import type { BeliefDraft, DraftFaults } from './belief-draft.ts';
import { BeliefRuleFields } from './belief-rule-fields.tsx';

const kinds = ['hand', 'experiment', 'metric', 'condition', 'learning'] as const;

interface BeliefFieldsProps {
  draft: BeliefDraft;
  faults: DraftFaults;
  set: (part: Partial<BeliefDraft>) => void;
}

/** What members answer: it stays once somebody has. */
export function AskedFields({ draft, faults, set }: BeliefFieldsProps) {
  return (
    <>
      <Field label={texts.claim} hint={texts.claimHint} error={faults.claim}>
        <TextArea rows={2} maxLength={300} value={draft.claim} onValue={(claim) => set({ claim })} />
      </Field>
      <Field label={texts.rule}>
        <Select
          value={draft.by}
          onValue={(by) => set({ by })}
          choices={kinds.map((value) => ({ value, label: texts.rules[value] }))}
        />
      </Field>
      <BeliefRuleFields draft={draft} faults={faults} set={set} />
    </>
  );
}

/** What is around it. */
export function AroundFields({ draft, faults, set }: BeliefFieldsProps) {
  const { currency } = useWorkspace();
  return (
    <>
      <Field label={texts.topic} hint={texts.topicHint} optional>
        <TextInput maxLength={60} value={draft.topic} onValue={(topic) => set({ topic })} autoComplete="off" />
      </Field>
      <Field label={texts.hangsOn} hint={texts.hangsOnHint} optional>
        <TextArea rows={2} maxLength={2000} value={draft.hangsOn} onValue={(hangsOn) => set({ hangsOn })} />
      </Field>
      <Field label={texts.cost} hint={texts.costHint} error={faults.cost} optional>
        <NumberInput
          value={draft.cost.value}
          onValue={(value, text) => set({ cost: { value, text } })}
          unit={currency}
          unitBefore
        />
      </Field>
      <DayField label={texts.dueOn} value={draft.dueOn} onValue={(dueOn) => set({ dueOn })} />
    </>
  );
}
