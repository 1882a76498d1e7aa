import { createBelief, listBeliefs } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { type BeliefDraft, bodyOf, emptyDraft, faultsOf } from './belief-draft.ts';
import { BeliefRuleFields } from './belief-rule-fields.tsx';

const kinds = ['hand', 'experiment', 'metric', 'condition', 'learning'] as const;

/** A new assumption; then its page, where one says how sure one is. */
export function AddBelief({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const formId = useId();
  const { currency } = useWorkspace();
  const [draft, setDraft] = useState(emptyDraft);
  const [tried, setTried] = useState(false);
  const command = useCommand(createBelief, {
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [listBeliefs.path] });
      onClose();
      await navigate({ to: '/beliefs/$id', params: { id } });
    },
  });
  const set = (part: Partial<BeliefDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = tried ? faultsOf(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length === 0 && !command.isPending) command.mutate({ body: bodyOf(draft) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.addTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
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
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
